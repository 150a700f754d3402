"""Rows of one chunk and their output cells; test_regular compares whole chunks with what the scorer says."""

from __future__ import annotations

import pytest
from codesignrisk_core.protocol.rows import Rows
from codesignrisk_core.protocol.table import Record
from codesignrisk_core.triage.heads import Heads
from codesignrisk_core.triage.lines import Search
from codesignrisk_core.triage.shapes import NotRegularError
from codesignrisk_core.triage.starts import Starts

COLUMNS = ("EventCode", "Image", "OriginalFileName", "ParentImage", "CommandLine", "User", "_chunked_idx")
OTHERS = ("User", *COLUMNS[:-2], "_chunked_idx")
NONE = b"," * len(COLUMNS) + b"\n"
START = b'1,"C:\\x.exe","x.exe","C:\\p.exe","x.exe -a",u,'
HIT = b'1,"C:\\x.exe","x.exe","C:\\p.exe","x.exe ::",u,'


class Cells:
    """Says who was asked."""

    def suffix(self, parent: bytes) -> bytes:
        return b",nothing"

    def judged(self, record: Record) -> bytes:
        return b"" if record.get("User") == "dropped" else b",judged"


def rows(columns: tuple[str, ...] = COLUMNS) -> Rows:
    search = Search()
    return Rows(columns, b"\n", Starts(columns, search), Heads(columns, Cells().suffix, search), Cells())


def lines(parts: list[bytes]) -> list[bytes]:
    return b"".join(parts).split(b"\r\n")[:-1]


def test_rows_told_by_their_beginnings() -> None:
    body = b"header\n" + START + b"0" + NONE + HIT + b"1" + NONE
    assert lines(rows().answered(body, 7, False)) == [START + b"0,nothing", HIT + b"1,judged"]


def test_rows_in_another_order() -> None:
    row = b"u," + START[:-2] + b"0"
    assert lines(rows(OTHERS).answered(row + NONE, 0, False)) == [row + b",nothing"]


@pytest.mark.parametrize("expected", [False, True])
def test_a_cell_in_a_twin_brings_all_twins(expected: bool) -> None:
    twins = b',,,,,"$a$;$b$",'
    told = rows()
    found = told.answered(START + b"0" + NONE + START + b"1," + twins + b"\n", 0, expected)
    assert lines(found) == [START + b"0" + NONE[:-1] + b",nothing", START + b"1," + twins + b",judged"]
    assert told.wide
    assert told.twins


def test_twins_that_were_expected_and_are_empty() -> None:
    told = rows()
    assert lines(told.answered(START + b"0" + NONE, 0, True)) == [START + b"0" + NONE[:-1] + b",nothing"]
    assert not told.wide


def test_dropped_rows() -> None:
    body = START.replace(b",u,", b",dropped,").replace(b"-a", b"::") + b"0" + NONE
    assert rows().answered(body, 0, False) == []
    assert rows().answered(b"", 0, False) == []


@pytest.mark.parametrize("body", [START + b'0,"', START.replace(b"u", b'"u') + b"0" + NONE, b"a,b" + NONE])
def test_what_is_no_regular_row(body: bytes) -> None:
    with pytest.raises(NotRegularError):
        rows().answered(body, 0, False)
