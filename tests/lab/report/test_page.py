"""The page as text: what it says of a scan."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from lab.output.summary import Summary
from lab.readers import Problem
from lab.report.page import Scan, verdict
from lab.report.sink import HtmlSink

Make = Callable[..., dict[str, Any]]
MakePage = Callable[..., str]

NOW = datetime(2025, 6, 4, 12, 0, tzinfo=UTC)


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def said(part: Any) -> str:
    return " ".join(part.get_text().split())


def about(page: str) -> dict[str, str]:
    facts = soup(page).select_one(".about")
    return {said(name): said(name.find_next_sibling("dd")) for name in facts.find_all("dt")}


def test_on_paper_events_that_are_alike_are_one_row(make_page: MakePage, make_record: Make) -> None:
    """The screen shows each, to filter and sort; the style sheet hides the others in print."""
    records = [make_record(86 - n, 20.0 * n, codesign_target=[f"file{n}"]) for n in range(3)]
    other = make_record(60, 900, codesign_action="sign")
    rows = soup(make_page([*records, other])).select("#table tbody tr")
    assert [(row.get("class"), [said(more) for more in row.select(".alike")]) for row in rows] == [
        (None, ["and 2 more like it, 2025-06-03 09:14:08 to 09:14:48"]),
        (["again"], []),
        (["again"], []),
        (None, []),
    ]


def test_a_case_says_what_why_where_and_what_next(make_page: MakePage, make_record: Make) -> None:
    one = make_record(
        86,
        codesign_store="LocalMachine\\root",
        codesign_files=["c:\\t\\a.cer"],
        codesign_thumbprint="AB12",
        codesign_parent_class="shell",
        codesign_techniques=["T1553.004", "T1112"],
    )
    twin = make_record(80, 0.2, EventCode="4688", Channel="Security", codesign_store="LocalMachine\\root")
    card = soup(make_page([one, twin])).select_one("#case-1")
    assert said(card.h3) == "1 certutil adds a certificate"
    assert said(card.select_one(".head .badge")) == "86 critical"
    assert said(card.select_one(".where")) == "WS-1 · CORP\\ada · 2025-06-03 09:14:08 UTC · 2 events"
    assert [said(item) for item in card.select(".reasons li")] == [
        "+45certutil adds a certificate",
        "+5the parent is cmd.exe (shell)",
    ]
    assert {said(name): said(name.find_next_sibling("dd")) for name in card.find_all("dt")} == {
        "Seen as": "process (1, 4688)",
        "Store": "LocalMachine\\root",
        "Thumbprint": "AB12",
        "Files": "c:\\t\\a.cer",
        "Process": "C:\\Windows\\System32\\certutil.exe",
        "Parent": "C:\\Windows\\System32\\cmd.exe",
        "Parent class": "shell",
        "ATT&CK": "T1553.004, T1112",
    }
    assert said(card.select_one(".next")).startswith("Look next Find the certificate by its thumbprint")


def test_several_steps_are_told_in_order(make_page: MakePage, make_record: Make) -> None:
    records = [
        make_record(61, 7, codesign_action="sign", codesign_files="c:\\a.pfx", codesign_message="signs"),
        make_record(35, 0, codesign_action="certificate_drop", codesign_files="c:\\a.pfx", codesign_message="writes"),
    ]
    page = soup(make_page(records))
    assert [said(step) for step in page.select("#case-1 .steps li")] == [
        "35 low2025-06-03 09:14:08writes process (1)",
        "86 critical2025-06-03 09:14:15signs process (1)",
    ]
    assert page.select("#case-1 .note") == []


def test_a_case_of_many_steps_shows_the_heaviest(make_page: MakePage, make_record: Make) -> None:
    records = [make_record(20 + at, at, codesign_message=f"does {at}") for at in range(30)]
    card = soup(make_page(records)).select_one("#case-1")
    steps = card.select(".steps li")
    assert [said(step.select_one(".badge")) for step in steps] == [
        f"{20 + at} {'medium' if at > 19 else 'low'}" for at in range(22, 30)
    ]
    assert said(card.select_one(".note")).startswith("The heaviest 8 of 30 steps;")


def test_light_cases_are_folded(make_page: MakePage, make_record: Make) -> None:
    page = soup(make_page([make_record(20, Computer="A"), make_record(19, Computer="B"), make_record(0)]))
    folded = page.select_one("#cases details")
    assert [card["id"] for card in page.select("#cases .case")] == ["case-1", "case-2"]
    assert [card["id"] for card in folded.select(".case")] == ["case-2"]
    assert not folded.has_attr("open")
    assert said(folded.summary).startswith("1 case below 20")


def test_the_timeline_is_of_all_hosts_with_gaps(make_page: MakePage, make_record: Make) -> None:
    records = [
        make_record(30, 9, Computer="B", codesign_message="b"),
        make_record(70, 4 * 86400 + 7380, codesign_message="later"),
        make_record(30, 609, codesign_action="sign", codesign_message="soon; user CORP\\ada"),
        make_record(30, 0, codesign_message="first"),
    ]
    page = make_page(records)
    assert [said(item) for item in soup(page).select_one("#timeline").find_all("li")] == [
        "2025-06-03 09:14:0830 lowWS-1first process (1)case 2",
        "2025-06-03 09:14:1730 lowBb process (1)case 3",
        "10 min later",
        "2025-06-03 09:24:1730 lowWS-1soon process (1)case 4",
        "4 d 1 h later",
        "2025-06-07 11:17:0870 highWS-1later process (1)case 1",
    ]
    assert about(page)["Found on"] == "2 hosts, 2025-06-03 to 2025-06-07"


def test_a_command_line_is_shown_with_its_secrets_masked_or_left_out(make_record: Make) -> None:
    record = make_record(62, CommandLine="certutil -p Hunter2! -importpfx c:\\t\\a.pfx")
    pages = []
    for lines in (True, False):
        out = io.BytesIO()
        sink = HtmlSink(out, Scan(["a.evtx"], "0.1.0", NOW), lines=lines)
        sink.add(record)
        sink.close(Summary())
        pages.append(out.getvalue().decode())
    assert [said(line) for line in soup(pages[0]).select("#case-1 > .command")] == [
        "certutil -p *** -importpfx c:\\t\\a.pfx"
    ]
    assert soup(pages[1]).select(".command") == []
    assert "Hunter2" not in "".join(pages)


def test_the_table_has_every_event_that_scores(make_page: MakePage, make_record: Make) -> None:
    records = [make_record(0), make_record(20, EventRecordID="9"), make_record(62, 1, codesign_thumbprint="AB")]
    rows = soup(make_page(records)).select("#table tbody tr")
    same = ["WS-1", "CORP\\ada"]
    names, what = "certutil.execmd.exe", "certutil adds a certificate"
    assert [[said(cell) for cell in row.find_all("td")] for row in rows] == [
        ["62 high", "2025-06-03 09:14:09", *same, "process (1)", names, f"{what}AB", "1"],
        ["20 low", "2025-06-03 09:14:08", *same, "process (1)#9", names, what, "1"],
    ]


def test_the_head_counts_all(make_page: MakePage, make_record: Make) -> None:
    records = [
        *(make_record(0, codesign_error="no command line") for _ in range(3)),
        make_record(0, codesign_error="cut", codesign_allowlisted="build"),
        make_record(62),
        make_record(5),
    ]
    problems = [Problem("b.evtx", f"record {number}", "broken") for number in range(25)]
    page = make_page(
        records,
        files=("a.evtx", "b.evtx"),
        read=9,
        messages=[("WARN", "a row expired")],
        problems=problems,
        notes=[Problem("a.evtx", "", "of 9 events: 1 without a host")],
    )
    assert said(soup(page).select_one(".counts")) == (
        "Cases by band 0 critical 1 high 0 medium 0 low 0 info "
        "Events by band 0 critical 1 high 0 medium 0 low 1 info 4 none"
    )
    facts = about(page)
    assert facts.pop("Not read").startswith("b.evtx, record 0: broken")
    assert facts == {
        "Found on": "1 host, 2025-06-03",
        "Files": "a.evtx, b.evtx",
        "Written": "2025-06-04 12:00:00 UTC by codesignrisk 0.1.0",
        "Events": "9 read, 4 score 0 and are only counted, 1 of these are allowlisted",
        "Not assessed": "3: no command line 1: cut",
        "Command": "WARN: a row expired",
        "Of the files": "a.evtx: of 9 events: 1 without a host",
    }
    assert "b.evtx, record 19: broken and 5 more b.evtx, record 20: broken" in about(page)["Not read"]
    assert about(page)["Not read"].endswith("b.evtx, record 24: broken")
    assert said(soup(page).title) == "Code signing risk: a.evtx and 1 more"


LINE = "the alert threshold"
NO_ALL_CLEAR = "No event was read, so nothing was looked at: this is no all-clear."
VERDICTS: list[tuple[dict[str, int], dict[str, Any], str]] = [
    (
        {"critical": 1, "high": 2, "info": 9},
        {"read": 20},
        f"3 cases score 60 or more, {LINE}: 1 critical, 2 high. Start with case 1.",
    ),
    ({"high": 1}, {"read": 20}, f"1 case scores 60 or more, {LINE}: 0 critical, 1 high. Start with case 1."),
    ({"low": 1}, {"read": 20}, f"No case scores 60 or more, {LINE}; 1 scores 20 or more and is worth a look."),
    ({"info": 1}, {"read": 20}, "Weak traces only: no case scores 20 or more."),
    ({}, {"read": 20}, "No event scores above 0."),
    ({}, {"read": 2, "errors": Counter(x=1)}, "No event scores above 0. 1 event could not be assessed in full."),
    (
        {},
        {"read": 2, "of_no_kind": 2},
        "No event scores above 0. Events of a kind that is assessed: 0 of 2, so this is no all-clear.",
    ),
    (
        {},
        {"read": 3, "of_no_kind": 1, "not_told": 2, "errors": Counter(x=2)},
        "No event scores above 0. Events that could be assessed in full: 0 of 3, so this is no all-clear. "
        "2 events could not be assessed in full.",
    ),
    ({}, {"read": 2, "of_no_kind": 1}, "No event scores above 0."),
    ({}, {}, NO_ALL_CLEAR),
    (
        {},
        {"read": 2, "problems": [Problem("a.evtx", "", "cut off")]},
        "No event scores above 0. Not everything could be read: see Not read, below.",
    ),
]


@pytest.mark.parametrize(("bands", "summary", "expected"), VERDICTS)
def test_the_verdict(bands: dict[str, int], summary: dict[str, Any], expected: str) -> None:
    assert verdict(Summary(**summary), Counter(bands)) == expected


DROP = {"codesign_files": "c:\\a.pfx", "codesign_action": "certificate_drop", "codesign_message": "writes"}
USE = {"codesign_files": "c:\\a.pfx", "codesign_action": "sign", "codesign_message": "signs"}


@pytest.mark.parametrize(
    ("least", "cards", "rest", "told"),
    [
        (0, ["86 critical", "62 high", "15 info"], " Start with case 1.", ""),
        (
            80,
            ["86 critical"],
            " Start with case 1.",
            "Left out by --min-score 80: 2 cases, 1 step of cases that are shown.",
        ),
        (
            90,
            [],
            " No case reaches --min-score 90; the highest is 86: 3 cases left out.",
            "No case reaches --min-score 90; the highest is 86: 3 cases left out.",
        ),
    ],
)
def test_lighter_cases_are_left_out_after_events_are_joined_and_all_are_counted(
    make_page: MakePage, make_record: Make, least: int, cards: list[str], rest: str, told: str
) -> None:
    others = [make_record(62, Computer="B"), make_record(15, Computer="C")]
    page = soup(make_page([make_record(35, **DROP), make_record(61, 7, **USE), *others], min_score=least))
    assert said(page.select_one(".verdict")) == f"2 cases score 60 or more, {LINE}: 1 critical, 1 high.{rest}"
    assert said(page.select_one(".counts")).startswith("Cases by band 1 critical 1 high 0 medium 0 low 1 info Events")
    assert [said(badge) for badge in page.select(".case .head .badge")] == cards
    assert [said(note) for note in page.select("#cases > p")[1:]] == ([told] if told else [])
    if not cards:
        assert said(page.select_one("#timeline .empty")) == told


def test_an_empty_scan_is_a_whole_page(make_page: MakePage) -> None:
    page = soup(make_page([]))
    assert said(page.select_one(".verdict")) == NO_ALL_CLEAR
    assert [said(note) for note in page.select(".empty")] == ["No case scores 20 or more.", "No event scores above 0."]
    assert page.table is None


def test_a_limit_is_told_and_nothing_heavier_is_left_out(make_page: MakePage, make_record: Make) -> None:
    records = [make_record(20 + at, at, Computer=f"H{at}") for at in range(5)]
    page = soup(make_page(records, limit=2))
    assert [said(badge) for badge in page.select(".case .head .badge")] == ["24 low", "23 low"]
    assert [len(page.select(part)) for part in ("#timeline .badge", "#table tbody tr")] == [2, 2]
    assert [said(part.select(".note")[-1]) for part in page.find_all("section")] == [
        f"3 more {what} not shown, none of them heavier: raise --limit." for what in ("cases", "steps", "events")
    ]


def test_every_row_finds_its_case_on_the_page(make_page: MakePage, make_record: Make) -> None:
    records = [
        make_record(60, codesign_message="a"),
        make_record(59, 90, Computer="B"),
        make_record(58, 9, codesign_message="b"),
    ]
    page = soup(make_page(records, limit=1))
    targets = {tag["id"] for tag in page.find_all(id=True)}
    assert {link["href"][1:] for link in page.find_all("a", href=re.compile("^#"))} <= targets


def test_no_limit_is_as_much_as_a_page_holds(
    make_page: MakePage, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.report.sink.MOST", 5)
    page = make_page([make_record(20, at, Computer=f"H{at}") for at in range(6)], limit=0)
    assert page.count('<article class="case') == 5
    assert "1 more case not shown, none of them heavier: that is what a page holds; scan fewer files" in page


def test_what_is_not_grouped_is_counted(
    make_page: MakePage, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.cases.kept.GROUPED", 2)
    page = make_page([make_record(score, Computer=f"H{at}") for at, score in enumerate((30, 50, 40, 50))])
    assert [said(badge) for badge in soup(page).select(".head .badge")] == ["50 medium", "50 medium"]
    assert "the lightest 2 of those that score are only counted too" in about(page)["Events"]


def test_an_event_of_two_exports_counts_once_in_cases(make_page: MakePage, make_record: Make) -> None:
    page = make_page([make_record(62, EventRecordID="9"), make_record(62, EventRecordID="9"), make_record(0)])
    assert len(soup(page).select("#table tbody tr")) == 1
    assert about(page)["Events"].endswith("; 1 came twice, out of two exports of one log, and counts once in cases")


def test_the_same_input_gives_the_same_bytes(make_page: MakePage, make_record: Make) -> None:
    records = [
        make_record(20 + at % 50, at, Computer=f"H{at % 7}", codesign_files=[f"c:\\{at % 5}"]) for at in range(200)
    ]
    assert make_page(records) == make_page(records)


def test_scan_writes_the_page(make_app: Callable[[str], Path], tmp_path: Path, capfdbinary: Any) -> None:
    from lab.__main__ import main

    app = make_app("""
request, _ = read()
write({"required_fields": [], "inspector": {"messages": [["WARN", "<b>said</b>"]]}})
while True:
    meta, body = read()
    header, *data = rows(body)
    out = [header + ["codesign_score", "codesign_band", "codesign_message"]]
    write({"finished": meta["finished"]}, table(out + [[*row, 62, "high", "does it"] for row in data]))
""")
    (app / "default").mkdir()
    (app / "default" / "app.conf").write_text("[launcher]\nversion = 9.8.7\n")
    events = tmp_path / "<img src=x onerror=alert(1)>.jsonl"
    events.write_text("".join(json.dumps({"Computer": f"<i>{at}</i>"}) + "\n" for at in range(3)))
    out = tmp_path / "out.html"
    assert main(["scan", str(events), "--app", str(app), "--format", "html", "--output", str(out), "--limit", "2"]) == 0
    page = out.read_text(encoding="utf-8")
    assert soup(page).find_all(["img", "i"]) == []
    assert about(page)["Files"] == str(events)
    assert about(page)["Written"].endswith(" UTC by codesignrisk 9.8.7")
    assert about(page)["Command"] == "WARN: <b>said</b>"
    note = (
        f"{events}: of 3 events: 3 of kinds that are not assessed (unknown shape with Computer: 3); 3 without a time; "
    )
    note += "docs/exports.md says what is read, and how to export it"
    assert about(page)["Of the files"] == note
    assert len(soup(page).select(".case")) == 2
    assert capfdbinary.readouterr() == (b"", f"WARN: <b>said</b>\n{note}\n".encode())

    assert main(["scan", str(events), "--app", str(app), "--format", "html"]) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert shown.startswith("<!doctype html>\n")
    assert shown.endswith("</html>\n")
    assert len(soup(shown).select(".case")) == 3
