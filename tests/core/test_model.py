"""The types that travel between the modules, where they decide something."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import MAX_OPERANDS, POSIX, TOO_MANY_OPERANDS, Command, Report, Tool


@pytest.mark.parametrize(
    ("image", "line", "posix", "name"),
    [
        ("/usr/bin/security", "security import x", True, "security"),
        ("security", "security", True, "security"),
        ("", "/usr/bin/openssl req", True, "openssl"),
        ("C:\\x\\openssl.exe", "openssl req", False, "openssl"),
        ("OPENSSL.EXE", "openssl req", False, "openssl"),
        ("\\\\s\\openssl", "openssl", False, "openssl"),
        ("", "", True, ""),
    ],
)
def test_whose_program_it_is(image: str, line: str, posix: bool, name: str) -> None:
    command = Command(image, argv.split_posix(line), line)
    assert command.is_posix is posix
    assert paths.stem(command.program) == name


def test_a_tool_of_macos_is_no_program_of_windows() -> None:
    tool = Tool("security", ("security",), (), lambda _: Report(), POSIX)
    assert tool.may_be(Command("/usr/bin/security", (), ""))
    assert not tool.may_be(Command("C:\\x\\security.exe", (), ""))
    assert Tool("openssl", ("openssl",), (), lambda _: Report()).may_be(Command("C:\\x\\openssl.exe", (), ""))


def test_operands_are_bounded_and_the_bound_is_told() -> None:
    report = Report()
    assert report.take("files", map(str, range(MAX_OPERANDS))) == [str(number) for number in range(MAX_OPERANDS)]
    assert report.limits == []
    assert report.take("targets", ["a.exe"]) == ["a.exe"]  # they have a bound of their own
    assert report.take("files", ["one more"]) == []
    assert report.take("files", ["and more"]) == []
    assert report.limits == [TOO_MANY_OPERANDS]


def test_the_first_sentence_for_an_indicator_stays() -> None:
    report = Report()
    report.add("build_path", "the first")
    report.add("build_path", "the second")
    assert [found.sentence for found in report.findings] == ["the first"]
