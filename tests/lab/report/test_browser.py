"""The page in a browser: it sorts, filters and prints, asks nothing of the network, and runs nothing of an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., dict[str, Any]]
Open = Callable[..., Any]


class Watched:
    """What a page did beside showing itself: requests, console messages, errors and dialogs."""

    def __init__(self, page: Any) -> None:
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))


@pytest.fixture
def open_report(browser: Any, make_page: Callable[..., str], tmp_path: Path) -> Iterator[Open]:
    """Open the page of records. Afterwards: the file itself was all that it asked for, and it had no complaint."""
    watched: list[Watched] = []
    opened: list[Any] = []

    def show(records: list[dict[str, Any]], script: bool = True, **options: Any) -> Any:
        path = tmp_path / "report.html"
        path.write_text(make_page(records, **options), encoding="utf-8")
        context = browser.new_context(java_script_enabled=script)
        opened.append(context)
        page = context.new_page()
        watched.append(Watched(page))
        page.goto(path.as_uri())
        return page

    yield show
    for context in opened:
        context.close()
    assert [(seen.requests, seen.said) for seen in watched] == [([(tmp_path / "report.html").as_uri()], [])] * len(
        watched
    )


@pytest.fixture
def records(make_record: Make) -> list[dict[str, Any]]:
    """Four events, each a case of its own."""
    return [
        make_record(9, 0, Computer="WS-10", User="CORP\\ada", codesign_message="lists"),
        make_record(85, 7200, Computer="WS-9", User="", codesign_message="exports a key"),
        make_record(62, 3600, Computer="ws-2", User="CORP\\Bob", codesign_message="signs"),
        make_record(62, 9000, Computer="WS-2", User="CORP\\eve", codesign_message="signs again", codesign_action="x"),
    ]


def column(page: Any, number: int) -> list[str]:
    """The visible cells of a column."""
    cells = page.locator(f"#table tbody tr:visible td:nth-child({number})")
    return [" ".join(text.split()) for text in cells.all_inner_texts()]


SCORE, TIME, HOST, USER, WHAT = 1, 2, 3, 4, 7
HEADS = {SCORE: "Score", TIME: "Time (UTC)", HOST: "Host", USER: "User", WHAT: "What"}


@pytest.mark.parametrize(
    ("head", "rising"),
    [
        (SCORE, ["lists", "signs", "signs again", "exports a key"]),
        (TIME, ["lists", "signs", "exports a key", "signs again"]),
        # by number, and capitals make no difference
        (HOST, ["signs", "signs again", "exports a key", "lists"]),
        (WHAT, ["exports a key", "lists", "signs", "signs again"]),
    ],
)
def test_a_click_sorts_and_another_turns_it(
    open_report: Open, records: list[dict[str, Any]], head: int, rising: list[str]
) -> None:
    page = open_report(records)
    button = page.get_by_role("button", name=HEADS[head], exact=True)
    button.click()
    assert column(page, WHAT) == rising
    button.click()
    tied = {"signs", "signs again"} if head in (SCORE, HOST) else set()
    falling = rising[::-1]
    assert [what for what in column(page, WHAT) if what not in tied] == [what for what in falling if what not in tied]
    sorted_by = page.locator("th[aria-sort]")
    assert [(cell.inner_text(), cell.get_attribute("aria-sort")) for cell in sorted_by.all()] == [
        (HEADS[head], "descending")
    ]


def test_nothing_sorts_last_both_ways(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    button = page.get_by_role("button", name="User", exact=True)
    button.click()
    assert column(page, USER) == ["CORP\\ada", "CORP\\Bob", "CORP\\eve", ""]
    button.click()
    assert column(page, USER) == ["CORP\\eve", "CORP\\Bob", "CORP\\ada", ""]


def test_it_starts_sorted_by_score(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    assert column(page, SCORE) == ["85 critical", "62 high", "62 high", "9 info"]
    assert page.locator("th[aria-sort]").inner_text() == "Score"


def test_the_keyboard_sorts(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    page.locator("input[value=info]").focus()
    for _ in HEADS:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Host":
            break
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").inner_text() == "Host"


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        ("", ["exports a key", "signs", "signs again", "lists"], "4 events."),
        ("SIGNS", ["signs", "signs again"], "2 of 4 events."),
        ("bob signs", ["signs"], "1 of 4 events."),
        ("ws-2 lists", [], "0 of 4 events."),
        ("case:1", ["exports a key"], "1 of 4 events."),
        ("case:4 lists", ["lists"], "1 of 4 events."),
        ("2025-06-03 11:14", ["exports a key"], "1 of 4 events."),
        (".*", [], "0 of 4 events."),
    ],
)
def test_the_filter(open_report: Open, records: list[dict[str, Any]], text: str, rows: list[str], told: str) -> None:
    page = open_report(records)
    page.get_by_label("Filter").fill(text)
    assert (column(page, WHAT), page.locator("#shown").inner_text()) == (rows, told)


def test_the_bands(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    page.get_by_label("high", exact=True).uncheck()
    page.get_by_label("info", exact=True).uncheck()
    assert column(page, WHAT) == ["exports a key"]
    page.get_by_label("high", exact=True).check()
    assert page.locator("#shown").inner_text() == "3 of 4 events."


def test_a_case_leads_to_its_events(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    page.get_by_label("high", exact=True).uncheck()
    page.locator("#case-2 [data-case]").click()
    assert column(page, WHAT) == ["signs"]
    assert page.locator("#events").evaluate("part => Math.abs(part.getBoundingClientRect().top) < innerHeight")


def test_an_event_leads_to_its_case_though_it_is_folded(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records)
    assert not page.locator("#case-4").is_visible()
    page.locator("#table td a[href='#case-4']").click()
    page.locator("#case-4").wait_for(state="visible")
    page.wait_for_function("document.querySelector('#case-4').getBoundingClientRect().top < innerHeight")


def test_without_script_it_is_a_plain_page(open_report: Open, records: list[dict[str, Any]]) -> None:
    page = open_report(records, script=False)
    assert column(page, WHAT) == ["exports a key", "signs", "signs again", "lists"]
    assert page.locator("#controls").is_visible() is False
    assert page.locator("th button").count() == 0
    page.locator("summary").click()
    assert page.locator("#case-4").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_print_opens_what_is_folded_and_has_no_controls(
    open_report: Open, records: list[dict[str, Any]], script: bool
) -> None:
    page = open_report(records, script=script)
    page.emulate_media(media="print", color_scheme="dark")
    assert [page.locator(part).is_visible() for part in ("#controls", "nav")] == [False, False]
    # A head with a box in it would not be repeated on the next page.
    assert set(page.locator("th > *").evaluate_all("all => all.map(each => getComputedStyle(each).display)")) <= {
        "contents"
    }
    # Chromium shows folded content in print through ::details-content, which is no element to ask.
    box = page.locator("#case-4").bounding_box()
    assert box is not None
    assert box["height"] > 50
    if script:
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_no_row_is_cut_at_any_width(open_report: Open, make_record: Make) -> None:
    long = dict.fromkeys(("Computer", "User", "Image", "codesign_message", "codesign_thumbprint"), "w" * 300)
    page = open_report([make_record(60, **long, codesign_reasons=["w" * 500 + " (+45)"], codesign_files=["w" * 500])])
    for width in (1440, 1000, 800):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        wide = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
        assert page.locator("#table td").evaluate_all(wide) == 0, width


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style></script><script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "<iframe src=https://example.com></iframe>",
        '<link rel=stylesheet href="https://example.com/x.css">',
        "a\u202egnp.exe\x00\ud800",
    ],
)
def test_hostile_text_does_not_run(open_report: Open, make_record: Make, text: str) -> None:
    names = ("Computer", "User", "Image", "ParentImage", "codesign_message", "codesign_thumbprint", "codesign_store")
    fields = {**dict.fromkeys(names, text), "codesign_files": [text], "codesign_reasons": [f"{text} (+45)"]}
    page = open_report([make_record(70, **fields)], files=(re.sub("[\x00\u202e\ud800]", "", text),))
    page.get_by_role("button", name="Host", exact=True).click()
    page.get_by_label("Filter").fill(text.replace("\x00", "").replace("\ud800", ""))
    assert page.evaluate("document.querySelectorAll('img, iframe, link, svg, script').length") == 1  # its own script
    assert page.locator("#table tbody tr").count() == 1


def test_a_foreign_script_would_be_refused(browser: Any, make_page: Callable[..., str], tmp_path: Path) -> None:
    """The second lock: were there markup in the page, the policy would keep it from running or loading anything."""
    path = tmp_path / "injected.html"
    injected = "<script>document.title = 'run'</script><img src='x.png'><p style='color: red'>"
    path.write_text(make_page([]).replace("<main>", f"<main>{injected}"), encoding="utf-8")
    page = browser.new_page()
    seen, loaded = Watched(page), []
    page.on("requestfinished", lambda request: loaded.append(request.url))
    page.goto(path.as_uri())
    assert page.title() != "run"
    assert loaded == [path.as_uri()]
    assert len([line for line in seen.said if "Content Security Policy" in line]) == 3
    page.close()
