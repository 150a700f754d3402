"""Results of a search for people: a table where it can be read, else one row after the other."""

from __future__ import annotations

import pytest

from lab.output import results
from lab.records import Record
from lab.spl import Result


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The lines of a table at a width, without blanks at their ends."""

    def run(width: int, *rows: Record, fields: list[str] | None = None) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        results.table(Result(list(rows), fields or list(dict.fromkeys(name for row in rows for name in row))))
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return run


NARROW: Record = {"host": "ws-1", "score": "62", "what": "certutil adds a certificate to the root store"}
WIDE: Record = {f"codesign_field_{at:02}": f"value {at}" for at in range(20)}


def test_a_table_whose_words_fit_is_a_table(shown):
    assert shown(40, NARROW) == [
        "      ╷       ╷",
        " host │ score │ what",
        "╶─────┼───────┼────────────────────────╴",
        " ws-1 │ 62    │ certutil adds a",
        "      │       │ certificate to the root",
        "      │       │ store",
        "      ╵       ╵",
        "1 row",
    ]


def test_columns_that_would_cut_words_are_lines_of_a_row(shown):
    lines = shown(80, WIDE, {"codesign_field_03": "other"})
    assert lines[:3] == ["row 1", "  codesign_field_00  value 0", "  codesign_field_01  value 1"]
    assert lines[20:] == ["  codesign_field_19  value 19", "", "row 2", "  codesign_field_03  other", "", "2 rows"]


def test_the_same_columns_are_a_table_where_there_is_room(shown):
    assert shown(500, WIDE)[1].split(" │ ")[:2] == [" codesign_field_00", "codesign_field_01"]


def test_rows_that_would_be_folded_many_times_are_lines_too(shown):
    assert shown(40, {"host": "ws-1", "what": "one word and another, " * 6}) == [
        "row 1",
        "  host  ws-1",
        "  what  one word and another, one word",
        "        and another, one word and",
        "        another, one word and another,",
        "        one word and another, one word",
        "        and another,",
        "",
        "1 row",
    ]


def test_each_value_of_a_field_has_its_line_and_long_words_are_kept_whole_over_lines(shown):
    path = "c:\\" + "a" * 40
    assert shown(30, {"codesign_files": [path, "b.cer"], "_time": "1748942048", "_raw": "x"}) == [
        "row 1",
        "  codesign_files  c:\\aaaaaaaaa",
        "                  aaaaaaaaaaaa",
        "                  aaaaaaaaaaaa",
        "                  aaaaaaa",
        "                  b.cer",
        "  _time           2025-06-03",
        "                  09:14:08",
        "",
        "1 row",
    ]


def test_nothing_steers_a_terminal_in_either_form(shown):
    assert all("\x1b" not in line for line in shown(200, {"a\x1b": "b\x1b"}) + shown(9, {"a\x1b": "b\x1b"}))


@pytest.mark.parametrize(("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_the_rows_are_counted(shown, count, said):
    assert shown(80, *[{"a": "b"}] * count)[-1] == said
