"""The few readings that all wrappers share."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap import found
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK, WORD

from tests.core.unwrapping import bounds, command


def test_a_child_command_inherits_what_the_outer_one_has() -> None:
    outer = command("cmd /c x", cwd="C:\\w", layers=("wmic",))
    (inner,) = found.child(outer, "cmd", ' tool "a b" ', bounds())
    assert (inner.image, inner.line, inner.cwd, inner.layers) == ("tool", 'tool "a b"', "C:\\w", ("wmic", "cmd"))
    assert [word.text for word in inner.tokens] == ["tool", "a b"]


def test_a_child_command_may_run_elsewhere_and_be_split_otherwise() -> None:
    (inner,) = found.child(command("x", cwd="/w"), "sh", "tool 'a b'", bounds(), cwd="", posix=True)
    assert inner.cwd == ""
    assert [word.text for word in inner.tokens] == ["tool", "a b"]


@pytest.mark.parametrize("line", ["", "  ", '""', '"" a'])
def test_no_child_command(line: str) -> None:
    assert found.child(command("x"), "cmd", line, bounds()) == ()


def test_splitting_is_paid_for_by_character_and_word() -> None:
    exact = len("tool a") + 2 * WORD
    paid = bounds(steps=exact)
    assert len(found.child(command("x"), "cmd", "tool a", paid)) == 1
    assert paid.charge(0)
    assert not paid.charge(1)
    spent = bounds(steps=5)
    assert found.child(command("x"), "cmd", "tool a", spent) == ()
    assert (spent.reached, spent.unread) == ([TOO_MUCH_WORK], ["tool a"])
    assert found.child(command("x"), "cmd", "t\u00f6\u00f6l", bounds(steps=4 * WORD - 1)) == ()  # letters are folded


@pytest.mark.parametrize(
    ("line", "index", "text"),
    [
        ('x  "a b"  c', 0, 'x  "a b"  c'),
        ('x  "a b"  c', 1, '"a b"  c'),
        ('x  "a b"  c', 2, "c"),
        ("x a", 2, ""),
        ("a a a", 2, "a"),
        ('"x"a b', 1, "a b"),
    ],
)
def test_the_rest_of_a_line_as_it_stands_there(line: str, index: int, text: str) -> None:
    assert found.rest(command(line), index) == text


def test_words_that_do_not_stand_in_the_line_are_joined() -> None:
    assert found.rest(command('x "a b" c')._replace(line="other"), 1) == '"a b" c'


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("x tool a", "tool a"),
        ('x "tool a"', "tool a"),
        ('x "C:\\a b\\tool.exe"', '"C:\\a b\\tool.exe"'),
        ('x "C:\\a b\\tool.exe" c', '"C:\\a b\\tool.exe" c'),
        ('x "tool a" b', '"tool a" b'),
        ("x tool", "tool"),
        ("x", ""),
    ],
)
def test_the_command_line_that_begins_at_a_word(line: str, text: str) -> None:
    assert found.command_line(command(line), 1) == text


@pytest.mark.parametrize(
    "text",
    [
        "tool",
        "tool.exe",
        "C:\\x\\tool",
        "C:\\Program Files\\a b\\tool.exe",
        "c:/a b/tool.CMD",
        "\\\\s\\a b\\tool.ps1",
        "%ProgramFiles%\\a b\\tool.com",
        ".\\a b\\tool.vbs",
        "/a b/tool.sh",
    ],
)
def test_a_program_and_nothing_else(text: str) -> None:
    assert found.is_program(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tool a",
        "C:\\a b\\tool",
        "C:\\a b\\tool.txt",
        "tool a.exe",  # begins with no path
        "C:\\x\\tool.exe a.exe",
        "C:\\x\\tool.exe a",
        "C:\\a b -c\\tool.exe",
        "C:\\a b /c\\tool.exe",
        "a&tool.exe",
        "a|b",
        'C:\\a "b\\tool.exe',
        "C:\\a\tb",
    ],
)
def test_more_than_a_program(text: str) -> None:
    assert not found.is_program(text)
