"""The macros of the dashboard Tune: what is noisy and hidden, and the rows that would hide it."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

import pytest

from scripts import ROOT
from tests.searches.conftest import COLUMNS
from tests.searches.events import (
    CERTUTIL,
    HOST,
    POWERSHELL,
    START,
    SYSTEM32,
    TEMP,
    Record,
    audited,
    loaded,
    script,
    start,
    stored,
    written,
)
from tests.searches.harness import Searches, table

ADD = f"certutil -addstore root {TEMP}x.cer"
PKI = "The PKI team's own host"
EVENTS = "`codesignrisk_live_findings` | `codesignrisk_tuning_events`"
# The command goes by the clock, and a row is proposed for 90 days from now.
NOW = time.time() - START


def at(second: float) -> str:
    """A time as searches give it."""
    return f"{START + second:.3f}"


def act(second: float, **more: Any) -> list[Record]:
    """A certificate added to the root store, as Sysmon and the Security log tell it."""
    return [start(second, CERTUTIL, ADD, **more), audited(second, CERTUTIL, ADD, **more)]


# What the allowlist compares


CELLS: dict[str, Record] = {
    "Sysmon": start(0, CERTUTIL, ADD),
    "4688": audited(0, CERTUTIL, ADD),
    "a file": written(0, TEMP + "x.cer"),
    "the registry": stored(0),
    "a script": script(0, ADD),
    "an image": loaded(0, TEMP + "x.dll", "Ridgeline"),
    "for somebody else": {**audited(0, CERTUTIL, ADD), "TargetUserName": "b.okafor", "TargetDomainName": "OTHER"},
    "an add-on's user": {**audited(0, CERTUTIL, ADD), "user": "a.rivera"},
    "4688 in classic text": {
        "Account_Name": ["a.rivera", "b.okafor"],
        "Account_Domain": ["CORP", "OTHER"],
        "New_Process_Name": CERTUTIL,
        "Creator_Process_Name": POWERSHELL,
    },
    "4688 in classic text for nobody else": {
        "Account_Name": ["a.rivera", "-"],
        "Account_Domain": ["CORP", "-"],
        "New_Process_Name": CERTUTIL,
    },
    "4657": {"SubjectUserName": "a.rivera", "SubjectDomainName": "-", "ProcessName": CERTUTIL},
    "the data model": {"user": "unknown", "process_path": "unknown", "process_name": "a.exe", "parent_process": "b"},
    "osquery": {
        "columns.path": "/usr/bin/codesign",
        "columns.cmdline": "codesign -s - a",
        "columns.username": "arivera",
    },
    "nothing": {"EventCode": "1"},
}


@pytest.mark.parametrize("record", CELLS.values(), ids=CELLS)
def test_cells_are_what_the_command_compares(searches: Searches, record: Record):
    from codesignrisk_core.records import actor, fields

    who = actor.of(fields.Reader().view(record), "script" if record.get("EventCode") == "4104" else "process")
    expected = (who.user, who.process, who.parent)
    events = [{"_time": str(START), "index": "x", **record}]
    result = searches.run_text("index=* | codesignrisk who=true | `codesignrisk_allowlist_cells`", events)
    cells = table(result, "codesign_user_cell codesign_image_cell codesign_parent_cell")
    assert cells == [tuple(cell or None for cell in expected)]


# Events


def test_twins_stay_and_one_of_them_tells(searches: Searches):
    result = searches.run_text(f"{EVENTS} | sort 0 codesign_image_cell, -codesign_tells", [*act(0), *act(9)])
    assert table(result, "_time codesign_score codesign_tells") == [(9, 62, 1), (0, 62, 1), (9, 62, 0), (0, 62, 0)]


@pytest.mark.parametrize(
    "sample", ["build_server", "test1_self_signed", "test2_trusted_publisher", "traces_signatures"]
)
def test_the_full_score_is_the_score_of_what_is_not_hidden(searches: Searches, sample: str):
    from lab.readers import read

    events = list(read(ROOT / "lab" / "samples" / f"{sample}.jsonl"))
    found = table(
        searches.run_text(f"{EVENTS} | where codesign_score>0 | `codesignrisk_full_score`", events),
        "codesign_score codesign_full_score",
    )
    assert found
    assert [score for score, _ in found] == [full for _, full in found]


def test_hidden_tells_what_it_would_have_scored(allowlisting: Searches):
    events = [*act(0), *act(60), written(70, TEMP + "x.cer"), *act(80, host="ws-2")]
    result = allowlisting.run_text(f"{EVENTS} | `codesignrisk_hidden`", events)
    assert table(result, "reason findings score band host what last") == [
        (PKI, 3, 62, "high", HOST, ["certutil: add to store", "powershell.exe: certificate drop"], at(70))
    ]


def test_empty_bins_are_there_where_there_is_a_finding(searches: Searches):
    columns = "score info low medium high critical"
    assert table(searches.run_text(f"{EVENTS} | `codesignrisk_score_bins`"), columns) == []
    # 62 and 17: of the two events of each act one counts
    events = [*act(0), *act(60), written(70, TEMP + "x.cer", CERTUTIL)]
    found = table(searches.run_text(f"{EVENTS} | `codesignrisk_score_bins`", events), columns)
    assert [row for row in found if any(row[1:])] == [(15, 1, 0, 0, 0, 0), (60, 0, 0, 0, 2, 0)]
    assert [row[0] for row in found] == list(range(0, 100, 5))


# Noise


def noise(searches: Searches, events: list[Record], macro: str = "noise") -> Any:
    return searches.run_text(f"{EVENTS} | `codesignrisk_by_indicator` | `codesignrisk_{macro}`", events, now=NOW)


def test_noise_is_counted_by_indicator_parent_and_host(searches: Searches):
    events = [
        *(event for n in range(4) for event in act(60 * n, pid=100 + n)),
        *act(300, user="CORP\\b.okafor", pid=200),
        *act(400, parent=POWERSHELL, pid=300),
        *act(500, host="ws-2", pid=400),
    ]
    assert table(noise(searches, events), "findings score band indicator parent host user program hosts last") == [
        (5, 62, "high", "add_to_store_root", "cmd.exe", HOST, ["a.rivera", "b.okafor"], "certutil.exe", 2, at(300)),
        (1, 62, "high", "add_to_store_root", "powershell.exe", HOST, "a.rivera", "certutil.exe", 1, at(400)),
        (1, 62, "high", "add_to_store_root", "cmd.exe", "ws-2", "a.rivera", "certutil.exe", 2, at(500)),
    ]


def test_noise_goes_by_the_heaviest_action_not_by_the_heaviest_indicator(searches: Searches):
    event = start(0, CERTUTIL, "certutil -importpfx a.pfx", parent="C:\\T\\sigthief.exe")
    result = searches.run_text(EVENTS, [event])
    assert result.rows[0]["codesign_indicators"] == ["parent_fake_tool", "import_pfx"]
    assert table(noise(searches, [event]), "indicator") == [("import_pfx",)]


# Rows to copy


NOISY = [
    # an administrator's certificates, each another file: one row
    *(event for n in range(5) for event in act(60 * n, user="CORP\\p.danek", parent=POWERSHELL, pid=100 + n)),
    # SYSTEM, whom the two logs call differently
    start(400, CERTUTIL, ADD, user="NT AUTHORITY\\SYSTEM", pid=200),
    audited(400, CERTUTIL, ADD, user="CORP\\WS-0142$", pid=200),
    # a name that has to be quoted
    *act(500, user='CORP\\o"neil, pat', pid=300),
    # no parent: a registry write, on a host of its own and beside a process start
    stored(600, "Root", host="ws-2", pid=400),
    *act(700, host="ws-3", pid=500),
    stored(701, "Root", host="ws-3", pid=500),
    # the same indicator, not the heaviest one
    start(800, CERTUTIL, f"certutil -addstore root a.cer & certutil -importpfx {TEMP}a.pfx", host="ws-4", pid=600),
    start(900, CERTUTIL, f"certutil -importpfx {TEMP}a.pfx", host="ws-4", pid=700),
    # other hosts, users and programs
    *act(1000, host="ws-9", pid=800),
]


def assessed(app: Path, events: list[Record]) -> list[dict[str, Any]]:
    """The events as the packaged command gives them back, in their order."""
    from lab.splunkd.scp import ChunkedCommand

    with ChunkedCommand(app) as command:
        command.start([])
        return list(command.stream(events))


def test_a_proposed_row_hides_what_it_says_and_nothing_else(own_app: Path):
    proposals = table(noise(Searches(own_app), NOISY, "allowlist_proposals"), "events row")
    before = assessed(own_app, NOISY)
    twin = own_app / "lookups" / "codesignrisk_allowlist_local.csv"
    assert len(proposals) == 10
    for count, row in proposals:
        [cells] = csv.DictReader([COLUMNS, row])
        twin.write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
        after = assessed(own_app, NOISY)
        hidden = [event for event in after if event["codesign_allowlisted"]]
        expected = [event for event in before if says(event, cells)]
        assert [event["_raw"] for event in hidden] == [event["_raw"] for event in expected], row
        assert len(hidden) == count > 0
        assert {event["codesign_allowlisted"] for event in hidden} == {cells["reason"]}


def says(event: dict[str, Any], cells: dict[str, str]) -> bool:
    """Whether an event is what the cells of a row say, letter by letter."""
    from codesignrisk_core.records import fields

    view = fields.Reader().view(event)
    held = {
        "host": event["Computer"],
        "user": fields.user(view),
        "image": event.get("Image") or event.get("NewProcessName"),
        "parent_image": event.get("ParentImage") or event.get("ParentProcessName"),
    }
    return cells["indicator"] in event["codesign_indicators"] and all(
        held[name] == cells[name] for name in held if cells[name]
    )


def test_all_rows_together_leave_nothing(own_app: Path):
    rows = [row for (row,) in table(noise(Searches(own_app), NOISY, "allowlist_proposals"), "row")]
    twin = own_app / "lookups" / "codesignrisk_allowlist_local.csv"
    twin.write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")
    result = Searches(own_app).run_text(EVENTS, NOISY, now=NOW)
    assert {row["codesign_score"] for row in result.rows} == {"0"}
    assert [text for _, text in result.messages] == []


def test_a_row_is_complete_and_asks_to_be_reviewed(searches: Searches):
    result = searches.run_text(f"{EVENTS} | `codesignrisk_by_indicator` | `codesignrisk_allowlist_proposals`", act(0))
    [row] = csv.DictReader([COLUMNS, result.rows[0]["row"]])
    assert row == {
        "rule_id": row["rule_id"],
        "host": HOST,
        "user": "CORP\\a.rivera",
        "image": CERTUTIL,
        "command_line": "",
        "parent_image": SYSTEM32 + "cmd.exe",
        "cert_file": "",
        "indicator": "add_to_store_root",
        "reason": f"REVIEW: add_to_store_root by a.rivera on {HOST}",
        "owner": "a.rivera",
        "expires": "2025-09-01",
    }
    assert row["rule_id"].startswith("review-")


AWKWARD = {
    "plain": {},
    "quotes": {"User": 'CORP\\a"b'},
    "a backslash at the end": {"User": "CORP\\"},
    "a macro's mark and a subsearch": {"User": "CORP\\`codesignrisk_index` [| delete]"},
    "a pipe": {"User": 'x" | delete | eval y="'},
}


@pytest.mark.parametrize("more", AWKWARD.values(), ids=AWKWARD)
def test_the_search_that_allows_writes_the_row_once_it_is_filled_in(searches: Searches, tmp_path: Path, more: dict):
    """Whatever the event holds: it is the attacker's."""
    [proposed] = noise(searches, [{**start(0, CERTUTIL, ADD), **more}], "allowlist_proposals").rows
    twin = tmp_path / "codesignrisk_allowlist_local.csv"
    search = str(proposed["search"])
    searches.run_text(search, lookups=tmp_path)
    assert not twin.exists()
    assert search.count('reason="", owner="", ') == 1
    searches.run_text(search.replace('reason="", owner=""', 'reason="why", owner="me"'), lookups=tmp_path)
    with twin.open(encoding="utf-8", newline="") as file:
        [written_row] = csv.DictReader(file)
    [row] = csv.DictReader([COLUMNS, str(proposed["row"])])
    assert written_row == {**row, "reason": "why", "owner": "me"}


NO_ROW = {
    "an asterisk is a wildcard to the table": (
        [{**start(0, CERTUTIL, ADD), "User": "CORP\\a*"}],
        "No row: a name holds an asterisk or a line break, which the table cannot say",
    ),
    "a script names no program": (
        [{**script(0, "Export-PfxCertificate -Cert $c -FilePath C:\\a.pfx -Password $p"), "UserID": "-"}],
        "No row: the events do not name their program. Leave them out in the filter macro of the search",
    ),
    "an event without a host": (
        [{name: value for name, value in start(0, CERTUTIL, ADD).items() if name not in ("host", "Computer")}],
        "No row: the events do not name their host",
    ),
}


@pytest.mark.parametrize(("events", "text"), NO_ROW.values(), ids=NO_ROW)
def test_no_row_is_better_than_a_wider_one(searches: Searches, events: list[Record], text: str):
    assert table(noise(searches, events, "allowlist_proposals"), "row") == [(text,)]


QUOTED = {"plain": "plain", "a,b": '"a,b"', 'a"b': '"a""b"', "": ""}


@pytest.mark.parametrize(("value", "cell"), QUOTED.items())
def test_csv_cell(searches: Searches, value: str, cell: str):
    written_out = value.replace('"', '\\"')
    result = searches.run_text(f'| makeresults | eval x="{written_out}", cell=`codesignrisk_csv_cell(x)`')
    assert result.rows[0].get("cell", "") == cell
