"""The types that travel between the modules."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import ANY, MAX_OPERANDS, POSIX, TOO_MANY_OPERANDS, Command, Finding, Report, Token, Tool


def test_a_word_is_compared_in_lower_case() -> None:
    assert Token("-AddStore", '-Add"Store"').lower == "-addstore"


def command(image: str, *words: str) -> Command:
    return Command(image, tuple(Token(word, word) for word in words), " ".join(words))


@pytest.mark.parametrize(
    ("image", "words", "program", "args"),
    [
        ("C:\\x\\certutil.exe", ["certutil", "-ping"], "C:\\x\\certutil.exe", ["-ping"]),
        ("", ["certutil", "-ping"], "certutil", ["-ping"]),
        ("", [], "", []),
    ],
)
def test_the_program_of_a_command(image: str, words: list[str], program: str, args: list[str]) -> None:
    found = command(image, *words)
    assert (found.program, [token.text for token in found.args]) == (program, args)


@pytest.mark.parametrize(
    ("image", "word", "posix"),
    [
        ("/usr/bin/trust", "trust", True),
        ("", "trust", True),
        ("", "./trust", True),
        # programs of Windows have a backslash or .exe somewhere
        ("C:\\Tools\\trust", "trust", False),
        ("trust.EXE", "trust", False),
        ("", "trust.exe", False),
        ("", "Tools\\trust", False),
    ],
)
def test_the_platform_of_a_command_is_told_by_its_program(image: str, word: str, posix: bool) -> None:
    found = command(image, word)
    assert found.is_posix is posix
    assert Tool("trust", (), (), lambda _: Report(), POSIX).may_be(found) is posix
    assert Tool("trust", (), (), lambda _: Report(), ANY).may_be(found)


def test_an_indicator_is_reported_once_with_its_first_sentence() -> None:
    report = Report()
    report.add("a", "first")
    report.add("b", "other")
    report.add("a", "second")
    assert report.findings == [Finding("a", "first"), Finding("b", "other")]


def test_reports_share_nothing() -> None:
    Report().flags.add("HasPFX")
    Report().files.append("x")
    Report().around.add("a")
    assert Report() == Report(flags=set(), files=[], around=set())


def test_what_the_script_around_shows_is_told_after_what_the_process_does() -> None:
    report = Report()
    report.add("a", "first")
    report.add_around(Finding("a", "again"))
    report.add_around(Finding("b", "other"))
    assert report.findings == [Finding("a", "first"), Finding("b", "in the same script, other")]
    assert report.around == {"b"}


def test_a_bound_is_told_once_and_each_text_behind_it_kept() -> None:
    report, part = Report(), Report()
    report.limit("too long", "first")
    part.limit("too long", "first")
    part.limit("too long", "second")
    part.limit("too deep")
    report.take_limits(part)
    assert (report.limits, report.unread) == (["too long", "too deep"], ["first", "second"])


def test_operands_are_bounded_and_the_bound_is_told() -> None:
    report = Report()
    assert report.take("files", map(str, range(MAX_OPERANDS))) == [str(number) for number in range(MAX_OPERANDS)]
    assert report.limits == []
    assert report.take("targets", ["a.exe"]) == ["a.exe"]  # they have a bound of their own
    assert report.take("files", ["one more"]) == []
    assert report.take("files", ["and more"]) == []
    assert report.limits == [TOO_MANY_OPERANDS]
