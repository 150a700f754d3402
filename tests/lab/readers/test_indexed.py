"""Events of files as an index has them: the searches of the app find them by sourcetype and EventCode."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from codesignrisk_core import settings
from codesignrisk_core.records import sensors
from codesignrisk_core.scorer import Scorer

from lab.commands.loading import load
from lab.paths import ROOT
from lab.readers.indexed import SOURCETYPES, indexed
from lab.records import Record
from lab.spl import run

EXPORTS = ROOT.parent / "shared" / "data" / "exports"
XML = {"sourcetype": "XmlWinEventLog"}
UNNAMED = (
    ("1", {"Image": "C:\\a.exe", "CommandLine": "a"}, "Microsoft-Windows-Sysmon/Operational"),
    ("11", {"Image": "C:\\a.exe", "TargetFilename": "C:\\a.cer"}, "Microsoft-Windows-Sysmon/Operational"),
    ("13", {"TargetObject": "HKLM\\a", "Details": "1"}, "Microsoft-Windows-Sysmon/Operational"),
    ("7", {"ImageLoaded": "C:\\a.dll"}, "Microsoft-Windows-Sysmon/Operational"),
    ("4688", {"NewProcessName": "C:\\a.exe"}, "Security"),
    ("4657", {"ObjectName": "\\REGISTRY\\MACHINE\\a"}, "Security"),
    ("4697", {"ServiceFileName": "C:\\a.sys"}, "Security"),
    ("7045", {"ImagePath": "C:\\a.sys"}, "System"),
    ("4104", {"ScriptBlockText": "a"}, "Microsoft-Windows-PowerShell/Operational"),
)
"""Number, fields and log of events of an export that names no log: a table of a search, say."""


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"EventID": "4688", "a": "x"}, {"EventID": "4688", "a": "x", "EventCode": "4688"}),
        ({"EventCode": "1", "EventID": "2"}, {"EventCode": "1", "EventID": "2"}),
        (
            {"ActionType": "ProcessCreated"},
            {"ActionType": "ProcessCreated", "sourcetype": "ms:defender:eventhub", "source": "ms:defender:eventhub"},
        ),
        (
            {"ActionType": "ProcessCreated", "sourcetype": "own"},
            {"ActionType": "ProcessCreated", "sourcetype": "own", "source": "own"},
        ),
        (
            {"winlog.event_id": "1", "sourcetype": "XmlWinEventLog"},
            {"winlog.event_id": "1", "sourcetype": "elastic:agent", "source": "elastic:agent"},
        ),
        ({"argc": "2"}, {"argc": "2", "sourcetype": "auditd", "source": "auditd"}),
        (
            {"argc": "2", "source": "/var/log/audit.log"},
            {"argc": "2", "sourcetype": "auditd", "source": "/var/log/audit.log"},
        ),
        ({"source": "WinEventLog:Security"}, {"source": "WinEventLog:Security", "sourcetype": "WinEventLog"}),
        (
            {"source": "XmlWinEventLog:Security", "sourcetype": "own"},
            {"source": "XmlWinEventLog:Security", "sourcetype": "own"},
        ),
        ({"a": "x", "source": "/x"}, {"a": "x", "source": "/x"}),
        *(
            ({**fields, "EventCode": code}, {**fields, "EventCode": code, **XML, "source": f"XmlWinEventLog:{log}"})
            for code, fields, log in UNNAMED
        ),
        # another provider's, a number alone, the classic log that the searches do not ask for
        (
            {"EventCode": "1", "Image": "a.exe", "source": "mine"},
            {"EventCode": "1", "Image": "a.exe", "source": "mine"},
        ),
        ({"EventCode": "3", "Image": "a.exe"}, {"EventCode": "3", "Image": "a.exe"}),
        ({"Image": "a.exe", "CommandLine": "a"}, {"Image": "a.exe", "CommandLine": "a"}),
        ({"EventCode": "800", "ScriptBlockText": "a"}, {"EventCode": "800", "ScriptBlockText": "a"}),
    ],
)
def test_what_an_add_on_would_name(record: Record, expected: Record) -> None:
    before = dict(record)
    assert indexed([record]) == [{"index": "main", "host": "unknown", **expected}]
    assert record == before


def test_an_index_that_an_export_names_stays() -> None:
    assert indexed([{"index": "windows", "host": "ws", "a": "x"}]) == [{"index": "windows", "host": "ws", "a": "x"}]


@pytest.mark.parametrize(
    ("record", "host"),
    [
        ({"host": "ws-1", "Computer": "ws-2"}, "ws-1"),
        ({"EventID": "4688", "Computer": "ws-2.corp.example"}, "ws-2.corp.example"),
        ({"host": "", "EventID": "4688", "Computer": "ws-2"}, "ws-2"),
        ({"ActionType": "ProcessCreated", "DeviceName": "ws-3"}, "ws-3"),
        ({"EventID": "4688"}, "unknown"),
    ],
)
def test_every_event_has_a_host(record: Record, host: str) -> None:
    assert [event["host"] for event in indexed([record])] == [host]


def test_log_sources_count_events_that_name_no_host() -> None:
    """tstats ... BY host leaves out what has none, and no event of an index does."""
    sysmon = {"_time": "1748942048", "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", "EventID": "1"}
    events = indexed([{**sysmon, "host": "ws"}, sysmon, sysmon])
    rows = run("| `codesignrisk_sources` | where events>0", events, app=ROOT, now=2e9, earliest="0").rows
    assert [(row["log"], row["events"], row["hosts"]) for row in rows] == [("Sysmon", "3", "2")]


def test_every_sensor_has_a_sourcetype_of_the_macros() -> None:
    assert set(SOURCETYPES) == set(sensors.MARKS)
    macros = (ROOT / "default" / "macros.conf").read_text(encoding="utf-8")
    for sourcetype in SOURCETYPES.values():
        assert f'"{sourcetype}"' in macros or sourcetype.startswith("elastic:")


def test_a_start_without_its_parent_is_found() -> None:
    record: Record = {
        "_time": "1748942048",
        "host": "ws",
        "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
        "EventID": "1",
        "Image": "C:\\Windows\\System32\\certutil.exe",
        "CommandLine": "certutil -addstore root x.cer",
    }
    found = run("`codesignrisk_process_events`", indexed([record]), app=ROOT, now=2e9, earliest="0")
    assert len(found.rows) == 1


SAMPLES = Path(__file__).parent / "samples"


def _exports() -> list[Path]:
    return sorted(path for path in (*SAMPLES.glob("*.*"), *EXPORTS.glob("*")) if path.suffix != ".py")


@pytest.mark.parametrize("path", _exports(), ids=lambda path: path.name)
def test_the_searches_find_what_a_scan_finds(path: Path) -> None:
    arguments = argparse.Namespace(timezone=None, encoding=None, lookups=[], app=ROOT)
    events, _ = load(arguments, [str(path)])
    scorer = Scorer(settings.load(ROOT / "lookups", shipped=ROOT / "lookups"))
    scanned = sum(int(str(scorer.assess(event)["codesign_score"])) >= 20 for event in events)
    search = "`codesignrisk_all_events` | codesignrisk `codesignrisk_sensors` min_score=20"
    assert len(run(search, indexed(events), app=ROOT, now=2e9, earliest="0").rows) >= scanned
