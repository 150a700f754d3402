"""The macro of the page Start: each step with its state, as it is and once it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.searches.events import CERTUTIL, HOST, TEMP, audited, script, start
from tests.searches.harness import Searches, table

STEPS = "| `codesignrisk_steps`"
START = start(0, CERTUTIL, f"certutil -addstore root {TEMP}x.cer")
KEPT = [START, {**START, "index": "summary", "source": "codesignrisk_findings", "sourcetype": "stash"}]
TOLD = "1 event is kept, the newest of 2025-06-03 09:00:00 UTC"


def steps(searches: Searches, events: list, **options: object) -> dict[int, tuple[str, str]]:
    """Number of a step -> its state, and what it says."""
    rows = table(searches.run_text(STEPS, events, **options), "step state what")
    return {int(step.partition(" ")[0]): (state, what) for step, state, what in rows}


def replaced(app: Path, file: str, old: str, new: str) -> None:
    path = app / "default" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_after_the_installation_nothing_is_done(searches: Searches) -> None:
    told = steps(searches, [])
    assert [state for state, _ in told.values()] == ["to do"] * 6
    assert told[1][1].endswith("no events that the app reads were found in this time range")


def test_the_indexes_that_hold_the_events_are_named_to_copy(searches: Searches) -> None:
    events = [START, {**START, "index": "sysmon"}]
    assert steps(searches, events)[1] == (
        "to do",
        "the macro codesignrisk_index is index=*; the events are in index=sysmon OR index=windows",
    )


@pytest.mark.parametrize(("index", "state"), [("index=windows OR index=x", "done"), ("index=other", "to do")])
def test_indexes_that_are_named(own_app: Path, index: str, state: str) -> None:
    replaced(own_app, "macros.conf", "definition = index=*\n", f"definition = {index}\n")
    assert steps(Searches(own_app), [START])[1][0] == state


def test_what_arrives_and_what_does_not(searches: Searches) -> None:
    told = steps(searches, [START])
    assert (told[2], told[3][0]) == (("done", "they arrive from: Sysmon"), "to do")
    told = steps(searches, [script(0, "x"), {**script(0, "x"), "source": "WinEventLog:System"}])
    assert (told[2][0], told[3]) == ("to do", ("done", "they arrive"))


def test_tables_of_the_site_s_own(searches: Searches, tmp_path: Path) -> None:
    todo = "run the searches Setup Allowlist, Setup Indicators and Setup Parents once; so far "
    assert steps(searches, [], lookups=tmp_path)[4] == ("to do", todo + "there is none")
    searches.run("Setup Allowlist", lookups=tmp_path)
    assert steps(searches, [], lookups=tmp_path)[4] == ("to do", todo + "codesignrisk_allowlist_local.csv")
    searches.run("Setup Indicators", lookups=tmp_path)
    searches.run("Setup Parents", lookups=tmp_path)
    assert steps(searches, [], lookups=tmp_path)[4] == (
        "done",
        "yours are codesignrisk_allowlist_local.csv, codesignrisk_indicators_local.csv, codesignrisk_parents_local.csv",
    )


def test_a_table_that_is_not_there_is_no_warning(searches: Searches) -> None:
    assert searches.run_text(STEPS, []).messages == []


def enabled(app: Path, search: str) -> Searches:
    """The searches of an app in which one runs on its schedule."""
    path = app / "default" / "savedsearches.conf"
    before, stanza, after = path.read_text(encoding="utf-8").partition(f"[Code Signing Risk - {search}]\n")
    ours, end, others = after.partition("\n\n")
    ours = ours.replace("\ndisabled = 1\n", "\n").replace("\nenableSched = 0\n", "\nenableSched = 1\n")
    path.write_text(before + stanza + ours + end + others, encoding="utf-8")
    return Searches(app)


def test_an_alert_that_is_enabled(own_app: Path) -> None:
    told = steps(enabled(own_app, "High Score Process"), [])
    assert told[6] == ("done", "1 search runs on a schedule")
    assert told[5][0] == "to do"


def test_findings_that_are_kept(own_app: Path) -> None:
    searches = enabled(own_app, "Keep Findings")
    told = steps(searches, [START])
    assert told[5] == ("done", "Keep Findings runs on a schedule; no finding was kept in this time range")
    assert told[6] == ("to do", "no alert runs on a schedule: begin with High Score Process")
    assert steps(searches, KEPT)[5] == ("done", f"Keep Findings runs on a schedule; {TOLD}")


def test_findings_that_another_search_head_keeps(searches: Searches) -> None:
    assert steps(searches, KEPT)[5] == (
        "check",
        f"{TOLD}. No schedule of Keep Findings is on here: does another search head keep them?",
    )


LINES = "`codesignrisk_coverage_of_hosts` | `codesignrisk_line_gaps`"
ALL = "Every process start has its command line"
NONE = "No process start arrived: what does, tell Log sources"
GAPS = {
    "nothing at all": ([], [(None, NONE, None)]),
    "no process start": ([script(0, "x")], [(None, NONE, None)]),
    "all have their line": ([START], [(None, ALL, None)]),
    "one of two has none": (
        [audited(0, CERTUTIL, ""), audited(1, CERTUTIL, "certutil -store", host="ws-2")],
        [
            (
                HOST,
                ["command lines in 4688 (1 of 1)", "Sysmon 1", "Sysmon 11", "Sysmon 12, 13", "PowerShell 4104"],
                1,
            )
        ],
    ),
    "Sysmon may be without a line as well": (
        [start(0, CERTUTIL, "")],
        [
            (
                HOST,
                ["command lines in Sysmon 1 (1 of 1)", "Sysmon 11", "Sysmon 12, 13", "PowerShell 4104"],
                1,
            )
        ],
    ),
}


@pytest.mark.parametrize(("events", "expected"), GAPS.values(), ids=GAPS)
def test_no_start_is_not_told_as_starts_with_lines(searches: Searches, events: list, expected: list) -> None:
    assert table(searches.run_text(LINES, events), "host missing starts") == expected
