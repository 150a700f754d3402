"""One process start, told by every sensor in its own words, gets one verdict; what we do not judge passes."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import fields, sources
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.records.sensors import MARKS, load
from codesignrisk_core.scorer import Scorer
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import without_actor
from tests.core.sensor_events import (
    APP,
    CERTUTIL,
    DEFENDER_PROCESS,
    ECS_PROCESS,
    LINUX,
    MACOS,
    OSQUERY,
    POWERSHELL,
    SYSMON,
    WINDOWS,
)


@pytest.mark.parametrize("source", WINDOWS)
def test_a_process_start_of_windows(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(WINDOWS[source])
    assert without_actor(verdict) == without_actor(scorer.assess(WINDOWS["Sysmon"]))
    assert (verdict["codesign_event"], verdict["codesign_action"]) == ("process", "add_to_store")
    assert Reader().read(WINDOWS[source]).host == "host1"


@pytest.mark.parametrize("source", MACOS)
def test_a_process_start_of_macos(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(MACOS[source])
    assert without_actor(verdict) == without_actor(scorer.assess(MACOS["eslogger"]))
    assert (verdict["codesign_action"], verdict["codesign_target"]) == ("sign", [APP.lower()])
    assert verdict["codesign_parent_class"] == "shell"


@pytest.mark.parametrize("source", LINUX)
def test_a_process_start_of_linux(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(LINUX[source])
    assert without_actor(verdict) == without_actor(scorer.assess(LINUX["Laurel"]))
    assert "/home/jane/my key.pfx" in verdict["codesign_files"]  # type: ignore[operator]


OTHERS: list[dict[str, Any]] = [
    {**DEFENDER_PROCESS, "ActionType": "OpenProcessApiCall"},
    {"ActionType": "LogonSuccess", "DeviceName": "host1", "AccountName": "jane"},
    {"properties.ActionType": "ConnectionSuccess", "properties.InitiatingProcessFolderPath": POWERSHELL},
    {**ECS_PROCESS, "event.category": "network", "event.type": "start"},
    {**ECS_PROCESS, "event.category": "process", "event.type": "end", "event.action": "end"},
    {**MACOS["Elastic Defend"], "event.action": "fork"},
    # auditd's records of services, as Filebeat and Auditbeat put them into the schema: no command line there
    {"event.category": "process", "event.type": "start", "event.action": "started-service", "process.name": "systemd"},
    {**ECS_PROCESS, "event.category": "file", "event.type": "access", "event.action": "open", "file.path": "C:\\x.pfx"},
    {**ECS_PROCESS, "event.category": "registry", "event.type": "access", "registry.path": "HKLM\\SOFTWARE"},
    {"event.code": "9", "process.executable": "/usr/bin/codesign"},
    {"winlog.event_id": "5", "winlog.channel": SYSMON, "process.executable": CERTUTIL["Image"]},
    {"winlog.event_id": "1", "winlog.channel": "System", "process.executable": CERTUTIL["Image"]},
    {"event_simpleName": "DnsRequest", "ImageFileName": "\\Device\\HarddiskVolume3\\a.exe", "CommandLine": "certutil"},
    {"event_simpleName": "EndOfProcess", "CommandLine": CERTUTIL["CommandLine"]},
    # a detection tells of a start that ProcessRollup2 tells too
    {"ExternalApiType": "Event_EppDetectionSummaryEvent", "CommandLine": CERTUTIL["CommandLine"], "FileName": "x.exe"},
    {"process.executable.path": "/usr/bin/codesign", "event.open.file.path": "/tmp/x.p12"},
    {**OSQUERY, "columns.event_type": "fork"},
    {**OSQUERY, "columns.syscall": "clone"},
    {**OSQUERY, "action": "removed"},
    {"columns.path": "/usr/bin/codesign", "columns.sha256": "00"},
    {"columns.target_path": "/tmp/x.p12", "columns.action": "ATTRIBUTES_MODIFIED"},
    {"type": "SYSCALL", "argc": "", "a0": "55d0", "a1": "0", "exe": "/usr/bin/openssl", "comm": "openssl"},
    {"type": "PATH", "name": "/etc/pki/ca-trust/source/anchors/x.crt", "nametype": "CREATE"},
    {"type": "EXECVE", "argc": "9" * 5000, "a0": "openssl"},
    {"type": "EXECVE", "argc": "²", "a0": "openssl"},
    {"type": "EXECVE", "argc": "0"},
]


@pytest.mark.parametrize("record", OTHERS)
def test_what_is_not_judged_passes_through(record: dict[str, Any], scorer: Scorer) -> None:
    verdict = scorer.assess(record)
    assert (verdict["codesign_event"], verdict["codesign_score"], verdict["codesign_error"]) == ("other", 0, "")


def test_a_library_that_an_endpoint_calls_a_process_event_is_an_image(scorer: Scorer) -> None:
    """Elastic's old endpoint puts library loads into the category of processes."""
    record = {
        "event.category": "process",
        "event.type": "start",
        "event.action": "loaded",
        "dll.path": "C:\\Tools\\version.dll",
        "process.executable": "C:\\Windows\\System32\\notepad.exe",
    }
    verdict = scorer.assess(record)
    assert (verdict["codesign_event"], verdict["codesign_score"], verdict["codesign_error"]) == ("image", 0, "")


def test_one_chunk_holds_events_of_many_sensors(scorer: Scorer) -> None:
    """splunkd sends the union of the columns; a row's others are empty."""
    records = [record for group in (WINDOWS, MACOS, LINUX) for record in group.values()] + OTHERS
    blank = dict.fromkeys((name for record in records for name in record), "")
    for record in records:
        assert scorer.assess({**blank, **record}) == scorer.assess(record)


def test_every_name_is_asked_for() -> None:
    """splunkd keeps every other column to itself, so a name that is read and not asked for is never there."""
    required = set(sources.required(sources.NAMES))
    assert {name for sensor in MARKS for name in load(sensor).required()} <= required
    told_elsewhere = {"event_type", "event_platform", "columns.parent"}
    for group in (WINDOWS, MACOS, LINUX):
        for record in group.values():
            assert set(record) - told_elsewhere <= required


VALUES = st.one_of(st.text(), st.lists(st.text(), max_size=4), st.none())


@given(
    st.sampled_from([record for group in (WINDOWS, MACOS, LINUX) for record in group.values()]),
    st.dictionaries(st.sampled_from(sources.required(sources.NAMES)), VALUES, max_size=8),
)
def test_reading_never_raises_and_gives_text(record: dict[str, Any], odd: dict[str, Any]) -> None:
    view = Reader().view({**record, **odd})
    assert all(isinstance(view.get(canonical), str) for canonical in fields.ALIASES)
