"""Investigate over the scenario's day: the story of a host, what inputs and clicks change, where the pivots lead."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dashboards.page import Dashboard

Visit = Look = Callable[..., Dashboard]

HOST = "ws-0142.corp.example"
PUBLISHER = "ridgeline-publisher.cer"
ROOT_THUMBPRINT = "7A41C6E09B5D38F2A0C4E1D76F83B92D5E60A1B4"
FIGURES = ("Max score", "Findings", "Certificate drops", "Trusted stores changed", "Files signed", "First executions")
ELSEWHERE = "The same certificate, here and elsewhere"
SEEN = "Where else a certificate was seen"


def figures(board: Dashboard) -> list[str]:
    return [board.panel(title).number() for title in FIGURES]


def wait(board: Dashboard, title: str, text: str) -> None:
    """Until a panel shows a text."""
    board.panel(title).item.get_by_text(text).first.wait_for()
    board.settle()


def of_host(visit: Visit, address: str, **tokens: str) -> Dashboard:
    return visit(address).open("investigate", {"host": HOST, **tokens})


def test_figures(look: Look, a_day: str) -> None:
    assert figures(look(a_day, "investigate", host=HOST)) == ["100", "16", "3", "3", "2", "1"]


def test_the_story_at_a_glance(look: Look, a_day: str) -> None:
    panel = look(a_day, "investigate", host=HOST).panel("The story at a glance")
    stages = ["key", "drop", "sign", "import", "confirmed", "execution", "load", "other"]
    moments = ["09:10", "09:30", "10:00", "10:50", "11:00"]
    text = panel.text().split()
    assert [word for word in text if word in moments] == moments
    assert [stage for stage in stages if stage in panel.text()] == stages
    labels = panel.item.locator('[data-test="bubble"]').all_text_contents()
    # "Null" is where a stage has nothing at a moment, and is not drawn
    assert (
        sorted((label for label in labels if label != "Null"), key=int)
        == "0 17 17 32 35 48 50 57 62 70 70 85 95 97 97 100".split()
    )


def test_the_time_line_tells_it_in_order(look: Look, a_day: str) -> None:
    panel = look(a_day, "investigate", host=HOST).panel("Timeline")
    rows = panel.rows("time", "stage", "score", "band", "process", "certificate")
    assert len(rows) == 19
    assert [row[:4] for row in rows[:8]] == [
        ("2025-06-04 09:14:00 UTC", "key\nprocess", "85", "critical"),
        ("2025-06-04 09:14:00 UTC", "key\nscript", "80", "critical"),
        ("2025-06-04 09:14:00 UTC", "drop\nfile", "35", "low"),
        ("2025-06-04 09:14:07 UTC", "sign\nprocess", "100", "critical"),
        ("2025-06-04 09:32:00 UTC", "import\nscript", "77", "high"),
        ("2025-06-04 09:32:01 UTC", "drop\nfile", "17", "info"),
        ("2025-06-04 09:32:03 UTC", "import\nprocess", "97", "critical"),
        ("2025-06-04 09:32:03 UTC", "confirmed\nregistry", "70", "high"),
    ]
    assert rows[6][4:] == ("certutil.exe\n<- powershell.exe", PUBLISHER)
    assert rows[-1][1:] == ("confirmed\nregistry", "95", "critical", "viewer.exe", ROOT_THUMBPRINT)
    assert panel.rows("what", "stage")[13] == (
        "ridgeline-payload.ps1 runs for the first time since powershell signed it, 7 s before",
        "execution\nprocess",
    )


def test_the_reasons_say_what_they_add(look: Look, a_day: str) -> None:
    reasons = look(a_day, "investigate", host=HOST).panel("Timeline").rows("reasons")
    assert reasons[6][0].split("\n") == [
        "certutil adds a certificate to LocalMachine\\trustedpublisher (+45)",
        "ridgeline-publisher.cer is in a user-writable path (+12)",
        "the parent is powershell.exe (shell) (+5)",
        "powershell.exe wrote ridgeline-publisher.cer 2 s before: same path, same process tree (+35)",
    ]


def test_dropped_then_used(look: Look, a_day: str) -> None:
    panel = look(a_day, "investigate", host=HOST).panel("Dropped, then used")
    assert panel.rows("score", "file", "dropped", "used after", "use") == [
        ("100", "ridgeline-codesign.pfx", "2025-06-04 09:14:00 UTC", "6 s", "signtool.exe sign"),
        ("97", PUBLISHER, "2025-06-04 09:32:01 UTC", "2 s", "certutil.exe add to store"),
        ("97", "ridgeline-sign-test.cer", "2025-06-04 10:02:00 UTC", "5 s", "certutil.exe add to store"),
    ]
    assert set(panel.rows("dropped by", "user", "host")) == {("powershell.exe", "a.rivera", HOST)}


def test_a_click_on_the_time_line_shows_where_else_its_certificate_was_seen(visit: Visit, a_day: str) -> None:
    board = of_host(visit, a_day)
    assert board.panel(SEEN).note() == "Click a row of the timeline, or type a file name or thumbprint above"
    board.panel("Timeline").click(6, "what")
    wait(board, ELSEWHERE, "srv-0021.corp.example")
    assert board.panel(ELSEWHERE).rows("score", "host", "first", "user") == [
        # the scores of the timeline, raised by the drop
        ("97", HOST, "2025-06-04 09:32:00 UTC", "a.rivera"),
        ("97", "ws-0158.corp.example", "2025-06-04 10:25:00 UTC", "m.okafor"),
        ("97", "srv-0021.corp.example", "2025-06-04 11:16:00 UTC", "svc.deploy"),
    ]
    assert board.panel(SEEN).note() == "Hosts that have it in this time range: 3"
    board.panel("Timeline").click(18, "what")
    wait(board, ELSEWHERE, "export certificate")
    assert board.panel(ELSEWHERE).rows("score", "host", "what") == [("95", HOST, "add to store\nexport certificate")]
    assert ROOT_THUMBPRINT in board.panel(ELSEWHERE).text()


def test_a_row_without_a_certificate_chooses_none(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("investigate", {"certificate": PUBLISHER})
    place = board.panel("Timeline").rows("certificate").index(("",))
    board.panel("Timeline").click(place, "what")
    wait(board, SEEN, "Click a row of the timeline")


def test_a_certificate_can_be_typed(visit: Visit, a_day: str) -> None:
    board = of_host(visit, a_day).fill("Certificate or file", "1e2c2ba900535763daf24519b1f0b5f5bcc0853b")
    wait(board, ELSEWHERE, "ws-0177.corp.example")
    assert board.panel(ELSEWHERE).rows("host", "what") == [
        ("ws-0177.corp.example", "add to store"),
        (HOST, "add to store"),
    ]
    board.fill("Certificate or file", "nobody.cer")
    wait(board, SEEN, "Not seen on any host in this time range")
    assert ELSEWHERE not in board.titles()


def test_a_click_on_another_host_opens_it(visit: Visit, a_day: str) -> None:
    board = of_host(visit, a_day, certificate=PUBLISHER)
    board.panel(ELSEWHERE).click(1, "host")
    board.page.wait_for_url("**/investigate?*ws-0158*")
    wait(board, "Dropped, then used", "ws-0158.corp.example")
    query = parse_qs(urlsplit(board.page.url).query)
    assert (query["form.host"], query["form.certificate"]) == (["ws-0158.corp.example"], [PUBLISHER])
    assert figures(board) == ["97", "3", "1", "1", "0", "0"]


def test_the_inputs_choose(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("investigate", {"host": "*", "user": "t.nakamura"})
    assert {row[0] for row in board.panel("Timeline").rows("user")} == {"t.nakamura"}
    assert figures(board)[0] == "100"
    board.fill("Host", "ws-01*")
    board.fill("User", "*")
    wait(board, "Timeline", "m.okafor")
    assert figures(board)[3] == "7"
    assert ("a.rivera\nws-0142.corp.example",) in board.panel("Timeline").rows("user")


def test_every_pivot_opens_a_search_that_finds_something(visit: Visit, a_day: str) -> None:
    board = of_host(visit, a_day)
    pivots = board.panel("Ready pivots").rows("question", "range", "search")
    found = {}
    for place, (question, _, search) in enumerate(pivots):
        with board.page.context.expect_page() as opened:
            board.panel("Ready pivots").click(place, "question")
        page = opened.value
        page.wait_for_load_state()
        assert urlsplit(page.url).path == "/en-US/app/codesignrisk/search"
        query = parse_qs(urlsplit(page.url).query)
        assert (query["q"], query["earliest"], query["latest"]) == ([search], ["-24h@h"], ["now"])
        assert page.locator('[role="alert"]').count() == 0, question
        found[question] = int(page.locator("main p").nth(1).inner_text().split()[0])
        page.close()
    assert len(found) == 9
    # nobody works on several hosts in the scenario
    assert [question for question, rows in found.items() if not rows] == [
        "What a.rivera did with certificates and keys on other hosts"
    ]


NOT_KEPT = (
    "No finding with this host and user is kept in this time range, unless the allowlist hides it: see Tune. Is the "
    "name right (* works)? Does the search Keep Findings run (step 5 on Start)? Live scan, above, reads the events "
    "themselves; Log sources, on Overview, tell which of them arrive, and Tune which could not be assessed"
)


def test_a_name_that_nobody_has_is_not_taken_for_findings_that_are_not_kept(visit: Visit, a_day: str) -> None:
    assert visit(a_day).open("investigate", {"host": "nosuch"}).panel("Nothing found").note() == NOT_KEPT


def test_a_live_scan_that_finds_nothing_says_where_to_look(visit: Visit, nothing: str) -> None:
    note = visit(nothing).open("investigate", {"host": "ws-1", "from": "*"}).panel("Nothing found").note()
    assert note == (
        "Nothing with this host and user scores in this time range, unless the allowlist hides it: see Tune. Is "
        "the name right (* works)? Log sources, on Overview, tell what arrives, and Tune what could not be assessed"
    )


def test_notes_say_what_to_do_instead_of_empty_panels(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("investigate", {"host": "ws-1"})
    assert figures(board) == ["0"] * 6
    assert board.panel("Nothing found").note() == NOT_KEPT
    assert board.panel("Nothing dropped, then used").note() == (
        "No use of a dropped certificate or key file was found. Needs file events such as Sysmon 11"
    )
    assert board.titles() == [*FIGURES, "Nothing found", "Nothing dropped, then used", SEEN]


@pytest.fixture(scope="module")
def hostile(serve: Callable[..., str]) -> tuple[str, str]:
    """The address over the day, where the host of two scenes has a hostile name, and that name."""
    from lab.dashboards.scenario import a_day as day

    name = 'ws"><img src=x onerror=alert(1)>|\\ delete` $host$ [x]'
    written = json.dumps(name)[1:-1]
    events: list[Any] = [json.loads(json.dumps(event).replace("WS-0163.corp.example", written)) for event in day()]
    return serve(events), name


def test_the_host_that_gets_a_hostile_name(look: Look, a_day: str) -> None:
    board = look(a_day, "investigate", host="ws-0163.corp.example")
    assert figures(board) == ["100", "9", "2", "1", "2", "0"]
    assert len(board.panel("Ready pivots").rows()) == 9


def test_a_hostile_host_name_is_a_name(visit: Visit, hostile: tuple[str, str]) -> None:
    address, name = hostile
    board = visit(address).open("investigate", {"host": name, "certificate": "ridgeline-codesign.pfx"})
    assert figures(board) == ["100", "9", "2", "1", "2", "0"]
    assert board.page.locator("img[src='x']").count() == 0
    assert name.lower() in [row[0] for row in board.panel(ELSEWHERE).rows("host")]
    searches = board.panel("Ready pivots").rows("search")
    assert len(searches) == 9
    assert all("delete`" not in search and "|\\" not in search for (search,) in searches)
