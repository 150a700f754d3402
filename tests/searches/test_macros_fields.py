"""The macros that make fields, decide conditions and read data models; and that no macro is left untested."""

from __future__ import annotations

import pytest

from scripts import ROOT
from scripts.conf import read_conf
from tests.searches import datamodel
from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    START,
    SYSTEM32,
    TEMP,
    audited,
    start,
    stored,
    written,
)
from tests.searches.harness import Searches, table

ADD = f"certutil -addstore root {TEMP}x.cer"
PFX = DOWNLOADS + "x.pfx"

SYSMON = {"EventCode": "1", "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"}
WHO = {
    "a user loses the domain": (
        {"User": "CORP\\a.rivera", "Computer": "WS-1.corp.example", "host": "collector"},
        ("ws-1.corp.example", "a.rivera"),
    ),
    "the machine's own account is SYSTEM": (
        {"SubjectUserName": "WS-1$", "Computer": "WS-1.corp.example"},
        ("ws-1.corp.example", "SYSTEM"),
    ),
    "the account of another machine is not": (
        {"SubjectUserName": "WS-2$", "Computer": "WS-1.corp.example"},
        ("ws-1.corp.example", "WS-2$"),
    ),
    "another sensor": (
        {"columns.path": "/bin/x", "columns.cmdline": "x", "columns.username": "arivera", "host": "mac-1"},
        ("mac-1", "arivera"),
    ),
    "nobody is told": ({}, ("unknown", "unknown")),
    "of an event of no kind the host that splunkd gives it": (
        {"ActionType": "LogonSuccess", "host": "HEC"},
        ("hec", "unknown"),
    ),
}


@pytest.mark.parametrize(("fields", "expected"), WHO.values(), ids=WHO)
def test_who(searches: Searches, fields, expected):
    events = [{"_time": str(START), "index": "x", **fields}]
    result = searches.run_text("index=x | codesignrisk who=true | `codesignrisk_who`", events)
    assert table(result, "dest user") == [expected]


PROCESS = {
    "Sysmon": (
        {
            **SYSMON,
            "Image": "C:\\T\\A.exe",
            "ProcessId": "10",
            "ProcessGuid": "{AB-1}",
            "ParentImage": "C:\\P.EXE",
            "ParentProcessId": "9",
        },
        ("a.exe", 10, "p.exe", 9, "ab-1"),
    ),
    "4688": (
        {"NewProcessName": "C:\\T\\a.exe", "NewProcessId": "0xa", "ProcessId": "0x9", "ParentProcessName": "C:\\p.exe"},
        ("a.exe", 10, "p.exe", 9, None),
    ),
    "another sensor": (
        {
            "columns.path": "/usr/bin/codesign",
            "columns.cmdline": "codesign",
            "columns.pid": "10",
            "columns.parent": "9",
        },
        ("codesign", 10, "unknown", 9, None),
    ),
    "a script": (
        {"EventCode": "4104", "source": "XmlWinEventLog:Microsoft-Windows-PowerShell/Operational"},
        ("powershell.exe", None, "unknown", None, None),
    ),
    "the data model": (
        {
            "process_name": "a.exe",
            "process_path": "unknown",
            "process_id": "10",
            "process_guid": "unknown",
            "parent_process_id": "unknown",
        },
        ("a.exe", 10, "unknown", None, None),
    ),
}


@pytest.mark.parametrize(("fields", "expected"), PROCESS.values(), ids=PROCESS)
def test_process(searches: Searches, fields, expected):
    events = [{"_time": str(START), "index": "x", **fields}]
    result = searches.run_text("index=x | codesignrisk who=true | `codesignrisk_process`", events)
    assert table(result, "process_name process_id parent_process_name parent_process_id process_guid") == [expected]


HOSTS = [
    ({"Computer": "WS-1", "host": "collector"}, "ws-1"),
    ({"properties.DeviceName": "WS-1", "host": "hub"}, "ws-1"),
    ({"host.name": "WS-1", "host": "hec"}, "ws-1"),
    ({"host": "WS-1"}, "ws-1"),
    ({}, "unknown"),
]


@pytest.mark.parametrize(("fields", "dest"), HOSTS)
def test_host_where_the_command_has_not_run(searches: Searches, fields, dest):
    result = searches.run_text("index=x | `codesignrisk_host`", [{"_time": str(START), "index": "x", **fields}])
    assert table(result, "dest") == [(dest,)]


BANDS = {
    100: "critical",
    80: "critical",
    79: "high",
    60: "high",
    59: "medium",
    40: "medium",
    39: "low",
    20: "low",
    19: "info",
    0: "none",
}


@pytest.mark.parametrize(("score", "band"), BANDS.items())
def test_band_is_that_of_the_command(searches: Searches, score, band):
    result = searches.run_text(f"| makeresults | eval codesign_score={score} | `codesignrisk_band`")
    assert table(result, "codesign_band") == [(band,)]


CONDITIONS = {
    "codesignrisk_build_server": {
        'codesign_parent_class="build"': True,
        'codesign_indicators="build_path"': True,
        'codesign_indicators=mvappend("signtool_sign_file", "build_ancestry")': True,
        'codesign_indicators="signtool_sign_file"': False,
        'other="x"': False,
    },
    "codesignrisk_usual_dropper": {
        'codesign_indicators=mvappend("drop_key_file", "writer_sync_client")': True,
        'codesign_indicators="writer_browser"': False,
        'other="x"': False,
    },
    "codesignrisk_user_writable(path)": {
        'path="C:\\\\Users\\\\a\\\\x.exe"': True,
        'path="c:\\\\windows\\\\temp\\\\x.exe"': True,
        'path="D:\\\\ProgramData\\\\x.exe"': True,
        'path="C:\\\\Windows\\\\x.exe"': False,
        'path="C:\\\\Program Files\\\\Users\\\\x.exe"': False,
        'other="x"': False,
    },
}


@pytest.mark.parametrize(
    ("macro", "fields", "kept"), [(macro, *case) for macro, cases in CONDITIONS.items() for case in cases.items()]
)
def test_condition(searches: Searches, macro, fields, kept):
    for text, expected in ((f"where `{macro}`", kept), (f"where NOT (`{macro}`)", not kept)):
        result = searches.run_text(f"| makeresults | eval {fields} | {text}")
        # what is not known is not so: neither form may lose the row of a missing field
        if "other=" in fields and macro.startswith("codesignrisk_user_writable"):
            continue
        assert bool(result.rows) == expected


def test_thresholds_are_numbers(searches: Searches):
    names = ("alert", "trace", "risk")
    text = ", ".join(f"{name}=`codesignrisk_threshold_{name}`" for name in names)
    assert table(searches.run_text(f"| makeresults | eval {text}"), " ".join(names)) == [(60, 40, 20)]


def test_investigate_tells_what_scores_on_a_host_in_order(searches: Searches):
    events = [stored(5), start(0, CERTUTIL, ADD), stored(6, host="ws-0999.corp.example"), written(2, PFX)]
    for name in ("ws-0142.corp.example", "ws-0142"):
        result = searches.run_text(f'`codesignrisk_investigate("{name}")`', events)
        assert table(result, "_time codesign_event codesign_score") == [
            (0, "process", 62),
            (2, "file", 35),
            (5, "registry", 70),
        ]


def test_the_data_models_give_the_command_what_it_reads(searches: Searches):
    models = {
        "Endpoint.Processes": [
            datamodel.process(0, CERTUTIL, ADD, parent=POWERSHELL),
            datamodel.process(1, SYSTEM32 + "x.exe", "x"),
        ],
        "Endpoint.Filesystem": [datamodel.file(2, PFX), datamodel.file(3, TEMP + "x.txt")],
    }
    for macro, rows in (
        ("codesignrisk_dm_process_starts", [("process", 62)]),
        ("codesignrisk_dm_starts_and_files", [("process", 62), ("file", 28)]),
    ):
        result = searches.run_text(f"| `{macro}` | codesignrisk | sort 0 _time", datamodels=models)
        assert table(result, "codesign_event codesign_score") == rows


PARTS = {
    "codesignrisk_dm_processes": "Endpoint.Processes",
    "codesignrisk_dm_files": "Endpoint.Filesystem",
}


@pytest.mark.parametrize(("macro", "model"), PARTS.items())
def test_conditions_for_tstats(searches: Searches, macro, model):
    rows = {
        "Endpoint.Processes": [
            datamodel.process(0, SIGNTOOL, "signtool /?"),
            datamodel.process(1, SYSTEM32 + "x.exe", "x"),
        ],
        "Endpoint.Filesystem": [datamodel.file(2, PFX), datamodel.file(3, TEMP + "x.txt")],
    }
    result = searches.run_text(
        f"| tstats `codesignrisk_summariesonly` count FROM datamodel={model} WHERE `{macro}`", datamodels=rows
    )
    assert table(result, "count") == [(1,)]


def test_the_risk_of_a_host_in_the_last_week_by_search(searches: Searches):
    def risk(day: float, dest: str, score: int, source: str) -> dict[str, str]:
        told = {"normalized_risk_object": dest, "calculated_risk_score": str(score), "risk_message": f"scores {score}"}
        return {"_time": str(START - day * 86_400), "source": source, **told}

    rows = [risk(1, HOST, 40, "A"), risk(2, HOST, 20, "A"), risk(3, HOST, 70, "B"), risk(9, HOST, 99, "B")]
    rows.append(risk(1, "other", 80, "A"))
    result = searches.run_text(f'| `codesignrisk_risk_of("{HOST}")`', datamodels={"Risk.All_Risk": rows})
    assert table(result, "source events risk_score risk_message") == [
        ("B", 1, 70, "scores 70"),
        ("A", 2, 60, ["scores 20", "scores 40"]),
    ]


def test_what_is_found_is_one_row_for_each_thing_that_happened(searches: Searches):
    twins = [start(0, CERTUTIL, ADD), audited(0, CERTUTIL, ADD)]
    scored = "`codesignrisk_all_events` | codesignrisk `codesignrisk_sensors` min_score=1 | `codesignrisk_found`"
    result = searches.run_text(scored, twins)
    assert table(result, "dest codesign_action codesign_score") == [(HOST, "add_to_store", 62)]


def test_the_object_s_name_comes_off(searches: Searches):
    result = searches.run_text(
        '| makeresults | eval "Processes.user"="x" | `codesignrisk_drop_dm_object_name(Processes)`'
    )
    assert table(result, "user") == [("x",)]


def test_every_macro_is_executed():
    """By name in these tests, or in a saved search or view, which have tests, itself or through another macro."""
    macros = read_conf(ROOT / "default" / "macros.conf")
    saved = read_conf(ROOT / "default" / "savedsearches.conf")
    here = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "searches").glob("test_*.py"))
    texts = [
        here,
        *(stanza["search"] for stanza in saved.values()),
        # in the pivots ~ stands for a backtick
        *(macro["definition"].replace("~codesignrisk", "`codesignrisk") for macro in macros.values()),
        *(path.read_text(encoding="utf-8") for path in (ROOT / "default" / "data" / "ui" / "views").glob("*.xml")),
    ]
    unused = [name for name in macros if not any(f"`{name.partition('(')[0]}" in text for text in texts)]
    assert [name for name in unused if f'"{name}"' not in here] == []
