"""The overview over the scenario's day: what each panel shows, what the filters and the clicks change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dashboards.page import Dashboard

Visit = Look = Callable[..., Dashboard]

FIGURES = (
    "High and critical cases",
    "Cases",
    "Hosts with cases",
    "Trusted stores changed",
    "Certificate drops",
    "Drops that were used",
)


def figures(board: Dashboard) -> list[str]:
    return [board.panel(title).number() for title in FIGURES]


def test_figures(look: Look, a_day: str) -> None:
    assert figures(look(a_day, "overview")) == ["18", "32", "16", "11", "10", "9"]


def test_what_to_open_first(look: Look, a_day: str) -> None:
    panel = look(a_day, "overview").panel("What to open first")
    assert panel.rows("score", "band", "host", "user", "seen as", "findings")[:4] == [
        ("100", "critical", "ws-0142.corp.example", "a.rivera", "file\nprocess\nscript", "4"),
        ("100", "critical", "ws-0170.corp.example", "tbauer", "file\nprocess\nregistry", "3"),
        ("100", "critical", "ws-0163.corp.example", "t.nakamura", "file\nprocess\nscript", "4"),
        ("98", "critical", "ws-0170.corp.example", "tbauer", "process", "1"),
    ]
    what, last = panel.rows("what", "last")[4]
    assert what.startswith("certutil adds a certificate to LocalMachine\\trustedpublisher; ridgeline-publisher.cer")
    assert what.endswith("powershell.exe wrote ridgeline-publisher.cer 2 s before")
    assert last == "2025-06-04 11:16:03 UTC"


def test_a_case_has_the_colour_of_its_band(visit: Visit, a_day: str) -> None:
    panel = visit(a_day).open("overview", {"host": "ws-0142.corp.example"}).panel("What to open first")
    assert panel.rows("band")[5:7] == [("high",), ("low",)]
    assert [panel.background(row, "band") for row in (0, 5)] == ["rgb(91, 10, 55)", "rgb(168, 45, 8)"]


def test_findings_by_band(look: Look, a_day: str) -> None:
    panel = look(a_day, "overview").panel("Findings by band over time")
    assert panel.legend() == ["critical", "high", "medium", "low"]
    # a column for each half hour in which there is something of the band
    assert panel.columns_drawn() == {"#5B0A37": 8, "#A82D08": 8, "#E07B00": 7, "#92C5F2": 16}


def test_changes_of_trust(look: Look, a_day: str) -> None:
    panel = look(a_day, "overview").panel("Changes of trust")
    assert panel.rows("score", "host", "store", "certificate", "program")[1::5] == [
        (
            *("97", "srv-0021.corp.example", "LocalMachine\\trustedpublisher"),
            "ridgeline-publisher.cer\n5D37949FCF1CA4B15F7326F9DF2517E893FF0E5F",
            "certutil.exe\npowershell.exe",
        ),
        ("95", "ws-0142.corp.example", "LocalMachine\\root", "7A41C6E09B5D38F2A0C4E1D76F83B92D5E60A1B4", "viewer.exe"),
    ]


def test_certificate_drops_and_their_use(look: Look, a_day: str) -> None:
    panel = look(a_day, "overview").panel("Certificate drops and their use")
    assert panel.rows("score", "host", "file", "written by", "use")[:8] == [
        ("100", "ws-0142.corp.example", "ridgeline-codesign.pfx", "powershell.exe", "signtool.exe sign"),
        ("100", "ws-0170.corp.example", "r.cer", "mshta.exe", "certutil.exe add to store"),
        ("100", "ws-0163.corp.example", "ridgeline-codesign.pfx", "powershell.exe", "signtool.exe sign"),
        ("97", "srv-0021.corp.example", "ridgeline-publisher.cer", "powershell.exe", "certutil.exe add to store"),
        ("97", "ws-0158.corp.example", "ridgeline-publisher.cer", "powershell.exe", "certutil.exe add to store"),
        ("97", "ws-0142.corp.example", "ridgeline-sign-test.cer", "powershell.exe", "certutil.exe add to store"),
        ("97", "ws-0142.corp.example", "ridgeline-publisher.cer", "powershell.exe", "certutil.exe add to store"),
        ("97", "ws-0177.corp.example", "ridgeline-sign-test.cer", "powershell.exe", "certutil.exe add to store"),
    ]


LISTS: dict[str, list[tuple[str, ...]]] = {
    "Hosts": [
        ("100", "ws-0142.corp.example", "7"),
        ("100", "ws-0163.corp.example", "3"),
        ("100", "ws-0170.corp.example", "2"),
        ("97", "ws-0177.corp.example", "2"),
        ("97", "srv-0021.corp.example", "1"),
        ("97", "ws-0158.corp.example", "1"),
        ("82", "mac-0081.corp.example", "2"),
    ],
    # neither SYSTEM nor "unknown", and no SID where the case has a name
    "Users": [  # with the script blocks that tell a SID only
        ("100", "a.rivera", "1", "6"),
        ("100", "tbauer", "1", "2"),
        ("100", "t.nakamura", "1", "1"),
        ("97", "j.lindqvist", "1", "2"),
    ],
    "Actions": [
        ("100", "certutil", "add to store", "6", "17"),
        ("100", "signtool", "sign", "4", "13"),
        ("95", "viewer.exe", "add to store", "1", "1"),
    ],
    "ATT&CK techniques": [
        ("100", "T1553.002", "Code Signing", "11", "31"),
    ],
    "Log sources": [("Kept findings", "no log: what Keep Findings wrote about the logs"), ("Sysmon", "arrives")],
}


@pytest.mark.parametrize("title", LISTS)
def test_lists(look: Look, a_day: str, title: str) -> None:
    rows = look(a_day, "overview").panel(title).rows()
    wanted = LISTS[title]
    assert [row[: len(wanted[0])] for row in rows[: len(wanted)]] == wanted


def test_what_does_not_arrive_is_a_row_too(look: Look, a_day: str) -> None:
    rows = look(a_day, "overview").panel("Log sources").rows("log", "state", "events", "last")
    assert ("Forwarded events", "nothing in this time range", "0", "") in rows
    assert [log for log, *_ in rows] == [
        *(
            "Kept findings",
            "Sysmon",
            "Security",
            "PowerShell",
            "osquery",
            "Elastic",
            "Linux audit",
            "Microsoft Defender",
        ),
        *("Endpoint Security of macOS", "CrowdStrike Falcon", "Certificate and signature logs", "Sysmon for Linux"),
        *("Forwarded events", "System"),
    ]


def test_the_host_filter_narrows_every_panel_but_what_arrives(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview")
    arrives = board.panel("Log sources").rows()
    board.choose("Host", "ws-0158.corp.example")
    assert figures(board) == ["1", "1", "1", "1", "1", "1"]
    assert board.panel("Hosts").rows("host") == [("ws-0158.corp.example",)]
    assert board.panel("Findings by band over time").columns_drawn() == {"#5B0A37": 1, "#A82D08": 1}
    assert board.panel("Log sources").rows() == arrives


def test_the_user_filter(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview").choose("User", "t.nakamura")
    # the key is exported and used within seconds: one case
    assert figures(board) == ["1", "1", "1", "0", "1", "1"]
    assert board.panel("No changes of trust").note() == EMPTY["No changes of trust"]
    assert "Changes of trust" not in board.titles()


def test_the_band_filter(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview").choose("Band", "Critical (80+)")
    assert figures(board)[:3] == ["12", "12", "7"]
    assert set(board.panel("What to open first").rows("band")) == {("critical",)}


def test_filters_come_from_the_address(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview", {"host": "ws-0163.corp.example", "score": "60"})
    # the export of t.nakamura, and two of nkaur
    assert figures(board)[:3] == ["3", "3", "1"]


def test_the_time_range(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview", {"global_time.earliest": "-60m@m", "global_time.latest": "now"})
    # the driver and the image of an hour ago are too old by a minute
    assert figures(board)[:2] == ["2", "3"]


LINKED = ("What to open first", "Changes of trust", "Certificate drops and their use", "Hosts")


@pytest.mark.parametrize("title", LINKED)
def test_a_click_opens_the_host(visit: Visit, a_day: str, title: str) -> None:
    board = visit(a_day).open("overview")
    host = board.panel(title).rows("host")[1][0]
    address = board.follow(lambda: board.panel(title).click(1, "host"))
    assert opened(address) == ("/app/codesignrisk/investigate", {"form.host": host, "form.user": "*"} | REST)


def test_a_click_opens_the_user(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview")
    address = board.follow(lambda: board.panel("Users").click(0, "user"))
    assert opened(address) == ("/app/codesignrisk/investigate", {"form.host": "*", "form.user": "a.rivera"} | REST)


# A link sets every input of the page and its tab, or the page sets the others itself and stands in the way back.
REST = {"form.certificate": "*", "form.from": "codesignrisk_findings", "tab": "layout_1"}
REST |= {"form.global_time.earliest": "-24h@h", "form.global_time.latest": "now"}


def test_one_step_leads_back(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview")
    board.panel("Hosts").click(0, "host")
    board.page.wait_for_url("**/investigate?*")
    board.settle()
    board.page.go_back()
    board.page.wait_for_url("**/overview?*")
    board.settle()
    assert figures(board)[0] == "18"


@pytest.mark.parametrize(("title", "column", "rows"), [("Actions", "tool", 17), ("ATT&CK techniques", "technique", 31)])
def test_a_click_on_an_action_or_technique_opens_its_findings(
    visit: Visit, a_day: str, title: str, column: str, rows: int
) -> None:
    board = visit(a_day).open("overview")
    assert board.panel(title).rows("findings")[0] == (str(rows),)
    with board.page.context.expect_page() as opened:
        board.panel(title).click(0, column)
    page = opened.value
    page.wait_for_load_state()
    assert page.locator('[role="alert"]').count() == 0
    assert page.locator("main p").nth(1).inner_text().split()[0] == str(rows)
    page.close()


def test_the_figures_tell_the_change_since_the_time_before(visit: Visit, a_day: str) -> None:
    """The scenario has one day, so that its second half is compared with its first."""
    board = visit(a_day).open("overview", {"global_time.earliest": "-12h", "global_time.latest": "now"})
    now = int(figures(board)[1])
    item = board.panel("Cases").item
    change, arrow = item.locator('[data-test="trendValue"]').inner_text(), item.locator("svg").first
    before = visit(a_day).open("overview", {"global_time.earliest": "-24h", "global_time.latest": "-12h"})
    assert int(change) == now - int(figures(before)[1]) > 0
    assert arrow.get_attribute("aria-label") == "increase"


def opened(address: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(address)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


EMPTY = {
    "No cases": "No finding is kept in this time range: nothing scores, none of the logs that are read arrived, "
    "or the search Keep Findings does not run (step 5 on Start). Live scan, above, reads the events themselves; Log "
    "sources, below, tell which of them arrive, and Tune which could not be assessed",
    "No changes of trust": "No change of a trusted store was found. Needs command lines or Sysmon 12 and 13",
    "No certificate drops": "No dropped certificate or key file was found. Needs file events such as Sysmon 11",
}


def test_without_events_notes_say_so_instead_of_empty_panels(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("overview")
    assert figures(board) == ["0"] * 6
    assert {title: board.panel(title).note() for title in EMPTY} == EMPTY
    assert board.titles() == [*FIGURES, *EMPTY, "Log sources"]
    states = board.panel("Log sources").rows("state")
    kept = ("nothing was found in this time range, or Keep Findings does not run",)
    assert sorted(states) == [*[("nothing in this time range",)] * 6, kept]


def test_the_note_counts_what_scored_too_little_or_is_hidden(visit: Visit, serve: Any) -> None:
    """By the allowlist of the scenario, whose authority backs its keys up: told by Sysmon 1 and by 4688."""
    from lab.dashboards import scenario

    hidden = [event for event in scenario.a_day() if "-backupKey" in str(event.get("CommandLine"))]
    note = visit(serve(hidden)).open("overview").panel("No cases").item
    assert "0 events score below 20, 2 are hidden by the allowlist. Tune shows them." in note.inner_text()
    # and all of it can be read
    assert "Tune which could not be assessed" in note.inner_text()
    assert note.evaluate("item => item.scrollHeight <= item.clientHeight + 1")


def test_a_note_does_not_blame_the_time_range_for_a_filter(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("overview", {"host": "pki-01.corp.example", "score": "80"})
    assert board.panel("No cases").note() == "Nothing that is found here has the host, user and band chosen above"


def test_a_live_scan_that_finds_nothing_says_what_arrives(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("overview", {"from": "*"})
    assert (
        board.panel("No cases")
        .note()
        .startswith("Nothing scores in this time range, and the allowlist hides nothing. Log sources, below,")
    )


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", 'ws" OR dest=*', "ws|head 1"])
def test_hostile_names_are_only_shown(visit: Visit, serve: Any, name: str) -> None:
    from lab.dashboards import scenario

    one_host = [event for event in scenario.a_day() if event.get("Computer") == "WS-0142.corp.example"]
    events = [{**event, "Computer": name} for event in one_host]
    board = visit(serve(events)).open("overview")
    assert board.panel("Hosts").rows("host") == [(name.lower(),)]
    board.choose("Host", name.lower())
    assert figures(board)[1] == "7"


def test_an_address_adds_nothing_to_a_search(visit: Visit, a_day: str) -> None:
    """A dropdown does not bind its token: whoever sends a link sets it."""
    board = visit(a_day).open("overview", {"score": "0 | head 1"})
    assert figures(board)[:3] == ["0", "0", "0"]
    assert "Hosts" not in board.titles()
