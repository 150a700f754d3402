"""Programs that a line of cmd copies and then runs under another name."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.unwrap.cmd.copies import Copies


def follow(*commands: str) -> tuple[str, list[str]]:
    """The last of some commands, and the sentences about all of them."""
    copies, text = Copies(), ""
    for command in commands:
        text = copies.original(command, argv.split(command)) if copies.concern(command) else command
    return text, copies.renamed


# copy /?: COPY [/D] [/V] [/N] [/Y | /-Y] [/Z] [/L] [/A | /B] source destination; xcopy /?: likewise.
@pytest.mark.parametrize(
    ("copying", "running", "expected"),
    [
        ("copy C:\\s\\tool.exe C:\\d\\x.exe", "C:\\d\\x.exe a", "C:\\s\\tool.exe a"),
        ("copy C:\\s\\tool.exe x.exe", "x a", "C:\\s\\tool.exe a"),
        ("copy /y /b C:\\s\\tool.exe x.exe", "x a", "C:\\s\\tool.exe a"),
        ("COPY\tC:\\s\\tool.exe x.exe", "X.EXE a", "C:\\s\\tool.exe a"),
        ("xcopy /y C:\\s\\tool.com x.com", "x a", "C:\\s\\tool.com a"),
        ("copy C:\\s\\tool x", "x a", "C:\\s\\tool a"),
        ('copy "C:\\a b\\tool.exe" x.exe', 'x "c d"', '"C:\\a b\\tool.exe" "c d"'),
    ],
)
def test_the_copy_is_called_by_its_first_name(copying: str, running: str, expected: str) -> None:
    text, sentences = follow(copying, running)
    assert text == expected
    source, name = expected.partition(" ")[0], running.partition(" ")[0].lower().rpartition("\\")[2]
    first = "tool" + source.rpartition("tool")[2] if '"' not in expected[:1] else "tool.exe"
    assert sentences == [f"{first} runs under the name {name}"]


@pytest.mark.parametrize(
    ("copying", "running"),
    [
        ("copy C:\\s\\t.exe D:\\t.exe", "D:\\t.exe a"),  # the same name
        ("copy a.txt x.txt", "x.txt a"),  # no program
        ("copy a.exe", "a.exe"),  # one operand: into this directory
        ("copy a.exe b.exe c.exe", "b.exe"),  # no such grammar
        ("copier a.exe b.exe", "b.exe"),
        ("copy a.exe b.exe", "c.exe"),
        ("copy a.exe b.exe", ""),
    ],
)
def test_what_is_no_new_name(copying: str, running: str) -> None:
    assert follow(copying, running) == (running, [])


def test_the_command_that_copies_stays_as_it_is() -> None:
    assert follow("copy a.exe b.exe") == ("copy a.exe b.exe", [])
    assert follow("copy a.exe copy.exe", "copy x.exe y.exe") == ("copy x.exe y.exe", [])


def test_the_last_copy_counts() -> None:
    assert follow("copy a.exe x.exe", "copy b.exe x.exe", "x")[0] == "b.exe"


def test_words_are_asked_for_only_where_copies_may_matter() -> None:
    copies = Copies()
    assert not copies.concern("tool a")
    assert copies.concern("copy a b")
    copies.original("copy a.exe b.exe", argv.split("copy a.exe b.exe"))
    assert copies.concern("tool a")
    assert copies.original("tool a", ()) == "tool a"
