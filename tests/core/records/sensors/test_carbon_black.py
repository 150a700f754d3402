"""Carbon Black Cloud: starts of the Data Forwarder, processes and child processes of its searches."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records.sensors.carbon_black import SENSOR

from tests.core.records.sensors.reading import translated

COMMON = {
    "device_name": "CORP\\host1",
    "process_path": "c:\\windows\\system32\\cmd.exe",
    "process_cmdline": "cmd /c x.bat",
    "process_username": "CORP\\ann",
    "process_pid": "4880",
    "parent_path": "c:\\windows\\explorer.exe",
    "parent_cmdline": "explorer",
    "parent_pid": "656",
}
CHILD = {"childproc_name": "c:\\windows\\system32\\certutil.exe", "childproc_pid": "5200"}
START = {"type": "endpoint.event.procstart", **COMMON, **CHILD, "target_cmdline": "certutil -ping"}
STARTED = {
    "event_id": "1",
    "host": "host1",
    "image": "c:\\windows\\system32\\certutil.exe",
    "command_line": "certutil -ping",
    "user": "CORP\\ann",
    "pid": "5200",
    "parent_image": "c:\\windows\\system32\\cmd.exe",
    "parent_command_line": "cmd /c x.bat",
    "parent_pid": "4880",
}


@pytest.mark.parametrize(
    "record",
    [
        START,
        {**COMMON, **CHILD, "event_type": "childproc", "childproc_cmdline": "certutil -ping"},
        # details of enriched events, alerts
        {**COMMON, **CHILD, "enriched_event_type": "CREATE_PROCESS", "childproc_cmdline": "certutil -ping"},
        {**COMMON, **CHILD, "type": "CB_ANALYTICS", "childproc_cmdline": "certutil -ping"},
    ],
)
def test_a_process_that_starts_another_is_its_parent(record: dict[str, Any]) -> None:
    assert translated(SENSOR, record) == STARTED


def test_a_child_that_runs_as_somebody_else() -> None:
    assert translated(SENSOR, {**START, "childproc_username": "CORP\\svc"})["user"] == "CORP\\svc"


def test_a_start_whose_parent_has_no_line() -> None:
    event = translated(SENSOR, {**START, "process_cmdline": ""})
    assert event == {name: text for name, text in STARTED.items() if name != "parent_command_line"}


@pytest.mark.parametrize("record", [COMMON, {**COMMON, "type": "WATCHLIST"}, {**COMMON, "type": "watchlist.hit"}])
def test_a_process_by_itself(record: dict[str, Any]) -> None:
    assert translated(SENSOR, record) == {
        "event_id": "1",
        "host": "host1",
        "image": "c:\\windows\\system32\\cmd.exe",
        "command_line": "cmd /c x.bat",
        "user": "CORP\\ann",
        "pid": "4880",
        "parent_image": "c:\\windows\\explorer.exe",
        "parent_command_line": "explorer",
        "parent_pid": "656",
    }


def test_names_of_the_searches() -> None:
    record = {"process_name": "/usr/bin/openssl", "parent_name": "/bin/sh", "process_cmdline": ["openssl version"]}
    assert translated(SENSOR, record) == {
        "event_id": "1",
        "image": "/usr/bin/openssl",
        "command_line": "openssl version",
        "parent_image": "/bin/sh",
    }


@pytest.mark.parametrize(
    "record",
    [
        *({**START, "type": f"endpoint.event.{kind}"} for kind in ("procend", "crossproc", "filemod", "scriptload")),
        *({**COMMON, "event_type": kind} for kind in ("netconn", "filemod", "regmod", "crossproc")),
    ],
)
def test_other_events_of_a_process_are_no_start(record: dict[str, Any]) -> None:
    assert translated(SENSOR, record) == {}
