"""Findings that are kept: what is written once is read as if it were scored anew, and never twice."""

from __future__ import annotations

import json
import re

import pytest

from tests.searches.events import CERTUTIL, DOWNLOADS, HOST, SIGNTOOL, START, TEMP, audited, start, stored, written
from tests.searches.harness import Searches, table
from tests.searches.story import KEPT, PFX, SIGN, TOOL, ran, signed, story
from tests.searches.test_samples import at, sample

ADD = f"certutil -addstore root {TEMP}x.cer"
QUARTER = 900


def keep(searches: Searches, events, now=QUARTER):
    """What one run of the search keeps."""
    return searches.run("Keep Findings", events, now=now).collected


def findings(searches: Searches, events, columns, rest=""):
    return table(
        searches.run_text(f"`codesignrisk_kept_findings` {rest} | sort 0 _time, codesign_event", events), columns
    )


EVENTS = [
    start(0, CERTUTIL, ADD, pid=7),
    audited(0, CERTUTIL, ADD, pid=7),
    written(1, DOWNLOADS + "x.pfx"),
    start(2, SIGNTOOL, "signtool sign /f a.pfx /tr http://t.example /fd sha256 b.exe", pid=8),
    stored(3),
    # what scores 0 is not kept
    start(4, CERTUTIL, "certutil -dump x.txt", pid=9),
    start(5, "C:\\x.exe", "x.exe cert", pid=10),
]


def test_what_scores_drops_and_signings_are_kept(searches: Searches):
    kept = findings(searches, keep(searches, EVENTS), "_time codesign_event codesign_action process_name user dest")
    assert kept == [
        (0, "process", "add_to_store", "certutil.exe", "a.rivera", HOST),
        (0, "process", "add_to_store", "certutil.exe", "a.rivera", HOST),
        (1, "file", "certificate_drop", "powershell.exe", "a.rivera", HOST),
        (2, "process", "sign", "signtool.exe", "a.rivera", HOST),
        (3, "registry", "add_to_store", "certutil.exe", "a.rivera", HOST),
    ]


def test_an_event_whose_time_nobody_understands_does_not_stop_the_others(searches: Searches):
    timeless = {name: value for name, value in EVENTS[0].items() if name != "_time"}
    rows = searches.run_text("`codesignrisk_live_findings` | `codesignrisk_keep`", [timeless, *EVENTS[2:4]]).rows
    actions = {json.loads(str(row["_raw"]).partition(" ")[2])["codesign_action"] for row in rows}
    assert actions == {"certificate_drop", "sign"}


def test_what_the_allowlist_hides_is_kept_for_tune(allowlisting: Searches):
    rows = findings(allowlisting, keep(allowlisting, EVENTS[:1]), "codesign_score codesign_allowlisted")
    assert rows == [(0, "The PKI team's own host")]


def test_an_event_is_kept_as_text_that_begins_with_its_time_and_holds_no_command_line(searches: Searches):
    event = start(0.25, SIGNTOOL, "signtool sign /f a.pfx /p Winter22 b.exe", pid=8)
    [row] = keep(searches, [event])
    assert {name: row[name] for name in ("index", "source", "sourcetype")} == {
        "index": "summary",
        "source": "codesignrisk_findings",
        "sourcetype": "stash",
    }
    time, _, text = row["_raw"].partition(" ")
    assert re.fullmatch(r"2025-06-\d\dT\d\d:\d\d:00\.250\+0000", time)
    assert json.loads(text)["codesign_action"] == "sign"
    assert "Winter22" not in text
    assert "/fd" not in text


NAMES = [
    ({"host": "ws-1"}, False),
    ({"host": 'ws"1'}, True),
    ({"host": "ws\\1"}, True),
    ({"host": "büro-1"}, True),
    ({"host": "ws|1`{}[x]"}, False),
    ({"user": "CORP\\a.rivera"}, False),
    ({"user": "CORP\\jürgen"}, True),
    ({"file": "root.cer"}, False),
    ({"file": "größe.cer"}, True),
]


@pytest.mark.parametrize(("names", "escaped"), NAMES)
def test_a_finding_under_a_name_that_json_may_write_in_another_way_is_marked(searches: Searches, names, escaped):
    """The pages search for names as they are typed, and read besides what is marked."""
    event = start(0, CERTUTIL, f"certutil -addstore root {TEMP}{names.get('file', 'x.cer')}")
    event |= {"Computer": names.get("host", HOST), "User": names.get("user", "CORP\\a.rivera")}
    kept = keep(searches, [event])
    assert len(kept) == 1
    assert len(searches.run_text("`codesignrisk_kept_escaped`", kept).rows) == escaped


SAMPLES = ("test1_self_signed", "test2_trusted_publisher", "traces_signatures", "sources_linux", "sources_ecs_defender")


@pytest.mark.parametrize("name", SAMPLES)
def test_kept_findings_are_those_of_a_live_scan(searches: Searches, name):
    """Field by field, lists as well."""
    events = [{"index": "x", **event} for event in at(sample(name), 0)]
    kept = searches.keep("`codesignrisk_kept_findings`", events)
    shown = [
        sorted(
            json.dumps(
                {**{key: value for key, value in row.items() if value}, "_time": float(row["_time"])}, sort_keys=True
            )
            for row in searches.run_text(
                f"`codesignrisk_{source}_findings` | `codesignrisk_page_fields` | fields - CommandLine _indextime", kept
            ).rows
        )
        for source in ("live", "kept")
    ]
    assert shown[0] == shown[1]
    assert shown[0]


def test_runs_that_follow_each_other_keep_each_event_once(searches: Searches):
    events = [start(60 * minute, CERTUTIL, ADD, pid=minute) for minute in range(60)]
    kept = [row for run in range(1, 7) for row in keep(searches, events, now=QUARTER * run)]
    assert len(kept) == 60
    assert len(findings(searches, kept, "_time")) == 60


def test_a_run_that_is_repeated_or_overlaps_shows_nothing_twice(searches: Searches):
    events = [start(60 * minute, CERTUTIL, ADD, pid=minute) for minute in range(20)]
    kept = [row for now in (QUARTER, QUARTER, QUARTER + 300, 2 * QUARTER) for row in keep(searches, events, now=now)]
    assert len(kept) > 20
    shown = findings(searches, kept, "_time")
    assert len(shown) == len(set(shown)) == 20


def test_an_event_that_comes_late_is_kept(searches: Searches):
    late = {**start(-7200, CERTUTIL, ADD), "_indextime": f"{START}"}
    assert findings(searches, keep(searches, [late], now=QUARTER), "_time") == [(-7200,)]


def test_values_that_hold_the_joint_stay_in_one_piece(searches: Searches):
    text = '| makeresults | eval x=mvappend("a||b", "c|d"), y=`codesignrisk_joined(x)`, z=split(y, "||")'
    assert table(searches.run_text(text), "y z") == [("a|b||c|d", ["a|b", "c|d"])]


def test_no_text_of_an_event_becomes_a_field_of_the_finding(searches: Searches):
    """Splunk reads name=value pairs out of a summary's text, whatever they are."""
    [row] = keep(searches, [start(0, CERTUTIL, ADD)])
    forged = {**row, "dest": "evil", "file_hash": "ff", "codesign_allowlisted": "evil", "Signed": "true"}
    assert findings(searches, [forged], "dest file_hash codesign_allowlisted") == [(HOST, None, None)]


def test_a_summary_event_that_is_none_of_ours_is_left_out(searches: Searches):
    other = {"_time": f"{START}", "index": "summary", "source": "codesignrisk_findings", "_raw": "no object"}
    assert findings(searches, [other], "codesign_score codesign_action") == []
    assert searches.run_text("`codesignrisk_kept_findings` | `codesignrisk_findings`", [other]).rows == []


def test_the_story_out_of_kept_findings_has_the_first_runs_of_what_was_signed(searches: Searches):
    events = [written(0, PFX), signed(10), ran(60), start(70, CERTUTIL, ADD, host="ws-2")]
    live = story(searches, events)
    kept = story(searches, searches.keep("`codesignrisk_kept_findings`", events), source=KEPT)
    columns = "_time dest codesign_stage codesign_score codesign_message process_name drop_age"
    assert table(kept, columns) == table(live, columns)
    assert [row[0] for row in table(kept, "codesign_stage")] == ["sign", "drop", "execution"]
    assert SIGN.endswith(TOOL)
