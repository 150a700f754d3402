"""The pages Start and Help in a browser: steps with their state, and what there is to copy."""

from __future__ import annotations

from collections.abc import Callable

from tests.dashboards.page import Dashboard

Visit = Callable[..., Dashboard]


def test_the_steps_say_how_far_they_are(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("start")
    assert board.panel("Steps").rows("step", "state") == [
        ("1 Name your indexes", "to do"),
        ("2 Collect process starts", "done"),
        ("3 Collect PowerShell's script blocks", "done"),
        ("4 Make your own tables", "done"),
        ("5 Keep findings", "done"),
        ("6 Enable alerts", "to do"),
    ]
    assert (
        board.panel("Steps")
        .rows("what")[4][0]
        .startswith("Keep Findings runs on a schedule; 109 events are kept, the newest of 2025-06-04 11:")
    )
    # a kept finding's index field host is the search head: its hosts are not counted
    assert board.panel("Log sources").rows("log", "events", "hosts")[:2] == [
        ("Kept findings", "109", ""),
        ("Sysmon", "77", "8"),
    ]
    assert board.panel("Process starts without command lines").rows("host", "starts") == [
        ("srv-0044.corp.example", "1")
    ]
    said = [row[0] for row in board.panel("The command").rows("said", "role")]
    assert "codesignrisk_allowlist_local.csv row 8: rule 'driver-tests' has no reason or no owner; row left out" in said


def test_the_steps_without_events(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("start")
    assert [state for (state,) in board.panel("Steps").rows("state")] == [
        "to do",
        "to do",
        "to do",
        "done",
        "done",
        "to do",
    ]
    assert board.panel("Process starts without command lines").rows() == [
        ("", "No process start arrived: what does, tell Log sources", "")
    ]


def test_help_has_a_configuration_to_copy(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("help")
    text = board.page.locator("body").inner_text()
    for told in ("Collect", "Score", "Tune", "Investigate", "Respond", '<Sysmon schemaversion="4.90">'):
        assert told in text
