"""What an expression evaluates to. Sources: learn.microsoft.com about_Operators, about_Operator_Precedence,
about_Type_Conversion, about_Variables, about_Hash_Tables, about_Arrays, about_Quoting_Rules."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import statements
from codesignrisk_core.powershell.values import Value


def value(expression: str) -> Value:
    """The value of an expression, when $r is 'Root', $l is 'a','b' and $h has a field Name."""
    return statements.parse(f"$r='Root'; $l='a','b'; $h=@{{Name='x'; 'Other Name'=1}}; x ({expression})")[-1].args[0]


KNOWN = [
    # literals
    ("'a'", "a"),
    ("5", "5"),
    ("0x1F", "0x1F"),
    ("'it''s'", "it's"),
    ('"a`tb"', "a\tb"),
    ("@'\na\n'@", "a"),
    # variables: without case and scope
    ("$R", "Root"),
    ("${r}", "Root"),
    ("$script:r", "Root"),
    ("$env:WINDIR", "C:\\Windows"),
    ("$PSHome[4]+$PSHome[30]+'x'", "iex"),
    ("$env:ComSpec[4,24,25]-join''", "iex"),
    ("([string]$VerbosePreference)[1,3]+'x'-join''", "iex"),
    # in double quotes
    ('"$r"', "Root"),
    ('"a $r/${r}s"', "a Root/Roots"),
    ('"$($r)s $(1+1)"', "Roots 2"),
    ('"$(\'a\' + "b$r")"', "abRoot"),
    ("'$r'", "$r"),
    # operators, the ones that bind closer first
    ("'a' + 'b' + 'c'", "abc"),
    ("2 + 3 * 4", "14"),
    ("(2 + 3) * 4", "20"),
    ("2 * 3 + 4", "10"),
    ("7 - 2 - 1", "4"),
    ("7 - 2 * 3", "1"),
    ("5 -1", "4"),
    ("5 - -1", "6"),
    ("82-1+2", "83"),
    ("$n=82; $n-1", "82 81"),
    ("9 / 3 % 2", "1"),
    ("'{0}' -f 'a' + 'b'", "ab"),
    ("'a' + '{0}' -f 'b'", "ab"),
    ("'a','b' -join '-'", "a-b"),
    ("'a' + 'b','c' -join '-'", "ab c"),
    ("-join ('a','b')", "ab"),
    ("-join 'a','b'", "a b"),
    ("'axb' -replace 'x','-' -replace 'b','c'", "a-c"),
    ("'a-b' -split '-' -join '+'", "a+b"),
    ("('a b' | % { $_ })", "a b"),
    ("-split 'a b'", "a b"),
    ("(-split 'a b')[1]", "b"),
    ("(-isplit 'a b')[1]", "b"),
    ("(-csplit 'a b')[1]", "b"),
    ("'{0}{1}' -f 1..2", "12"),
    ("1..3 -join ','", "1,2,3"),
    ("'a'*3", "aaa"),
    ("'a' -join 'b' +\n 'c'", "a"),
    ("-5", "-5"),
    ("- 5", "-5"),
    ("+5", "5"),
    # casts: the nearest first
    ("[char]82", "R"),
    ("[CHAR] 0x52", "R"),
    ("[System.Char]82", "R"),
    ("[string][char]82", "R"),
    ("[char][int]'82'", "R"),
    ("[char](41*2)", "R"),
    ("[char](85-3) + [char]111", "Ro"),
    ("[char][byte]0x52", "R"),
    ("-join [char[]](82,111)", "Ro"),
    ("[char[]]'Ro' -join '.'", "R.o"),
    ("[string]('a','b')", "a b"),
    ("'82' -as [int]", "82"),
    # arrays
    ("$l[0]", "a"),
    ("$l[-1]", "b"),
    ("$l[1,0]", "b a"),
    ("$r[3..0] -join ''", "tooR"),
    ("'tooR'[-1..-4] -join ''", "Root"),
    ("('a','b')[1]", "b"),
    ("@('a','b')[1]", "b"),
    (",'a'", "a"),
    ("('a',\n'b')[1]", "b"),
    ("$l[0][0]", "a"),
    # members
    ("$h.Name", "x"),
    ("$h.'Other Name'", "1"),
    ("$h.nAmE.ToUpper()", "X"),
    ("'a b'.Split(' ')[1]", "b"),
    ("'ab'.Replace('a', 'x').Replace('b', 'y')", "xy"),
    ("'ab'.('Rep'+'lace')('a', 'x')", "xb"),
    ("'ab'.\"Replace\"('a', 'x')", "xb"),
    ("'ab'.Rep`lace('a','x')", "xb"),
    ("[string]::Join('-', 'a', 'b')", "a-b"),
    ("[String]::Format('{0}{1}', 'a', 'b')", "ab"),
    ("'ab'.Replace('a',\n'x';,)", "xb"),
    ("[x509store]::name", "[x509store]::name"),
    # an assignment in parentheses is also its value
    ("($a = 'b')", "b"),
    ("(($a = 'b'))", "b"),
    # what passes on what is piped into it
    ("Write-Output a", "a"),
    ("Write-Output a b", "a b"),
    ("'a' | ForEach-Object { $_ + 'b' }", "ab"),
    ("& { 'a' }", "a"),
    ("Join-Path a b", "a\\b"),
    ("Join-Path a b c", "a\\b\\c"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), KNOWN)
def test_known_values(expression: str, expected: str) -> None:
    found = value(expression)
    assert (found.text, found.known) == (expected, True)


UNRESOLVED = [
    # what is not known stays as written
    ("$x", "$x"),
    ("'a' + $x", "a$x"),
    ('"a$x"', "a$x"),
    ('"$($x.b) a"', "$($x.b) a"),
    ('"$(Get-Item a)"', "$(Get-Item a)"),
    ("$env:TEMP + '\\x.cer'", "%TEMP%\\x.cer"),
    ("$x.Name", "$x.Name"),
    ("$x.a.b", "$x.a.b"),
    ("$x['a']", "$x['a']"),
    ("$r['a']", "$r['a']"),
    ("$x -eq 5", "$x -eq 5"),
    ("5 -band 4", "5 -band 4"),
    ("'a' -match 'b'", "'a' -match 'b'"),
    ("-$x", "-$x"),
    ("$x--", "$x--"),
    ("$h.Missing", "@{Name='x'; 'Other Name'=1}.Missing"),
    ("{ a }", "{ a }"),
    ("@{ }", "@{ }"),
    ("$x.b(1)", "$x.b(1)"),
    ("-join $x", "$x"),
    ("Join-Path $x a", "$x\\a"),
    ("Join-Path a", "Join-Path a"),
    ("Get-Item a", "Get-Item a"),
    ("'a' | Where-Object { $_ }", "Where-Object { $_ }"),
    ("1.5", "1.5"),
    # what stays as it is, although it is something else to PowerShell
    ("-not $x", "$x"),
    ("!$x", "$x"),
    ("[xml]$x", "$x"),
]


@pytest.mark.parametrize(("expression", "shown"), UNRESOLVED)
def test_what_is_not_known_stays_as_written(expression: str, shown: str) -> None:
    found = value(expression)
    assert (found.items[0] if found.items else found).text.strip("()") == shown.strip("()")
    assert not found.known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("$a = 'x'", {"a": "x"}),
        ("$A='x'; $a += 'y'", {"a": "xy"}),
        ("$a=1; $a += 2", {"a": "3"}),
        ("$a += 'y'", {"a": "y"}),
        ("[string]$a = 'x'", {"a": "x"}),
        ("[char]$a = 82", {"a": "R"}),
        ("[ValidateSet('x')][string]$a = 'x'", {"a": "x"}),
        ("$global:a = 'x'", {"a": "x"}),
        ("$env:a = 'x'", {"env:a": "x"}),
        ("$a = $b = 'x'", {"a": "x", "b": "x"}),
        ("$a, $b = 'x', 'y'", {"a": "x", "b": "y"}),
        ("$a, $b = 'x', 'y', 'z'", {"a": "x", "b": "y z"}),
        ("$a, $b, $c = 'x', 'y'", {"a": "x", "b": "y"}),
        ("$a, $b = 'x'", {"a": "x", "b": "x"}),
        ("$a =\n'x'", {"a": "x"}),
        ("$a = 'x'; $a = $unknown", {"a": "$unknown"}),
        ("$a = 'x'; $a = $a", {"a": "x"}),
        ("$a = 'x'; $a = if (b) { }", {}),
        ("$a = if (b) { 'x' }", {}),
        ("$a.b = 'x'", {}),
        ("$a['b'] = 'x'", {}),
        ("$a == 'x'", {}),
        ("Set-Variable a x", {"a": "x"}),
        ("sv -Name a -Value x", {"a": "x"}),
        ("New-Variable A x", {"a": "x"}),
        ("Set-Variable a", {}),
    ],
)
def test_variables(text: str, known: dict[str, str]) -> None:
    names = ("a", "b", "c", "env:a")
    found = statements.parse(f"{text}; z {' '.join('${' + name + '}' for name in names)}")[-1].args
    unset = ("$a", "$b", "$c", "%a%")
    assert {name: arg.text for name, arg, default in zip(names, found, unset) if arg.text != default} == known


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        # name, receiver, arguments
        ("$s.Open('ReadWrite')", [(".open", "$s", ["ReadWrite"])]),
        ("$s.Open( )", [(".open", "$s", [])]),
        ("[IO.File]::Copy('a', $b + 'c')", [("::copy", "[io.file]", ["a", "$bc"])]),
        ("[System.IO.File]::Copy(\n'a'\n)", [("::copy", "[io.file]", ["a"])]),
        ("$a.b.c(1).d(2)", [(".c", "$a.b", ["1"]), (".d", "$a.b.c(1)", ["2"])]),
        ("$a.b($c.d())", [(".d", "$c", []), (".b", "$a", ["$c.d()"])]),
        ("(Get-Item x).Delete()", [("get-item", "", ["x"]), (".delete", "Get-Item x", [])]),
        ("$a.'Op en'(1)", [(".op en", "$a", ["1"])]),
        ("$a.$b(1)", [(".$b", "$a", ["1"])]),
        ("$a.b (1)", []),
        ("$a.b(|c)", [(".b", "$a", ["", "c"])]),
        ("[a]::new", []),
    ],
)
def test_method_calls(text: str, calls: list[tuple[str, str, list[str]]]) -> None:
    found = statements.parse(text)
    told = [(call.name, call.receiver.text if call.receiver else "", [arg.text for arg in call.args]) for call in found]
    assert told == calls


@pytest.mark.parametrize(
    ("expression", "fields"),
    [
        ("@{a=1}", {"a": "1"}),
        ("@{ A = 'x'; 'b c' = $r\n\"$r\" = 2 }", {"a": "x", "b c": "Root", "root": "2"}),
        ("@{a=\n1}", {"a": "1"}),
        ("@{a={ b }}", {"a": "{ b }"}),
        ("[pscustomobject]@{a=1}", {"a": "1"}),
        ("@{a}", {}),
    ],
)
def test_hashtables(expression: str, fields: dict[str, str]) -> None:
    assert {name: field.text for name, field in value(expression).fields} == fields


@pytest.mark.parametrize(
    ("text", "made_by"),
    [
        ("x (a b)", "a"),
        ("$y = a b; x $y", "a"),
        ("x (a b).c", "a"),
        ("x (a b)[0]", "a"),
        ("x (a | b)", "b"),
        ("x $a.b()", ".b"),
        ("x ([a]::new())", "::new"),
        ("x 'a'", None),
        ('x "$(a b)"', None),
    ],
)
def test_where_a_value_comes_from(text: str, made_by: str | None) -> None:
    arg = statements.parse(text)[-1].args[0]
    assert (arg.made_by and arg.made_by.name) == made_by


@pytest.mark.parametrize(
    ("expression", "split"),
    [
        ("'Ro' + 'ot'", True),
        ('"Ro`ot"', True),
        ("'{0}{1}' -f 'a','b'", True),
        ("[char]82", True),
        ("'a'.Rep`lace('b','c')", False),
        ('"a`tb"', False),
        ("'a' + ' b'", False),
        ("$r", False),
    ],
)
def test_words_taken_apart(expression: str, split: bool) -> None:
    assert value(expression).split is split


@pytest.mark.parametrize(
    ("text", "disguised"),
    [
        ("$a.Op`en(1)", True),
        ("$a.('Op'+'en')(1)", True),
        ('$a."Op`en"(1)', True),
        ("$a.Open(1)", False),
        ("$a.'Open'(1)", False),
        ("('Ro'+'ot').Foo(1)", True),
        ("$a.Open('Ro'+'ot')", True),
    ],
)
def test_methods_taken_apart(text: str, disguised: bool) -> None:
    assert statements.parse(text)[-1].disguised is disguised


def test_raw_is_the_source_and_is_bounded() -> None:
    assert value("'a'  +  'b'").raw == "('a'  +  'b')"
    assert len(value("$x." + "a" * 2_000).text) == 1_000
    assert len(value("'" + "a" * 2_000 + "'").raw) == 1_000
    assert value("'" + "a" * 2_000 + "'").text == "a" * 2_000
