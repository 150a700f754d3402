"""Texts written to cost time: what is paid for them grows with their length, and bounds that are reached are told."""

from __future__ import annotations

import sys

import pytest
from codesignrisk_core.budget import STEPS, Budget
from codesignrisk_core.powershell import aliases, cursor, lexer, statements
from codesignrisk_core.powershell.cursor import MAX_DEPTH, TOO_DEEP
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK
from codesignrisk_core.powershell.operands import TOO_MANY_ARGUMENTS
from codesignrisk_core.powershell.strings import TOO_NESTED
from codesignrisk_core.powershell.values import MAX_ITEMS, MAX_PATTERN, MAX_TEXT, TOO_LARGE
from hypothesis import given, settings
from hypothesis import strategies as st

# One value that grows, and an operation on it that is repeated: all of these once were quadratic.
OVER_ONE_VALUE = [
    ("$x='", "{0}", "';", "$x-f'';"),
    ("$x='", "{{", "';", "$x-f'';"),
    ("$x='", "{", "';", "$x-f'';"),
    ("$x='", "{0}", "';", "[string]::format($x,'');"),
    ("$x='", "a", "';", "$x-replace'a';"),
    ("$x='", "a", "';", "$x-replace'b';"),
    ("$x='", "a", "';", "$x-replace'aaaaaaaaaaaaaaaab';"),
    ("$x='", "a", "';", "$x-replace$x;"),
    ("$x='", "a", "';", "$x.Replace('a','');"),
    ("$x='", "a", "';", "$x.Replace('aaaaaaaaaaaaaaaab','');"),
    ("$x='", "a", "';", "$x.Replace($x,'');"),
    ("$x='", "a", "';", "$x.Split('a');"),
    ("$x='", "a", "';", "$x-split'a';"),
    ("$x='", "a ", "';", "-split$x;"),
    ("$x='", "a", "';", "[char[]]$x;"),
    ("$x='", "a", "';", "$x.ToCharArray();"),
    ("$x='", "a", "';", "$x.ToUpper();"),
    ("$x='", " ", "';", "$x.Trim();"),
    ("$x='", "a", "';", "$x+'';"),
    ("$x='", "a", "';", "$y=$x;$y+='';"),
    ("$x='", "a", "';", "$x*2;"),
    ("$x='", "a", "';", '"$x$x";'),
    ("$x='", "QUFB", "';", "[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($x));"),
    ("$x='", "a", "';", "[string]::join($x,1,2);"),
    ("$x='", "\\", "';", "join-path $x b;"),
    ("$x='", "\\", "';", "[io.path]::combine($x,'b');"),
    ("$x=", "1,", "1;", "-join$x;"),
    ("$x=", "1,", "1;", "$x-join$x;"),
    ("$x=", "1,", "1;", "[char[]]$x;"),
    ("$x=", "1,", "1;", "[string]$x;"),
    ("$x=", "1,", "1;", "$x+=1;"),
    ("$x=", "1,", "1;", "$x[0..99];"),
    ("$x=", "1,", "1;", "a @x;"),
    ("$x=@{", "a=1;", "};", "a @x;"),
    ("$x=@{", "a=1;", "};", "$x.b;"),
    # code in a value, names, aliases
    ("$x='", "a;", "';", "iex $x;"),
    ("$x='", "a;", "';", "[scriptblock]::create($x);"),
    ("$x='", "a", "';", "&$x;"),
    ("$x='", "a", "';", "a b$x;"),
    ("$x='", "a", "';", "a -b:$x;"),
    ("$x='", "a", "';", "a 1,$x;"),
    ("$x='", "a", "';", "$a.$x;"),
    ("$x='", "a", "';", "sal $x $x;"),
    ("$x='", "a", "';", "sv $x $x;"),
    ("$x='", "*a", "';", "&(gcm $x);"),
    ("1,2|%{", "a;", "};", "1,2|%{a}"),
]  # fmt: skip

# One piece that is repeated; with a half of the length in front of it or not.
REPEATED = [
    *("(", "{", "[", "$(", '"$(', "@{", "@{a=", "${", "@'\n", '@"\n', '"', "'", "`", "<#", "-a:<##>"),
    *(".", ",", "|", "&"),
    *("()", "{}", "''", '"a"', '"`a"', '"$a"', '"$(a)"', "<##>", "`\n", "#\n", ";", "a;", "a|", "a ", ">a ", "2>&1 "),
    *("1,", "+1", "-1", "..1", "1..255;", "1..99999;", "-join ", "-split ", "[char]", "[a]", "!", "- ", "--"),
    *("::a", ".a", ".a()", "[0]", "[0..99]", "$a=", "$a,", "$a,$b=", "$x=$x+$x;", '$x="$x$x";', "$x=$x,$x;"),
    *("$x=$x*9;", "if(a){", "if(a){b}", "function a{", "function a{b};", "param($a=1)", "$a=if(b){"),
    *("$x=$x-replace'a','aaaa';",),
    *("foreach($x in 1,2,3){", "foreach($x in 1,2,3){a $x};", "1,2|%{", "1,2,3|%{1,2,3|%{a}};", "|%{$_}"),
    *('$a="iex `$a";iex $a;', "iex 'iex ''a'';';", "a -b:c ", "a -b:c,d ", "x --% a;", "@x ", "a $(b) ", "a.b=1;"),
]  # fmt: skip


def grown(parts: tuple[str, ...], length: int) -> str:
    """A text of about this length: the second and the last part take half of it each."""
    first, piece, middle, repeated = parts
    half = length // 2
    return first + piece * (half // len(piece)) + middle + repeated * (half // len(repeated))


def spent(text: str, steps: int = STEPS) -> int:
    """The steps that are paid for a text."""
    budget = Budget(steps)
    statements.parse(text, budget)
    assert budget.spent <= steps + 1_000  # the last lexemes
    return budget.spent


# The longest text is of 65,536 characters. What grows with its length alone is as well seen on a tenth of it.
LONG, SHORT = 32_768, 3_276


@pytest.mark.parametrize("parts", OVER_ONE_VALUE, ids=lambda parts: parts[3])
def test_work_over_one_value(parts: tuple[str, ...]) -> None:
    assert spent(grown(parts, 2 * LONG)) <= 2.3 * spent(grown(parts, LONG))


@pytest.mark.parametrize("piece", REPEATED)
def test_work_for_what_is_repeated(piece: str) -> None:
    few, many = piece * (SHORT // len(piece)), piece * (2 * SHORT // len(piece))
    assert spent(many, STEPS // 10) <= 2.3 * spent(few, STEPS // 10)


PIECES = (*REPEATED, *(part for parts in OVER_ONE_VALUE for part in parts), "}", ")", "]", "\n", " ", "$x", "a-b", "5")


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("$@(){}[]'\"`;|&.,:=+-#<>\n aA1*/%\u2013\u201c")), max_size=400)
)
@settings(max_examples=300, deadline=None)
def test_never_raises(text: str) -> None:
    statements.parse(text)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.integers(0, 5_000))
@settings(max_examples=200, deadline=None)
def test_never_raises_with_any_budget(text: str, steps: int) -> None:
    budget = Budget(steps)
    statements.parse(text, budget)
    assert set(budget.reasons) <= {TOO_MUCH_WORK, TOO_DEEP, TOO_LARGE, TOO_NESTED}


@pytest.mark.parametrize(
    "piece", ["(", "{", "$(", "@(", "@{a=", '"$(', "a(", "$a.b(", "$a[", "-a:", "-a:<##>", "$a=", "if(", "iex (", "&{",
              "1+(", "-join(", "[a](", "foreach($x in ", "function a{", "param($a=", ",(", "a|%{", "iex '",
              "$a='iex $a';iex $a;"],
)  # fmt: skip
def test_nesting_needs_little_of_the_stack(piece: str) -> None:
    limit = sys.getrecursionlimit()
    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    sys.setrecursionlimit(depth + 400)
    try:
        statements.parse(piece * 2_000)
        statements.parse(f"x {piece}" * 2_000)
    finally:
        sys.setrecursionlimit(limit)


def test_what_stands_deeper_than_the_bound_is_told() -> None:
    for levels, names, reasons in ((MAX_DEPTH, ["a"], []), (MAX_DEPTH + 1, [], [TOO_DEEP])):
        budget = Budget()
        found = statements.parse("{" * levels + "a" + "}" * levels + " ", budget)
        assert ([each.name for each in found], budget.reasons) == (names, reasons)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 30 + "a" + ")" * 30,
        "@{a=" * 30 + "b" + "}" * 30,
        "$a=" * 30 + "b",
        "$a[" * 30 + "b" + "]" * 30,
        "$a.b(" * 30 + "c" + ")" * 30,
        "function a " + "{" * 30 + "b" + "}" * 30,
        "(" * 19 + "param($a=(1))" + ")" * 19,
        "(" * 20 + "param($a=1)" + ")" * 20,
        "(" * 20 + "foreach($a in 1){b}" + ")" * 20,
        "(" * 20 + "$a.b=c" + ")" * 20,
        "(" * 20 + "iex 'a'" + ")" * 20,
    ],
)
def test_every_kind_of_nesting_is_told(text: str) -> None:
    budget = Budget()
    statements.parse(text, budget)
    assert budget.reasons == [TOO_DEEP]


@pytest.mark.parametrize(
    "piece",
    ["(1);", "{a};", "@{a=1};", "$a=1;", "$a.b=1;", "$a[0];", "$a.b(1);", "[a]::b(1);", "x a(1);", "iex 'a';",
     '"$(1)";', "function a{};", "param($a=1);", "foreach($a in 1){};", "1|%{};", "if(a){};", "&{a};"],
)  # fmt: skip
def test_what_stands_side_by_side_is_not_deep(piece: str) -> None:
    for levels, reasons in ((MAX_DEPTH, []), (MAX_DEPTH + 1, [TOO_DEEP])):
        budget = Budget()
        statements.parse(piece * 30 + "{" * levels, budget)
        assert budget.reasons == reasons


FULL = "1," * MAX_ITEMS


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (f"$x={FULL}'certutil'", "certutil"),
        (f"$x={FULL}'cert','util'", "cert util"),
        (f"$x={FULL}('cert'+'util')", "certutil"),
        (f"$x={FULL}('cert','util')", "cert util"),
        (f"$x=({FULL}2)", "2"),
        (f"$x=@({'1;' * MAX_ITEMS}'certutil')", "certutil"),
        (f"a {FULL}certutil", "certutil"),
        (f"a -b:{FULL}certutil", "certutil"),
        (f"echo {'1 ' * (MAX_ITEMS - 1)}(2,'certutil')", "certutil"),
        (f"$x={FULL[:-1]};$x+='certutil'", "certutil"),
        (f"$x={FULL[:-1]};$x=$x+'certutil'", "certutil"),
        (f"$x='{'1,' * MAX_ITEMS}cert,util' -split ','", "cert,util"),
        (f"$x='{'1,' * MAX_ITEMS}cert,util'.Split(',')", "cert,util"),
        (f"$x=-split '{'1 ' * MAX_ITEMS}cert util'", "cert util"),
        (f"$x=('{'1,' * MAX_ITEMS}2','cert,util') -split ','", "2 cert,util"),
        (f"$x='{'1' * MAX_ITEMS}certutil'.ToCharArray()", "certutil"),
        (f"$x=[char[]]'{'1' * MAX_ITEMS}certutil'", "certutil"),
        (f"[char[]]$x='{'1' * MAX_ITEMS}certutil'", "certutil"),
        (f"&{{{'1;' * MAX_ITEMS}'certutil'}}", "certutil"),
        (f'a "$({"1;" * MAX_ITEMS}2)"', "2"),
        (f"$y=1,2|%{{{'1;' * (MAX_ITEMS // 2)}'a'}}", "1 a"),
        (f"0..{MAX_ITEMS}|%{{a}}", f"0..{MAX_ITEMS}"),
    ],
)
def test_what_a_list_loses_is_told(text: str, lost: str) -> None:
    budget = Budget()
    statements.parse(text, budget)
    assert (budget.reasons, budget.lost, budget.noted) == ([TOO_LARGE], [lost], 0)


PATTERN = "y" * (MAX_PATTERN + 1)
CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E01 + MAX_PATTERN)))


@pytest.mark.parametrize(
    "text",
    [
        f"'cert{PATTERN}util'.Replace('{PATTERN}','')",
        f"'cert{PATTERN}util'-replace'{PATTERN}'",
        f"'cert{PATTERN}util'-split'{PATTERN}'",
        f"'cert{CHARACTERS}util'.Split('{CHARACTERS}')",
    ],
)
def test_a_text_that_is_searched_for_too_long_a_one_is_told(text: str) -> None:
    budget = Budget()
    statements.parse(f"$x={text}", budget)
    assert (budget.reasons, budget.noted) == ([TOO_LARGE], 0)
    assert budget.lost == [text[1:].partition("'")[0]]


def test_a_wildcard_that_is_not_compared_is_told() -> None:
    budget = Budget()
    statements.parse(f"& (gcm {'c*' * 200}) -ping", budget)
    assert budget.reasons == [aliases.TOO_LONG]


@pytest.mark.parametrize("text", [f"$x={FULL[:-1]}", "0..255|%{a}", "a;" * 999, "if(1){" + "a;" * 999 + "}",
                                  "iex '" + "1;" * 999 + "'", "1,2,3|%{" + "a;" * 100 + "}"])  # fmt: skip
def test_what_loses_nothing_is_not_told(text: str) -> None:
    budget = Budget()
    statements.parse(text, budget)
    assert budget.reasons == []


HALF = f"$h='{'a' * (MAX_TEXT // 2)}';"


@pytest.mark.parametrize(
    "text",
    ["$x=$h+'b'+$h", '$x="$h b $h"', "$x=-join($h,'b',$h)", "a $h'b'$h", "a -b:$h'b'$h", "a -b:$h,$h",
     "$x='b{0}{0}'-f$h", "$x='aaa'*$y", "$x='b'*99999", "$x=($h+'bb').Replace('b',$h)", "$x='bbb'-replace'b',$h",
     "$x='bbb'.Replace('b',$h)", "$x=Join-Path $h $h", "$x=[string]::Concat($h,'b',$h)", "$x=$h,'b',$h"],
)  # fmt: skip
def test_what_a_text_loses_leaves_the_script_unread(text: str) -> None:
    budget = Budget()
    statements.parse(f"$y=99999;{HALF}{text}", budget)
    assert (budget.reasons, budget.lost) == ([TOO_LARGE], [])
    assert budget.noted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"$x=@{{{'a=1;' * 300}b='certutil'}};&$x.b c", "certutil"),
        (f"$x=Join-Path 'a' 'a' {'a ' * 9}'b';&$x", "a\\" * 11 + "b"),
        (f"&([io.path]::combine({chr(39) + 'a' + chr(39) + ','}{'1,' * 9}'b')) c", "a\\" + "1\\" * 9 + "b"),
        (f"${{{'x' * 300}}}='certutil';&${{{'x' * 300}}} c", "certutil"),
        (f"${{{'x' * 300}}}='util';&\"cert${{{'x' * 300}}}\" c", "certutil"),
    ],
)
def test_the_budget_is_the_only_bound_of(text: str, name: str) -> None:
    budget = Budget()
    found = statements.parse(text, budget)
    assert (found[-1].name, budget.reasons) == (name, [])


def test_many_arguments_of_a_method_are_told() -> None:
    budget = Budget()
    (found,) = statements.parse(f"$x.a({FULL}'certutil')", budget)
    assert (len(found.args), budget.reasons) == (MAX_ITEMS, [TOO_MANY_ARGUMENTS])


@pytest.mark.parametrize(("levels", "reasons"), [(6, []), (7, [TOO_NESTED])])
def test_strings_inside_one_another_are_told(levels: int, reasons: list[str]) -> None:
    budget = Budget()
    statements.parse('"$(' * levels + "1" + ')"' * levels, budget)
    assert budget.reasons == reasons


def test_strings_that_are_given_up_are_told() -> None:
    budget = Budget()
    statements.parse('"$(' * 500, budget)
    assert TOO_MUCH_WORK in budget.reasons


def test_it_costs_work_to_search_what_is_lost() -> None:
    budget = Budget()
    text = f"$x='{'a' * 30_000}';" + "$y=[char[]]$x+'b';" * 99
    statements.parse(text, budget)
    assert budget.reasons == [TOO_LARGE, TOO_MUCH_WORK]
    assert sum(map(len, budget.lost)) < STEPS


def test_statements_behind_costly_evaluations_are_still_found() -> None:
    budget = Budget()
    text = "$x='" + "a" * 20_000 + "';" + "$x.Split('a');" * 2_000 + "Import-Certificate a.cer"
    assert statements.parse(text, budget)[-1].name == "import-certificate"
    assert budget.reasons == [TOO_LARGE, TOO_MUCH_WORK]


def test_so_are_those_behind_costly_code_in_strings() -> None:
    budget = Budget()
    text = "$x='" + "a;" * 10_000 + "';iex $x;iex $x;iex $x;Import-Certificate a.cer"
    assert statements.parse(text, budget)[-1].name == "import-certificate"
    assert budget.reasons == [TOO_MUCH_WORK]


def test_what_was_found_before_the_end_of_the_budget_stays() -> None:
    budget = Budget(2_000)
    found = statements.parse("a;" * 40, budget)
    assert 2 < len(found) < 30
    assert {each.name for each in found} == {"a"}
    assert budget.reasons == [TOO_MUCH_WORK]


def test_an_event_pays_for_all_its_texts() -> None:
    budget = Budget(1_000)
    assert len(statements.parse("a;" * 8, budget)) == 8
    once = budget.spent
    assert len(statements.parse("a;" * 8, budget)) == 8
    assert (budget.spent, budget.reasons) == (2 * once, [])
    budget.charge(budget.left, "")
    assert statements.parse("a", budget) == []
    assert budget.reasons == [TOO_MUCH_WORK]


def test_a_text_gives_the_same_statements_whatever_was_spent_before() -> None:
    text = "a;" * 40
    full, used = Budget(1_000), Budget(1_000)
    used.charge(900, "")
    assert statements.parse(text, full) == statements.parse(text, used)


def test_loops_are_read_once_for_each_item_while_the_budget_lasts() -> None:
    budget = Budget()
    found = statements.parse("1..256|%{a $_}", budget)
    assert [each.args[0].text for each in found[:-1]] == [str(number) for number in range(1, 257)]
    assert budget.reasons == []
    budget = Budget(5_000)
    found = statements.parse("1..100|%{a $_}; b", budget)
    assert 20 < len(found) < 90
    assert (found[-1].name, budget.reasons) == ("b", [TOO_MUCH_WORK])


def test_long_texts_are_cut() -> None:
    blanks = " " * 65_532
    assert [each.name for each in statements.parse(f"a{blanks};bc")] == ["a", "bc"]
    assert [each.name for each in statements.parse(f"a {blanks};bc")] == ["a", "b"]


def test_sixteen_steps_are_paid_for_each_part() -> None:
    """a: a lexeme (12), a statement, a command, its name; b: a lexeme and an argument. One step begins the text."""
    for text, steps in (
        ("a", 1 + 12 + 3 * 16),
        ("a b", 1 + 24 + 4 * 16),
        ("5", 1 + 12 + 2 * 16),
        ("(5)", 1 + 36 + 5 * 16),
    ):
        budget = Budget()
        statements.parse(text, budget)
        assert budget.spent == steps, text
    assert lexer.TOO_MUCH_WORK == cursor.TOO_MUCH_WORK
