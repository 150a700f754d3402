"""The table of a scan: cases, and repeats of a step in one line."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from lab.cases.table import TableSink
from lab.output.summary import Summary
from lab.records import Record

Make = Callable[..., Record]


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def lines(records: list[Record], events: bool = False) -> list[str]:
    """What the table prints, without the counts at its end."""
    out = io.BytesIO()
    sink, summary = TableSink(out, 0, colour=False, events=events), Summary()
    for record in records:
        summary.read += 1
        summary.count(record)
        sink.add(record)
    sink.close(summary)
    printed = [line.rstrip() for line in out.getvalue().decode().splitlines()]
    return printed[: printed.index("")]


FILE = {"codesign_files": "c:\\t\\a.pfx"}


def test_repeats_are_one_line_with_the_first_time_and_the_last(make_record: Make) -> None:
    signs = [
        make_record(30 + at, 60.0 * at, **FILE, codesign_action="sign", codesign_message=f"signs file{at}")
        for at in (1, 3, 2)
    ]
    makes = make_record(60, **FILE, codesign_message="makes a key")
    opens = make_record(25, 86400, **FILE, codesign_action="read", codesign_message="opens it")
    assert lines([makes, opens, *signs]) == [
        "  1  60 high      WS-1  CORP\\ada  2025-06-03 09:14:08 to 2025-06-04 09:14:08",
        "    5 findings",
        "    makes a key",
        "      2025-06-03 09:15:08   33 low       process (1)  x3 until 09:17:08",
        "            signs file3",
        "      2025-06-04 09:14:08   25 low       process (1)",
        "            opens it",
    ]


def test_the_head_of_a_case_goes_on_in_the_next_line_where_it_is_too_wide(make_record: Make) -> None:
    there = {"Computer": "build-0142.emea.corp.example", "User": "CORP\\svc_build_release"}
    assert lines([make_record(60, 0, **there), make_record(60, 500, **there)]) == [
        "  1  60 high      build-0142.emea.corp.example  CORP\\svc_build_release",
        "    2025-06-03 09:14:08 to 09:22:28  2 findings",
        "    certutil adds a certificate",
    ]
