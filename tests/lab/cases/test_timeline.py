"""The timeline: what scores in all files, in order of time."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from lab.cases.timeline import TimelineSink
from lab.output.summary import Summary
from lab.records import Record

Make = Callable[..., Record]


def lines(records: list[Record], **options: int) -> list[str]:
    out = io.BytesIO()
    sink, summary = TimelineSink(out, colour=False, **options), Summary()  # type: ignore[arg-type]
    for record in records:
        summary.read += 1
        summary.count(record)
        sink.add(record)
    sink.close(summary)
    return [line.rstrip() for line in out.getvalue().decode().splitlines()]


def test_events_of_several_files_stand_in_order_of_time_with_host_and_user(make_record: Make) -> None:
    told = [make_record(60, at, Computer=host, codesign_message=f"does {at}") for at, host in ((0, "a"), (9, "c"))]
    assert lines([*told, make_record(20, 5, Computer="b", codesign_message="does 5; user CORP\\\\ada")]) == [
        "2025-06-03 09:14:08   60 high      a  CORP\\ada  process 1  does 0",
        "2025-06-03 09:14:13   20 low       b  CORP\\ada  process 1  does 5",
        "2025-06-03 09:14:17   60 high      c  CORP\\ada  process 1  does 9",
    ]


def test_repeats_one_after_the_other_are_one_row(make_record: Make) -> None:
    alike = [make_record(60, at, codesign_message=f"sets {at}") for at in (0, 3, 6)]
    other = make_record(30, 8, codesign_action="sign", codesign_message="signs")
    assert [line.split("  ")[-2:] for line in lines([*alike, other])] == [
        ["x3 until 09:14:14", "sets 0"],
        ["process 1", "signs"],
    ]


def test_repeats_on_other_files_name_each_of_them(make_record: Make) -> None:
    """One of many may be the certificate that matters, and "x.cer" is no part of "x.cer.cer"."""
    adds = [
        make_record(60, at, codesign_message=f"adds {name}", codesign_files=f"c:\\t\\{name}")
        for at, name in enumerate(("ours-evil.cer", "evil.cer", "Evil.cer", "b.cer"))
    ]
    assert [line.split("  ")[-2:] for line in lines(adds)] == [
        ["x4 until 09:14:11", "adds ours-evil.cer; also evil.cer, b.cer"]
    ]


def test_more_files_than_a_row_names_go_on_in_the_next(make_record: Make) -> None:
    files = [f"{at}.exe" for at in range(26)]
    signs = [
        make_record(60, at, codesign_message=f"signs {file}", codesign_files=f"c:\\{file}")
        for at, file in enumerate(files)
    ]
    rows = [line.split("  ") for line in lines(signs)]
    assert [row[-2] for row in rows] == ["x12 until 09:14:19", "x12 until 09:14:31", "x2 until 09:14:33"]
    assert [row[-1] for row in rows] == [
        f"signs {first}; also {', '.join(more)}" for first, *more in (files[:12], files[12:24], files[24:])
    ]


def test_in_a_narrow_terminal_the_message_has_a_line_of_its_own(
    make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert lines([make_record(60, codesign_message="certutil adds a certificate")]) == [
        "2025-06-03 09:14:08   60 high      WS-1  CORP\\ada  process 1",
        "      certutil adds a certificate",
    ]


def test_a_head_that_is_too_wide_goes_on_in_the_next_line(make_record: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    there = {"Computer": "build-0142.emea.corp.example", "User": "CORP\\svc_build_release", "codesign_message": "signs"}
    assert lines([make_record(60, **there), make_record(60, 86400, **there)]) == [
        "2025-06-03 09:14:08   60 high      build-0142.emea.corp.example",
        "      CORP\\svc_build_release  process 1  x2 until 2025-06-04 09:14:08",
        "      signs",
    ]


def test_what_scores_0_is_told_on_demand(make_record: Make) -> None:
    quiet = make_record(0, Image="C:\\x\\a.exe", codesign_message="")
    assert lines([quiet]) == ["no event scores above 0"]
    assert lines([quiet], min_score=0) == [
        "2025-06-03 09:14:08    0 none      WS-1  CORP\\ada  process 1  C:\\x\\a.exe"
    ]


def test_what_the_allowlist_hides_and_what_lacks_something_is_told(make_record: Make) -> None:
    hidden = make_record(0, 0, codesign_allowlisted="r1: ours")
    bare = make_record(0, 1, codesign_error="no command line: turn on command-line auditing")
    assert lines([hidden, bare])[-2:] == [
        "1 hidden by the allowlist (score 0): --no-allowlist",
        "1 not assessable (codesign_error says why)",
    ]


def test_steps_that_score_lower_are_left_out_and_counted(make_record: Make) -> None:
    file = {"codesign_files": "c:\\t\\a.pfx"}
    drop = make_record(35, 0, **file, codesign_action="certificate_drop", codesign_message="writes")
    use = make_record(61, 7, **file, codesign_action="sign", codesign_message="signs")
    assert lines([drop, use], min_score=80) == [
        "2025-06-03 09:14:15   86 critical  WS-1  CORP\\ada  process 1  signs",
        "left out by --min-score 80: 1 step of cases that are shown",
    ]
    assert lines([drop, use], min_score=90) == ["no case reaches --min-score 90; the highest is 86: 1 case left out"]
    assert lines([make_record(0)], min_score=90) == ["no event scores above 0"]
