"""PowerShell text to lexemes.

Sources: learn.microsoft.com about_Parsing, about_Quoting_Rules, about_Special_Characters, about_Redirection.
"""

from __future__ import annotations

import pytest
from codesignrisk_core.budget import Budget
from codesignrisk_core.powershell import lexer
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK


def kinds(text: str) -> list[str]:
    """Each lexeme as its kind and text, with a ``~`` in front when it touches the one before."""
    found = lexer.lex(text).lexemes
    return [f"{'' if each.spaced else '~'}{each.kind} {each.text!r}" for each in found]


SINGLE = [
    # words
    ("Get-Item", ["word 'Get-Item'"]),
    ("C:\\a@b#c~d", ["word 'C:\\\\a@b#c~d'"]),
    ("Im`port a` b", ["word 'Im`port'", "word 'a` b'"]),
    ("a:b", ["word 'a:b'"]),
    ("$", ["word '$'"]),
    ("`", ["word '`'"]),
    # separators: blanks, continued lines, ends of statements
    ("a \t b", ["word 'a'", "word 'b'"]),
    ("a `\r\n b", ["word 'a'", "word 'b'"]),
    ("a;;\r\nb", ["word 'a'", "~end ';;\\r\\n'", "~word 'b'"]),
    ("a\u00a0b", ["word 'a'", "word 'b'"]),
    # operators
    ("a|b", ["word 'a'", "~pipe '|'", "~word 'b'"]),
    ("a&&b||c", ["word 'a'", "~chain '&&'", "~word 'b'", "~chain '||'", "~word 'c'"]),
    ("& a", ["ampersand '&'", "word 'a'"]),
    ("a,b", ["word 'a'", "~comma ','", "~word 'b'"]),
    ("a=b+=c", ["word 'a'", "~equals '='", "~word 'b'", "~equals '+='", "~word 'c'"]),
    ("a+b", ["word 'a'", "~plus '+'", "~word 'b'"]),
    ("a.b", ["word 'a'", "~dot '.'", "~word 'b'"]),
    ("[a]::b", ["open '['", "~word 'a'", "~close ']'", "~static '::'", "~word 'b'"]),
    # redirection (about_Redirection): streams by number, only where a token begins
    ("a > b", ["word 'a'", "redirect '>'", "word 'b'"]),
    ("a 2>&1", ["word 'a'", "redirect '2>&1'"]),
    ("a *>> b", ["word 'a'", "redirect '*>>'", "word 'b'"]),
    ("a2>b", ["word 'a2'", "~redirect '>'", "~word 'b'"]),
    ("a<b", ["word 'a'", "~redirect '<'", "~word 'b'"]),
    ("(6>b", ["open '('", "~redirect '6>'", "~word 'b'"]),
    # variables
    ("$a", ["variable 'a'"]),
    ("$env:TEMP\\x", ["variable 'env:TEMP'", "~word '\\\\x'"]),
    ("${a b}c", ["variable 'a b'", "~word 'c'"]),
    ("$_ $? $^", ["variable '_'", "variable '?'", "variable '^'"]),
    ("$a::b", ["variable 'a'", "~static '::'", "~word 'b'"]),
    ("$a: b", ["variable 'a'", "~word ':'", "word 'b'"]),
    ("a@b @Args", ["word 'a@b'", "splat 'args'"]),
    # brackets
    ("$(@(@{", ["open '$('", "~open '@('", "~open '@{'"]),
    ("({[]})", ["open '('", "~open '{'", "~open '['", "~close ']'", "~close '}'", "~close ')'"]),
    # numbers: expressions without blanks are lexemes of their own, paths and dates are words that touch
    ("82-1", ["word '82'", "~word '-'", "~word '1'"]),
    ("0x1F*2/3%4", ["word '0x1F'", "~word '*'", "~word '2'", "~word '/'", "~word '3'", "~word '%'", "~word '4'"]),
    ("5+8-1", ["word '5'", "~plus '+'", "~word '8'", "~word '-'", "~word '1'"]),
    ("$a-1", ["variable 'a'", "~word '-'", "~word '1'"]),
    ("'a'*2", ["quoted 'a'", "~word '*'", "~word '2'"]),
    ("(1)-1", ["open '('", "~word '1'", "~close ')'", "~word '-'", "~word '1'"]),
    ("5..-4", ["word '5'", "~dot '.'", "~dot '.'", "~word '-4'"]),
    ("-1 -x 7-zip", ["word '-1'", "word '-x'", "word '7-zip'"]),
    ("$a-join", ["variable 'a'", "~word '-join'"]),
    # comments
    ("a # b\nc", ["word 'a'", "end '\\n'", "~word 'c'"]),
    ("a#b", ["word 'a#b'"]),
    ("(#a", ["open '('"]),
    ("a <# b\n c #> d", ["word 'a'", "word 'd'"]),
    ("a <##>b", ["word 'a'", "word 'b'"]),
    ("-a:<# #>b", ["word '-a:'", "~word 'b'"]),
    ("a <# never closed", ["word 'a'"]),
    # quotes
    ("'a''b'", ["quoted \"a'b\""]),
    ("'a`n$b'", ["quoted 'a`n$b'"]),
    ("'it\nb", ["quoted 'it'", "~end '\\n'", "~word 'b'"]),
    ("''''", ["quoted \"'\""]),
    ("''", ["quoted ''"]),
    # here-strings end with the closing mark at the start of a line; the line end in front of it is not theirs
    ("@'\na 'b'\n'@", ["quoted \"a 'b'\""]),
    ("@'\r\na\r\n'@", ["quoted 'a'"]),
    ("@' \n\na\n '@\n'@x", ["quoted \"\\na\\n '@\"", "~word 'x'"]),
    ("@'\n'@", ["quoted ''"]),
    ("@'\na", ["quoted 'a'"]),
    ("@'a'", ["word '@'", "~quoted 'a'"]),
    # typographic quotes and dashes are taken for the plain ones
    ("\u2018a\u2019 \u2013b \u2015c", ["quoted 'a'", "word '-b'", "word '-c'"]),
    # the stop-parsing token
    ("icacls --% /grant D:(CI)(OI)F;x\na", [
        "word 'icacls'", "verbatim ' /grant D:(CI)(OI)F;x'", "~end '\\n'", "~word 'a'",
    ]),
    ('cmd --% echo "a|b" | c', ["word 'cmd'", "verbatim ' echo \"a|b\" '", "~pipe '|'", "word 'c'"]),
    ("a --%b", ["word 'a'", "word '--%b'"]),
    ("a --%", ["word 'a'", "verbatim ''"]),
]  # fmt: skip

STRINGS = [
    ('"a"', [("text", "a")]),
    ('""', []),
    ('"a""b"', [("text", 'a"'), ("text", "b")]),
    ('"a$b"', [("text", "a"), ("variable", "b")]),
    ('"a', [("text", "a")]),
    ('"a\nb', [("text", "a")]),
    ("\u201ca$b\u201d", [("text", "a"), ("variable", "b")]),
    ('@"\na "$b"\n"@', [("text", 'a "'), ("variable", "b"), ("text", '"')]),
]


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_lexemes(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(("text", "parts"), STRINGS)
def test_double_quoted_strings_come_in_parts(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(lexer.lex(text).lexemes[0].parts) == parts


@pytest.mark.parametrize("text", [each for each, _ in SINGLE] + [each for each, _ in STRINGS])
def test_places_are_those_of_the_text(text: str) -> None:
    """Between the lexemes stand blanks, continued lines and comments only."""
    position = 0
    for lexeme in lexer.lex(text).lexemes:
        assert position <= lexeme.start < lexeme.end <= len(text)
        between = text[position : lexeme.start].strip().strip("`").strip()
        assert between.startswith(("#", "<#")) or not between
        position = lexeme.end


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("( a )", {0: 2}),
        ("({[]})", {0: 5, 1: 4, 2: 3}),
        ("$( @( ) )", {0: 3, 1: 2}),
        # what nothing closes ends with the bracket around it, or with the text
        ("( { )", {0: 2, 1: 2}),
        ("( a", {0: 2}),
        # a closing bracket that opens nothing closes nothing
        ("( } )", {0: 2}),
        (") (", {1: 2}),
    ],
)
def test_brackets(text: str, closing: dict[int, int]) -> None:
    assert lexer.lex(text).closing == closing


def test_backticks_are_taken_out_of_a_word() -> None:
    assert lexer.unescape("Im`port-Cert`ificate") == "Import-Certificate"
    assert lexer.unescape("a") == "a"


def test_twelve_steps_are_paid_for_a_lexeme_and_one_for_eight_characters() -> None:
    budget = Budget()
    lexer.lex("a b cdefghijkl", budget)
    assert budget.spent == 3 * 12 + 1


def test_five_steps_are_paid_for_a_mark_in_a_string() -> None:
    budget = Budget()
    lexer.lex('"`a`b"', budget)
    assert budget.spent == 12 + 3 * 5
    budget = Budget()
    lexer.lex('@"\n`a\n"@', budget)  # the escape, and the search for another
    assert budget.spent == 12 + 1 + 2 * 5


def test_reading_stops_where_the_budget_ends() -> None:
    budget = Budget(41)
    assert [each.text for each in lexer.lex("a b c d", budget).lexemes] == ["a", "b", "c"]
    assert (budget.left, budget.reasons) == (5, [TOO_MUCH_WORK])
    budget = Budget(48)
    assert len(lexer.lex("a b c d", budget).lexemes) == 4
    assert budget.reasons == []


def test_what_is_to_be_kept_stays_in_the_budget() -> None:
    budget = Budget(64)
    assert len(lexer.lex("a b c d", budget, keep=40).lexemes) == 2
    assert (budget.left, budget.reasons) == (40, [TOO_MUCH_WORK])
    assert lexer.lex("a", budget, keep=41).lexemes == ()
    assert lexer.lex("a" * 400, Budget(45), keep=0).lexemes == ()
