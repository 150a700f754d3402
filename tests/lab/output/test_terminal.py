"""Text for a terminal."""

from __future__ import annotations

import pytest

from lab.output.terminal import cell, printable, say, when, width


def test_text_cannot_steer_a_terminal() -> None:
    assert printable("a\x1b[2J\u202eb\tü") == "a\\x1b[2J\\u202eb\\tü"


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), ("", ""), ("a", "a"), (["a", "b"], "a b"), ("a\nb\x1b", "a\\nb\\x1b")]
)
def test_a_value_is_one_line(value: str | list[str] | None, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [("1748942048.5", "2025-06-03 09:14:08"), ("soon", "soon"), ("inf", "inf"), ("1e99", "1e99"), ("", "")],
)
def test_a_time_is_shown_in_utc(time: str, text: str) -> None:
    assert when(time) == text


def test_what_is_said_goes_to_standard_error_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[2J\nb")
    assert tuple(capsys.readouterr()) == ("", "a\\x1b[2J\\nb\n")


@pytest.mark.parametrize(
    ("terminal", "columns", "expected"),
    [(True, None, None), (True, "80", None), (False, None, 160), (False, "80", None)],
)
def test_a_pipe_is_as_wide_as_told_unless_columns_says_more(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, columns: str | None, expected: int | None
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert width(terminal, 160) == expected
