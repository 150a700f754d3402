"""A line as the readers of key files take it: words up to the next pipe, switches, redirections."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.keyfiles import line
from codesignrisk_core.model import Command

from tests.core.lines import ids, posix, windows


def test_a_line_ends_at_the_pipe() -> None:
    report = keyfiles.judge(windows("dir D:\\ /s .key | findstr /i .key"))
    assert ids(report) == ["hunt_weak_key_files"]


@pytest.mark.parametrize(
    ("text", "words", "into", "source"),
    [
        ("type a b", ["a", "b"], "", ""),
        *((f"type a {end} del b", ["a"], "", "") for end in ("|", "||", "&", "&&", ";")),
        ("type a > b", ["a"], "b", ""),
        ("type a 1>> b", ["a"], "b", ""),
        ("type a >b", ["a"], "b", ""),
        ("type a >>b c", ["a", "c"], "b", ""),
        ("type > b a", ["a"], "b", ""),
        ("nc h 1 < a", ["h", "1"], "", "a"),
        ("type a >", ["a"], "", ""),
        ("type", [], "", ""),
    ],
)
def test_words_and_redirections(text: str, words: list[str], into: str, source: str) -> None:
    found = line.read(windows(text))
    assert (list(found.words), found.into, found.source) == (words, into, source)


@pytest.mark.parametrize(
    ("command", "name", "is_posix"),
    [
        (windows("C:\\Windows\\System32\\XCOPY.EXE a b"), "xcopy", False),
        (posix("cp a b"), "cp", True),
        # told by the path of its program
        (Command("cp", windows("cp a").tokens, "cp a"), "cp", False),
        (Command("", windows("cp.exe a").tokens, "cp.exe a"), "cp", False),
    ],
)
def test_the_program(command: Command, name: str, is_posix: bool) -> None:
    found = line.read(command)
    assert (found.name, found.posix) == (name, is_posix)


def test_a_path_that_a_sensor_tore_apart_is_joined_on_macos() -> None:
    text = "cp /Users/ann/Library/Application Support/x.p12 /srv"
    assert line.read(posix(text)).words == ("/Users/ann/Library/Application Support/x.p12", "/srv")
    assert line.read(windows(text)).words == ("/Users/ann/Library/Application", "Support/x.p12", "/srv")


@pytest.mark.parametrize(
    ("command", "switches", "operands"),
    [
        (windows("dir /s/B *.pfx -Q"), {"s", "b", "q"}, ["*.pfx"]),
        # a path of Windows may begin with a slash
        (windows("dir /x.pfx"), set(), ["/x.pfx"]),
        (windows("robocopy /log:C:\\x.log a"), {"log:c:\\x.log"}, ["a"]),
        (windows("dir / -"), set(), ["/", "-"]),
        (posix("ls /srv /etc"), set(), ["/srv", "/etc"]),
    ],
)
def test_switches(command: Command, switches: set[str], operands: list[str]) -> None:
    assert line.read(command).switches() == (switches, operands)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("forfiles /p C:\\ -M *.pfx", {"p": "C:\\", "m": "*.pfx", "c": ""}),
        ("forfiles /P C:\\ /p D:\\", {"p": "C:\\", "m": "", "c": ""}),
        ("forfiles /s /p", {"p": "", "m": "", "c": ""}),
    ],
)
def test_the_words_behind_switches(text: str, values: dict[str, str]) -> None:
    assert line.read(windows(text)).switch_values("p", "m", "c") == values


@pytest.mark.parametrize(("words", "limits"), [(1_024, []), (1_025, [line.TOO_MANY_WORDS])])
def test_a_line_that_is_read_in_part_is_told(words: int, limits: list[str]) -> None:
    for program in ("xcopy", "dir"):  # also where nothing is found
        report = keyfiles.judge(windows(f"{program} D:\\keys\\a.pfx {'a ' * (words - 2)} \\\\srv\\share"))
        assert (report.limits if report is not None else []) == limits
