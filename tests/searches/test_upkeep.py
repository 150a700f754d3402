"""The searches that look after the app itself: allowlist, coverage, errors, and the site's own tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.searches.events import CERTUTIL, HOST, TEMP, audited, script, start, stored, written
from tests.searches.harness import Searches, table

DAY = 86_400
ADD = f"certutil -addstore root {TEMP}x.cer"
PKI = "The PKI team's own host"


def test_allowlisted_tells_what_each_reason_hid(allowlisting: Searches):
    events = [
        start(0, CERTUTIL, ADD),
        audited(0, CERTUTIL, ADD),
        stored(1, "Root"),
        written(2, TEMP + "x.cer"),
        start(9, CERTUTIL, ADD, host="ws-0999.corp.example"),
    ]
    result = allowlisting.run("Upkeep Allowlisted", events, now=DAY)
    assert table(result, "codesign_allowlisted count hosts dest codesign_action last_time") == [
        (PKI, 3, 1, HOST, ["add_to_store", "certificate_drop"], "2025-06-03T09:00:02")
    ]


def test_nothing_is_hidden_by_the_empty_list(searches: Searches):
    assert searches.run("Upkeep Allowlisted", [start(0, CERTUTIL, ADD)], now=DAY).rows == []


EXPIRES = {
    "2025-06-02": ("expired", -1),
    "2025-06-03": ("expires soon", 0),
    "2025-07-03": ("expires soon", 30),
    "": ("never expires", None),
    "soon": ("left out: expires 'soon' of rule 'pki' is not a date like 2027-01-31", None),
}


@pytest.mark.parametrize(("expires", "state"), EXPIRES.items())
def test_expiry(searches: Searches, tmp_path: Path, expires, state):
    rows = f"rule_id,host,reason,owner,expires\n# not read,h,why,me,2025-06-03\npki,h,why,me,{expires}\n"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(rows, encoding="utf-8")
    result = searches.run("Upkeep Allowlist Expiry", lookups=tmp_path)
    assert table(result, "rule_id state days reason owner") == [("pki", *state, "why", "me")]


NO_USE = {
    "pki,**,,why,me,2099-12-31": "left out: rule 'pki' would allow everything",
    "pki,h,,,me,2099-12-31": "left out: rule 'pki' has no reason or no owner",
    ",h,,why,me,2099-12-31": "left out: 'rule_id' is empty",
    "pki,h,add_to_stor_root,why,me,2099-12-31": "hides nothing: no indicator is called 'add_to_stor_root'",
}


@pytest.mark.parametrize(("row", "state"), NO_USE.items())
def test_a_row_that_is_left_out_or_hides_nothing_is_listed_and_says_why(searches: Searches, tmp_path: Path, row, state):
    rows = f"rule_id,host,indicator,reason,owner,expires\n{row}\n"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(rows, encoding="utf-8")
    assert table(searches.run("Upkeep Allowlist Expiry", lookups=tmp_path), "state") == [(state,)]


def test_a_row_that_is_long_in_force_is_not_listed(searches: Searches, tmp_path: Path):
    twin = tmp_path / "codesignrisk_allowlist_local.csv"
    rows = "rule_id,host,indicator,reason,owner,expires\npki,h,add_to_*_root,why,me,2025-07-04\n"
    twin.write_text(rows, encoding="utf-8")
    assert searches.run("Upkeep Allowlist Expiry", lookups=tmp_path).rows == []


def test_a_missing_twin_is_a_warning_only(searches: Searches):
    result = searches.run("Upkeep Allowlist Expiry")
    assert result.rows == []
    assert [severity for severity, _ in result.messages] == ["WARN"] * 2


def test_coverage_tells_what_each_host_lacks(searches: Searches):
    complete, bare, mixed = "ws-1.corp.example", "ws-2.corp.example", "ws-3.corp.example"
    events = [
        start(0, CERTUTIL, "certutil -store", host=complete),
        written(0, TEMP + "x.txt", host=complete),
        stored(0, host=complete),
        script(0, "1", host=complete),
        audited(0, CERTUTIL, "", host=bare),
        audited(1, CERTUTIL, "certutil -store", host=bare),
        start(0, CERTUTIL, "certutil -store", host=mixed),
        written(0, "C:\\Windows\\x.cer", host="ws-4.corp.example"),
    ]
    result = searches.run("Upkeep Coverage", events, now=DAY)
    assert table(result, "dest missing sysmon_starts security_starts without_line") == [
        (
            bare,
            ["command lines in 4688 (1 of 2)", "Sysmon 1", "Sysmon 11", "Sysmon 12, 13", "PowerShell 4104"],
            0,
            2,
            1,
        ),
        (mixed, ["Sysmon 11", "Sysmon 12, 13", "PowerShell 4104"], 1, 0, 0),
    ]


def test_errors_are_counted_by_cause(searches: Searches):
    events = [
        audited(0, CERTUTIL, ""),
        audited(1, CERTUTIL, "", host="ws-2.corp.example"),
        start(0, CERTUTIL, ADD),
        script(0, "", block="pfx"),
    ]
    result = searches.run("Upkeep Errors", events, now=DAY)
    assert table(result, "codesign_event codesign_error count hosts") == [
        ("process", "no command line: turn on command-line auditing for process creation events", 2, 2),
        ("script", "no script text", 1, 1),
    ]


def test_events_that_were_assessed_are_told_from_none_at_all(searches: Searches):
    search = "index=* | codesignrisk who=true | `codesignrisk_who` | `codesignrisk_assessment`"
    events = [
        audited(0, CERTUTIL, ""),
        start(0, CERTUTIL, ADD),
        start(1, CERTUTIL, "x", host="ws-2.corp.example"),
        {**start(2, CERTUTIL, "x"), "EventCode": "3", "EventID": "3"},
    ]
    assert table(searches.run_text(search, events), "codesign_event codesign_error count hosts") == [
        ("process", "none", 2, 2),
        ("process", "no command line: turn on command-line auditing for process creation events", 1, 1),
    ]
    assert searches.run_text(search, events[3:]).rows == []


def test_each_node_tells_what_is_wrong_with_its_tables(own_app: Path):
    lookups = own_app / "lookups"
    (lookups / "codesignrisk_parents_local.csv").write_text("image,class\nx.exe,\n", encoding="utf-8")
    (lookups / "codesignrisk_allowlist_local.csv").write_text(
        "rule_id,host,reason,owner,expires\nold,h,why,me,2020-01-31\n", encoding="utf-8"
    )
    assert table(Searches(own_app).run("Upkeep Health"), "said nodes role") == [
        ("codesignrisk_parents_local.csv row 2: 'class' of 'x.exe' is empty; row left out", 1, "search head"),
        ("codesignrisk_allowlist_local.csv row 2: rule 'old' expired on 2020-01-31; not applied", 1, "search head"),
    ]


def test_nodes_in_order(searches: Searches):
    assert table(searches.run("Upkeep Health"), "said nodes role sdk") == [("in order", 1, "search head", "2.1.1")]


def test_broken_rows_of_a_lookup_are_told_by_the_job(own_app: Path):
    (own_app / "lookups" / "codesignrisk_parents_local.csv").write_text("image,class\nx.exe,\n", encoding="utf-8")
    result = Searches(own_app).run("Upkeep Errors", [start(0, CERTUTIL, ADD)], now=DAY)
    assert [text for _, text in result.messages] == [
        "codesignrisk: codesignrisk_parents_local.csv row 2: 'class' of 'x.exe' is empty; row left out"
    ]


@pytest.mark.parametrize("name", ["Allowlist", "Indicators", "Parents"])
def test_setup_makes_a_table_that_changes_nothing(own_app: Path, name):
    from codesignrisk_core import settings

    shipped = f"codesignrisk_{name.lower()}.csv"
    lookups = own_app / "lookups"
    before = settings.load(lookups, shipped=lookups)
    Searches(own_app).run(f"Setup {name}", lookups=lookups)
    made = lookups / shipped.replace(".csv", "_local.csv")
    header, example = made.read_text(encoding="utf-8").splitlines()
    assert header.replace('"', "") == (lookups / shipped).read_text(encoding="utf-8").splitlines()[0]
    assert example.replace('"', "").startswith("# example")
    assert settings.load(lookups, shipped=lookups) == before


@pytest.mark.parametrize("name", ["Allowlist", "Indicators", "Parents"])
def test_setup_leaves_a_table_that_has_rows_as_it_is(searches: Searches, tmp_path: Path, name):
    twin = tmp_path / f"codesignrisk_{name.lower()}_local.csv"
    twin.write_text("rule_id,own\nmine,1\n", encoding="utf-8")
    searches.run(f"Setup {name}", lookups=tmp_path)
    assert twin.read_text(encoding="utf-8") == "rule_id,own\nmine,1\n"


def test_the_example_of_the_allowlist_would_hide_nothing_without_its_mark(own_app: Path):
    from codesignrisk_core import settings

    lookups = own_app / "lookups"
    Searches(own_app).run("Setup Allowlist", lookups=lookups)
    made = lookups / "codesignrisk_allowlist_local.csv"
    made.write_text(made.read_text(encoding="utf-8").replace("# example", "example"), encoding="utf-8")
    loaded = settings.load(lookups, shipped=lookups)
    assert loaded.allowlist == []
    assert [notice.normal for notice in loaded.notices] == [True]  # it expired
