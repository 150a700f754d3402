"""Telling options, their values and operands apart."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, options
from codesignrisk_core.model import Token
from hypothesis import given
from hypothesis import strategies as st

VALUED = frozenset({"f", "p", "d", "tr", "sign"})


def parse(line: str, valued: frozenset[str] = VALUED, **how: object) -> tuple[list[tuple[str, str]], list[str]]:
    """Options as (name, value) and operands as text, of the words behind a program's name."""
    parsed = options.parse(argv.split(f"x.exe {line}")[1:], valued, **how)  # type: ignore[arg-type]
    return [(option.name, option.value) for option in parsed.options], [word.text for word in parsed.operands]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("-f", "f"),
        ("/f", "f"),
        ("--force", "force"),
        ("-AddStore", "addstore"),
        ("\u2013addstore", "addstore"),
        ("-\u1d43ddstore", "addstore"),
        ("/f:C:\\x.pfx", "f:c:\\x.pfx"),
        ("/tr:http://ts.example", "tr:http://ts.example"),
        # not options
        ("sign", ""),
        ("", ""),
        ("-", ""),
        ("/", ""),
        ("/Users/me/x.p12", ""),
        ("/dir\\x.pfx", ""),
        ("C:\\x-y.pfx", ""),
    ],
)
def test_name(word: str, expected: str) -> None:
    assert options.name(argv.split(f'x.exe "{word}"')[1]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/f a.pfx b.exe", ([("f", "a.pfx")], ["b.exe"])),
        ("/f:a.pfx b.exe", ([("f", "a.pfx")], ["b.exe"])),
        ("/f=a.pfx b.exe", ([("f", "a.pfx")], ["b.exe"])),
        ("/F:C:\\A.pfx", ([("f", "C:\\A.pfx")], [])),  # the value keeps its case
        ("/d: name b.exe", ([("d", "name")], ["b.exe"])),  # so in Microsoft's own examples
        ("/v /f a.pfx", ([("v", ""), ("f", "a.pfx")], [])),
        ("b.exe /v c.exe", ([("v", "")], ["b.exe", "c.exe"])),
        ("/f", ([("f", "")], [])),
        # a secret of an option that nobody knows is no operand; what may be no secret stays one
        ("/storepass Sesame b.exe", ([("storepass", "Sesame")], ["b.exe"])),
        ("--api-key Sesame b.exe", ([("api-key", "Sesame")], ["b.exe"])),
        ("-api-key=Sesame b.exe", ([("api-key", "Sesame")], ["b.exe"])),
        ("/sig b.exe", ([("sig", "")], ["b.exe"])),
        ("/p /f a.pfx", ([("p", "/f")], ["a.pfx"])),  # a value may look like an option
        ('/p "" b.exe', ([("p", "")], ["b.exe"])),
        # the first joiner decides, whichever it is
        ("--tr=http://ts.example", ([("tr", "http://ts.example")], [])),
        ("/tr:http://ts.example/?a=b", ([("tr", "http://ts.example/?a=b")], [])),
        ("--sign=-", ([("sign", "-")], [])),
        ("", ([], [])),
    ],
)
def test_parse(line: str, expected: tuple[list[tuple[str, str]], list[str]]) -> None:
    assert parse(line) == expected


def test_a_flag_takes_nothing() -> None:
    assert parse("/v:x /f:y", flags={"v:x"}) == ([("v:x", ""), ("f", "y")], [])


def test_nothing_is_attached_where_the_tool_knows_no_such_form() -> None:
    assert parse("-f:a.pfx b", attached="") == ([("f:a.pfx", "")], ["b"])


def test_questions_to_what_was_parsed() -> None:
    parsed = options.parse(argv.split("x.exe /f one /v /f two c.exe")[1:], VALUED)
    assert parsed.has("v")
    assert parsed.has("no", "f")
    assert not parsed.has("no")
    assert parsed.value("f") == "one"
    assert parsed.value("no") == ""
    assert parsed.values("f") == ["one", "two"]
    assert [option.token for option in parsed.options][1] == Token("/v", "/v")


@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from("-/:=\u2013 "))), max_size=12))
def test_never_raises_and_uses_every_word_once(texts: list[str]) -> None:
    words = [Token(text, text) for text in texts]
    parsed = options.parse(words, VALUED)
    taken = len(words) - len(parsed.options) - len(parsed.operands)  # words that became values
    assert 0 <= taken <= len(parsed.options)
