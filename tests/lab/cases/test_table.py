"""The table of a scan: cases, and repeats of a step in one line."""

from __future__ import annotations

import io
import re
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
    """What the table prints of its first case."""
    printed = whole(records, events)
    return printed[: printed.index("")]


def whole(records: list[Record], events: bool = False, min_score: int = 0) -> list[str]:
    """What the table prints."""
    out = io.BytesIO()
    sink, summary = TableSink(out, 0, colour=False, events=events, min_score=min_score), Summary()
    for record in records:
        summary.read += 1
        summary.count(record)
        sink.add(record)
    sink.close(summary)
    return [line.rstrip() for line in out.getvalue().decode().splitlines()]


FILE = {"codesign_files": "c:\\t\\a.pfx"}


def test_all_steps_are_told_one_by_one_but_for_the_same_line_again(make_record: Make) -> None:
    sends = [
        make_record(
            40, 60.0 * at, **FILE, codesign_action="send", codesign_message="sends it", CommandLine=f"curl {to}"
        )
        for at, to in ((1, "good"), (2, "evil"), (3, "evil"))
    ]
    assert [line.strip() for line in lines(sends, events=True) if "curl" in line] == ["curl good", "curl evil"]
    assert len([line for line in lines(sends, events=True) if "x2 until" in line]) == 1


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


def test_repeats_name_what_else_the_same_was_done_to(make_record: Make) -> None:
    """One of many may be the certificate that matters."""
    adds = [
        make_record(60, at, codesign_message=f"adds {at}.cer", codesign_files=f"c:\\t\\{at}.cer", codesign_store="root")
        for at in range(13)
    ]
    assert " ".join(line.strip() for line in lines(adds)[1:]) == (
        f"adds 0.cer also {', '.join(f'{at}.cer' for at in range(1, 11))} and 2 more: --events"
    )
    assert [line.strip() for line in lines(adds, events=True)[3::2]] == [f"adds {at}.cer" for at in range(13)]


def test_the_head_of_a_case_goes_on_in_the_next_line_where_it_is_too_wide(make_record: Make) -> None:
    there = {"Computer": "build-0142.emea.corp.example", "User": "CORP\\svc_build_release"}
    assert lines([make_record(60, 0, **there), make_record(60, 500, **there)]) == [
        "  1  60 high      build-0142.emea.corp.example  CORP\\svc_build_release",
        "    2025-06-03 09:14:08 to 09:22:28  2 findings",
        "    certutil adds a certificate",
    ]


@pytest.mark.parametrize(
    ("least", "shown", "left_out"),
    [
        (0, ["35 low", "86 critical", "25 low"], []),
        (25, ["35 low", "86 critical", "25 low"], []),
        (36, ["86 critical"], ["left out by --min-score 36: 1 case, 1 step of cases that are shown"]),
        (86, ["86 critical"], ["left out by --min-score 86: 1 case, 1 step of cases that are shown"]),
        (87, [], ["no case reaches --min-score 87; the highest is 86: 2 cases left out"]),
    ],
)
def test_what_scores_lower_is_left_out_after_a_drop_has_raised_its_use(
    make_record: Make, least: int, shown: list[str], left_out: list[str]
) -> None:
    drop = make_record(35, 0, **FILE, codesign_action="certificate_drop", codesign_message="writes")
    use = make_record(61, 7, **FILE, codesign_action="sign", codesign_message="signs")
    printed = whole([drop, use, make_record(25, Computer="WS-2")], events=True, min_score=least)
    scored = re.findall(r"\b\d+ (?:critical|low)(?= +process)", "\n".join(printed))
    assert scored == shown
    counts = [
        "2 cases  critical 1  high 0  medium 0  low 1  info 0",
        "3 events  critical 0  high 1  medium 0  low 2  info 0  none 0",
    ]
    assert printed[printed.index(counts[0]) :] == counts + left_out


def test_what_was_not_read_stays_whatever_the_lowest_score(make_record: Make) -> None:
    unread = make_record(25, codesign_indicators=["unread_commands"], codesign_message="not read")
    printed = whole([unread, make_record(70, Computer="WS-2")], min_score=80)
    assert printed[0].startswith("  2  25 low       WS-1")
    assert printed[-1] == "left out by --min-score 80: 1 case"
