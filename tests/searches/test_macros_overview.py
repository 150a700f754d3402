"""What the overview is made of: findings, cases, changes of trust, drops and their use, the logs that arrive."""

from __future__ import annotations

import json

import pytest

from scripts import ROOT
from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    HOST,
    POWERSHELL,
    START,
    THUMBPRINT,
    audited,
    script,
    start,
    stored,
    sysmon,
    written,
)
from tests.searches.harness import Searches, table
from tests.searches.story import KEPT, LIVE

CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
MSBUILD = "C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe"
CER = DOWNLOADS + "x.cer"
TRUST = f"certutil -addstore TrustedPublisher {CER}"
STORE = "LocalMachine\\trustedpublisher"
OTHER = "ws-0158.corp.example"


def findings(searches: Searches, events, rest, columns):
    return table(searches.run_text(f"`codesignrisk_live_findings` | `codesignrisk_findings` {rest}", events), columns)


def test_findings_are_what_scores_and_what_was_dropped(searches: Searches):
    events = [
        start(0, CERTUTIL, TRUST),
        audited(0, CERTUTIL, TRUST),
        written(-60, DOWNLOADS + "z.cer", CHROME, pid=1),
        written(-50, DOWNLOADS + "y.cer", MSBUILD),
        start(10, CERTUTIL, "certutil -store My"),
    ]
    assert findings(searches, events, "", "_time codesign_action codesign_score TrustedStoreTarget") == [
        (0, "add_to_store", 62, 1),
        (-60, "certificate_drop", 17, 0),
    ]


def test_a_use_that_scores_little_counts_once_the_drop_is_added(searches: Searches):
    """What Certificate Drop Then Use alerts on stands in the overview with the same score."""
    weak = start(0, CERTUTIL, f"certutil -decode {CER} x.bin", parent=MSBUILD)
    assert findings(searches, [weak], "", "codesign_score") == []
    columns = "codesign_event codesign_score codesign_band dropper"
    rows = findings(searches, [written(-60, CER, CHROME, pid=1), weak], "", columns)
    [(message,)] = findings(searches, [written(-60, CER, CHROME, pid=1), weak], "| head 1", "codesign_message")
    assert message.endswith("; chrome.exe wrote x.cer 60 s before")
    assert rows == [("process", 31, "low", "chrome.exe"), ("file", 17, "info", None)]


def test_a_case_is_what_belongs_together_on_one_host_however_it_was_seen(searches: Searches):
    events = [
        start(0, CERTUTIL, TRUST),
        stored(1, user="NT AUTHORITY\\SYSTEM"),
        script(0.5, f"certutil -addstore TrustedPublisher {CER}"),
        start(60, CERTUTIL, TRUST, host=OTHER, user="CORP\\b.okafor"),
        # the same file again, and after ten minutes another one in another store
        start(90, CERTUTIL, f"certutil -user -addstore root {CER}"),
        start(691, CERTUTIL, f"certutil -user -addstore root {DOWNLOADS}other.cer"),
    ]
    columns = "host score band first last findings user cases_on_host"
    cases = findings(searches, events, "| `codesignrisk_cases`", columns)
    assert cases == [
        (HOST, 70, "high", at(0), at(90), 4, "a.rivera", 2),
        (HOST, 62, "high", at(691), at(691), 1, "a.rivera", 2),
        (OTHER, 62, "high", at(60), at(60), 1, "b.okafor", 1),
    ]


HOSTS = [
    (["ws-0142", HOST], [(HOST, 2)]),
    (["WS-0142", HOST, "10.0.0.5", "10.0.0.6"], [("10.0.0.5", 1), ("10.0.0.6", 1), (HOST, 2)]),
    (["ws-0142", HOST, "ws-0142.b.example"], [("ws-0142", 1), ("ws-0142.b.example", 1), (HOST, 1)]),
    (["ws-0142", "ws-01.corp.example"], [("ws-01.corp.example", 1), ("ws-0142", 1)]),
]


@pytest.mark.parametrize(("names", "expected"), HOSTS)
def test_a_host_with_and_without_its_domain_has_one_case(searches: Searches, names, expected):
    events = [start(at, CERTUTIL, TRUST, host=name, pid=at) for at, name in enumerate(names)]
    assert sorted(findings(searches, events, "| `codesignrisk_cases`", "host findings")) == sorted(expected)


def test_seen_as_names_each_kind_of_event(searches: Searches):
    events = [start(0, CERTUTIL, TRUST), stored(1)]
    [(seen, what)] = findings(searches, events, "| `codesignrisk_cases`", "seen_as what")
    assert seen == ["process", "registry"]
    assert what.startswith("certutil adds a certificate to LocalMachine\\trustedpublisher; the registry shows that")


def test_changes_of_trust_gather_what_each_event_knows_of_the_certificate(searches: Searches):
    events = [start(0, CERTUTIL, TRUST), stored(1), start(5, CERTUTIL, f"certutil -exportpfx my {DOWNLOADS}x.pfx")]
    changes = findings(
        searches, events, "| `codesignrisk_trust_changes`", "host store certificate program last seen_as"
    )
    assert changes == [(HOST, STORE, ["x.cer", THUMBPRINT], "certutil.exe", at(1), ["process", "registry"])]


def test_a_change_of_the_list_of_a_user_s_roots_is_one_of_trust(searches: Searches):
    root = "HKU\\S-1-5-21-1-1104\\Software\\Microsoft\\SystemCertificates"
    changed = sysmon(
        *(0, 13, HOST),
        EventType="SetValue",
        Image=f"{DOWNLOADS}setup.exe",
        TargetObject=f"{root}\\Root\\ProtectedRoots\\Certificates",
        Details="Binary Data",
        User="CORP\\a.rivera",
    )
    changes = findings(searches, [changed], "| `codesignrisk_trust_changes`", "host store program")
    assert changes == [(HOST, "CurrentUser\\root", "setup.exe")]


def at(seconds: float) -> str:
    """A time as events have it."""
    return f"{START + seconds:.3f}"


PATH = CER.lower()
DROPS = {
    "used": (
        [written(-60, CER, CHROME, pid=1), start(0, CERTUTIL, TRUST)],
        [(PATH, "chrome.exe", at(-60), "certutil.exe add to store", at(0), 87)],
    ),
    "used twice, which is one drop": (
        [
            written(-60, CER, CHROME, pid=1),
            start(0, CERTUTIL, TRUST),
            start(9, POWERSHELL, f"powershell -c {TRUST}", pid=7),
        ],
        [(PATH, "chrome.exe", at(-60), ["certutil.exe add to store", "powershell.exe add to store"], at(0), 87)],
    ),
    "not used": ([written(-60, CER, CHROME, pid=1)], [(PATH, "chrome.exe", at(-60), None, None, 17)]),
    "used by another host": (
        [written(-60, CER, CHROME, pid=1), start(0, CERTUTIL, TRUST, host=OTHER)],
        [(PATH, "chrome.exe", at(-60), None, None, 17)],
    ),
    "used too late": (
        [written(-90_000, CER, CHROME, pid=1), start(0, CERTUTIL, TRUST)],
        [(PATH, "chrome.exe", at(-90_000), None, None, 17)],
    ),
    "used but not seen to be dropped": ([start(0, CERTUTIL, TRUST)], []),
}


@pytest.mark.parametrize("name", DROPS)
def test_drops_and_their_use(searches: Searches, name):
    events, rows = DROPS[name]
    columns = "file_path dropper dropped use used score"
    assert findings(searches, events, "| `codesignrisk_drops_and_use`", columns) == rows


PEOPLE = [
    (["a.rivera", "SYSTEM"], "a.rivera"),
    (["S-1-5-21-1-2", "a.rivera"], "a.rivera"),
    (["S-1-5-21-1-2", "SYSTEM", "unknown"], "S-1-5-21-1-2"),
    (["SYSTEM"], "SYSTEM"),
    (["NETWORK SERVICE", "SYSTEM"], ["NETWORK SERVICE", "SYSTEM"]),
    (["a.rivera", "b.okafor"], ["a.rivera", "b.okafor"]),
]


@pytest.mark.parametrize(("users", "told"), PEOPLE)
def test_people(searches: Searches, users, told):
    search = f'| makeresults | eval user=split("{"|".join(users)}", "|") | `codesignrisk_people`'
    assert table(searches.run_text(search), "user") == [(told,)]


ACTIVITIES = [
    ("certutil", "certutil.exe", "process", "add_to_store", "certutil: add to store"),
    ("none", "viewer.exe", "registry", "add_to_store", "viewer.exe: add to store"),
    ("none", "unknown", "driver", "load_driver", "driver: load driver"),
]


@pytest.mark.parametrize(("tool", "process", "event", "action", "activity"), ACTIVITIES)
def test_activities(searches: Searches, tool, process, event, action, activity):
    search = (
        f'| makeresults | eval codesign_tool="{tool}", process_name="{process}", codesign_event="{event}", '
        f'codesign_action="{action}" | `codesignrisk_activity`'
    )
    assert table(searches.run_text(search), "activity") == [(activity,)]


def test_a_row_says_that_there_is_no_other(searches: Searches):
    rest = '| table x y | `codesignrisk_if_empty("y","Nothing, sadly")`'
    assert table(searches.run_text(f"| makeresults | where x=1 {rest}"), "x y") == [(None, "Nothing, sadly")]
    assert table(searches.run_text(f"| makeresults | eval x=1 {rest}"), "x y") == [(1, None)]


def test_times_to_read_name_their_zone(searches: Searches):
    result = searches.run_text("| makeresults | eval t=1748941200.5 | `codesignrisk_day_time(t)`")
    assert table(result, "t") == [("2025-06-03 09:00:00 UTC",)]


def test_sources_count_what_arrives_and_name_what_does_not(searches: Searches):
    events = [
        start(0, CERTUTIL, TRUST),
        written(-60, CER, CHROME, host=OTHER),
        audited(5, CERTUTIL, TRUST),
        script(7, "Get-Date"),
        {"_time": at(9), "host": "mac", "source": "osqueryd.results.log", "sourcetype": "osquery:results"},
        {"_time": at(8), "host": OTHER, "source": "WinEventLog:System", "sourcetype": "WinEventLog"},
        {"_time": at(9), "host": "web", "source": "access.log", "sourcetype": "access_combined"},
        {"_time": at(3), "host": "sh1", "index": "summary", "source": "codesignrisk_findings", "sourcetype": "stash"},
    ]
    result = searches.run_text("| `codesignrisk_sources`", events)
    assert [(row["log"], row["events"], row.get("hosts"), row.get("last")) for row in result.rows] == [
        ("Certificate and signature logs", "0", "0", None),
        ("Forwarded events", "0", "0", None),
        # their index field host is the search head
        ("Kept findings", "1", None, at(3)),
        ("PowerShell", "1", "1", at(7)),
        ("Security", "1", "1", at(5)),
        ("Sysmon", "2", "2", at(0)),
        ("System", "1", "1", at(8)),
        ("osquery", "1", "1", at(9)),
    ]


def test_the_scripts_of_powershell_are_no_case_of_their_own(searches: Searches):
    events = [start(0, POWERSHELL, "powershell -c Get-Date")]
    assert findings(searches, events, "", "_time") == []


# The figures beside those of the time before

FIGURES = "codesign_at high cases hosts changes drops used"


def trend(searches: Searches, events, earliest, latest, **tokens):
    """The rows of the overview's trend, over kept findings, for a page from `earliest` to `latest`."""
    from lab.dashboards.view import load_view

    view = load_view(ROOT / "default" / "data" / "ui" / "views" / "overview.xml")
    query = view.definition["dataSources"]["ds_trend"]["options"]["query"]
    for token, value in {"host": "*", "user": "*", "score": "20", "from": KEPT, **tokens}.items():
        query = query.replace(f"${token}|s$", json.dumps(value))
    query, _, last = query.rpartition(" | ")
    assert last == "`codesignrisk_change`"
    kept = searches.keep("`codesignrisk_kept_findings`", events, now=7200)
    result = searches.run_text(query, kept, now=7200, earliest=earliest, latest=latest)
    return table(result, FIGURES)


HOUR = [written(3600, CER, CHROME, pid=1), start(3660, CERTUTIL, TRUST), start(5000, CERTUTIL, TRUST, host=OTHER)]
BEFORE = [start(600, CERTUTIL, TRUST), written(-9000, CER, CHROME, pid=1)]


def test_the_figures_of_the_time_before_stand_beside_those_of_the_page(searches: Searches):
    """What lies before twice the range is not read, and the drop of one time joins no use of the other."""
    earliest, latest = START + 3600, START + 7200
    now = ("now", 2, 2, 2, 2, 1, 1)
    assert trend(searches, [*BEFORE, *HOUR], earliest, latest) == [("before", 1, 1, 1, 1, 0, 0), now]
    assert trend(searches, BEFORE, earliest, latest) == [("before", 1, 1, 1, 1, 0, 0), ("now", 0, 0, 0, 0, 0, 0)]


def test_the_time_before_begins_with_the_epoch_where_the_page_is_longer(searches: Searches):
    """As of an event whose clock is in the year 2999."""
    before = ("before", 1, 1, 1, 1, 0, 0)
    events = [start(600, CERTUTIL, TRUST), *HOUR]
    assert trend(searches, events, START + 3600, 32_472_144_000) == [before, ("now", 2, 2, 2, 2, 1, 1)]


def test_the_trend_is_of_the_chosen_host_user_and_bands(searches: Searches):
    earliest, latest = START + 3600, START + 7200
    other = start(900, CERTUTIL, TRUST, host=OTHER, user="CORP\\b.okafor")
    one = ("before", 1, 1, 1, 1, 0, 0)
    assert trend(searches, [other, *HOUR], earliest, latest, host=OTHER) == [one, ("now", 1, 1, 1, 1, 0, 0)]
    assert trend(searches, [other, *HOUR], earliest, latest, user="b.okafor") == [one, ("now", 0, 0, 0, 0, 0, 0)]
    # drops are shown in every band
    earlier = [written(60, CER, CHROME, pid=1), start(120, CERTUTIL, TRUST), other]
    assert trend(searches, [*earlier, *HOUR], earliest, latest, score="80") == [
        ("before", 1, 1, 1, 1, 1, 1),
        ("now", 1, 1, 1, 1, 1, 1),
    ]


def test_a_change_is_what_is_there_now_without_what_was_before(searches: Searches):
    rows = [
        f'high={n} cases={2 * n} hosts=0 changes=1 drops={n} used=0 codesign_at="{at}"'
        for n, at in ((3, "before"), (1, "now"))
    ]
    given = " | append [| makeresults | eval ".join(row.replace(" ", ", ") for row in rows)
    search = f'| makeresults | eval {given}] | eval codesign_first="before" | `codesignrisk_change`'
    assert table(searches.run_text(search), "high cases hosts changes drops used") == [(-2, -4, 0, 0, -2, 0)]
    assert searches.run_text("| makeresults | where 1=2 | `codesignrisk_change`").rows == []


def test_no_trend_without_a_time_before(searches: Searches):
    """Of all time, of a live scan, and where nothing was found before: nothing may have been kept."""
    assert trend(searches, HOUR, START + 3600, START + 7200) == []
    assert trend(searches, HOUR, None, None) == []
    assert trend(searches, HOUR, 0, START + 7200) == []
    assert trend(searches, HOUR, START + 3600, START + 7200, **{"from": LIVE}) == []
    assert trend(searches, [], START + 3600, START + 7200) == []


def test_a_link_to_findings_names_them_as_the_overview_does(searches: Searches):
    events = [start(0, CERTUTIL, TRUST), audited(0, CERTUTIL, TRUST), start(5, CERTUTIL, "certutil -store My")]
    rows = searches.run_text("`codesignrisk_live` | `codesignrisk_scored` | `codesignrisk_finding_rows`", events)
    assert table(rows, "codesign_score tool action technique") == [
        (62, "certutil", "add to store", rows.rows[0]["technique"])
    ]
    assert "T1553.004" in rows.rows[0]["technique"]


# What a page says that finds nothing

LISTED = start(10, CERTUTIL, "certutil -store My")
HIDDEN = [start(0, CERTUTIL, TRUST, host="ws-0142.corp.example"), start(600, CERTUTIL, TRUST, pid=5)]
ON_KEPT = "Live scan, above, reads the events themselves; Log sources, below, tell which of them arrive, and "
ON_KEPT += "Tune which could not be assessed"
ON_LIVE = "Log sources, below, tell what arrives in it, and Tune what could not be assessed"
NOTHING = (
    "No finding is kept in this time range: nothing scores, none of the logs that are read arrived, or the search "
)
NOTHING += "Keep Findings does not run (step 5 on Start). "
WHY_NO_CASE = {
    "nothing is kept": (KEPT, [], {}, NOTHING + ON_KEPT),
    "nothing scores": (LIVE, [], {}, f"Nothing scores in this time range, and the allowlist hides nothing. {ON_LIVE}"),
    "one scores little": (
        KEPT,
        [LISTED],
        {},
        "No kept finding of this time range scores 20 or more: 1 event scores below 20, 0 are hidden by the allowlist. "
        f"Tune shows them. {ON_KEPT}",
    ),
    "live, one scores little and two are hidden": (
        LIVE,
        [LISTED, *HIDDEN],
        {},
        "Nothing in this time range scores 20 or more: 1 event scores below 20, 2 are hidden by the allowlist. "
        f"Tune shows them. {ON_LIVE}",
    ),
    "kept, two are hidden": (
        KEPT,
        HIDDEN,
        {},
        "No kept finding of this time range scores 20 or more: 0 events score below 20, 2 are hidden by the allowlist. "
        f"Tune shows them. {ON_KEPT}",
    ),
    "a finding of another host": (
        KEPT,
        [start(0, CERTUTIL, TRUST, host=OTHER), *HIDDEN],
        {"host": HOST},
        "Nothing that is found here has the host, user and band chosen above",
    ),
}


@pytest.mark.parametrize(("source", "events", "tokens", "note"), WHY_NO_CASE.values(), ids=WHY_NO_CASE)
def test_where_no_case_is_the_note_counts_what_was_passed_over(allowlisting: Searches, source, events, tokens, note):
    query = chain("ds_no_cases", {"from": source, **tokens})
    result = allowlisting.run_text(query, allowlisting.keep("`codesignrisk_kept_findings`", events, now=7200), now=7200)
    assert [row["note"] for row in result.rows] == [note]


@pytest.mark.parametrize("name", ["ds_hosts", "ds_users", "ds_scope", "ds_chosen", "ds_bands", "ds_cases_shown"])
def test_no_panel_shows_the_row_with_the_counts(searches: Searches, name):
    """Its rows are those of the page without that row."""
    events = [written(-60, CER, CHROME, pid=1), start(0, CERTUTIL, TRUST), LISTED]
    query = chain(name, {"from": LIVE})
    assert query.count(" | `codesignrisk_passed_over`") == 1
    without = searches.run_text(query.replace(" | `codesignrisk_passed_over`", ""), events)
    assert searches.run_text(query, events).rows == without.rows
    assert without.rows


def chain(name, tokens):
    """A chain of the overview with all that it goes on with, as the view holds them, tokens filled."""
    from lab.dashboards.view import load_view

    sources = load_view(ROOT / "default" / "data" / "ui" / "views" / "overview.xml").definition["dataSources"]
    query = ""
    while name:
        options = sources[name]["options"]
        query, name = f"{options['query']} {query}", options.get("extend")
    for token, value in {"host": "*", "user": "*", "score": "20", **tokens}.items():
        query = query.replace(f"${token}|s$", json.dumps(value))
    return query
