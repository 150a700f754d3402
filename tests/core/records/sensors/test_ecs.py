"""Elastic Common Schema: Winlogbeat, Elastic Agent and Elastic Defend, Auditbeat. Fields: elastic.co/guide/en/ecs."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records.sensors.ecs import SENSOR

from tests.core.records.sensors.reading import translated

IMAGE = {"process.executable": "C:\\x\\a.exe"}
BY = {"image": "C:\\x\\a.exe", "writer": "C:\\x\\a.exe"}


def test_a_process_start() -> None:
    record = {
        "event.category": ["process"],
        "event.type": ["start"],
        "event.action": ["start"],
        "host.name": "host1",
        **IMAGE,
        "process.pe.original_file_name": "A.EXE",
        "process.pe.company": "Fabrikam",
        "process.command_line": "a -b",
        "process.working_directory": "C:\\x",
        "process.parent.executable": "C:\\Windows\\explorer.exe",
        "process.parent.command_line": "explorer",
        "process.Ext.token.integrity_level_name": "high",
        "user.domain": "CORP",
        "user.name": "ann",
    }
    assert translated(SENSOR, record) == {
        "event_id": "1",
        "host": "host1",
        **BY,
        "original_name": "A.EXE",
        "company": "Fabrikam",
        "command_line": "a -b",
        "cwd": "C:\\x",
        "parent_image": "C:\\Windows\\explorer.exe",
        "parent_command_line": "explorer",
        "integrity": "high",
        "user": "CORP\\ann",
    }


def test_an_event_of_a_windows_log_keeps_its_number_and_channel() -> None:
    record = {
        "winlog.event_id": "13",
        "winlog.channel": "Microsoft-Windows-Sysmon/Operational",
        "winlog.computer_name": "host1",
        **IMAGE,
        "registry.path": "HKLM\\X",
        "winlog.event_data.EventType": "SetValue",
        "winlog.event_data.Details": "1",
        "winlog.event_data.User": "CORP\\ann",
    }
    assert translated(SENSOR, record) == {
        "event_id": "13",
        "channel": "Microsoft-Windows-Sysmon/Operational",
        "host": "host1",
        **BY,
        "registry_path": "HKLM\\X",
        "registry_operation": "SetValue",
        "registry_details": "1",
        "user": "CORP\\ann",
    }


# category, types, actions, further fields -> number, registry_operation
KINDS: list[tuple[str, list[str], list[str], dict[str, str], tuple[str, str]]] = [
    ("process", ["start"], ["exec"], {}, ("1", "")),
    # a fork is no start; a fork and an exec in one event are
    ("process", ["start"], ["fork"], {}, ("", "")),
    ("process", ["start", "end"], ["fork", "exec", "end"], {}, ("1", "")),
    ("process", ["end"], ["end"], {}, ("", "")),
    ("file", ["creation"], ["creation"], {}, ("11", "")),
    ("file", ["deletion"], ["deletion"], {}, ("26", "")),
    ("file", ["change"], ["rename"], {}, ("11", "")),
    ("file", ["change"], ["overwrite"], {}, ("11", "")),
    ("file", ["access"], ["open"], {}, ("", "")),
    ("registry", ["change"], ["modification"], {"registry.value": "Blob"}, ("13", "")),
    ("registry", ["creation"], ["creation"], {}, ("12", "")),
    ("registry", ["deletion"], ["deletion"], {"registry.value": "Blob"}, ("12", "delete")),
    ("registry", ["access"], ["query"], {"registry.value": "Blob"}, ("", "")),
    ("library", ["start"], ["load"], {"dll.path": "C:\\x\\a.dll"}, ("7", "")),
    ("driver", ["start"], ["load"], {"file.path": "C:\\x\\a.sys"}, ("6", "")),
    ("library", ["start"], ["load"], {}, ("", "")),
    ("network", ["start"], ["connection"], {}, ("", "")),
]


@pytest.mark.parametrize(("category", "types", "actions", "more", "expected"), KINDS)
def test_an_event_is_known_by_its_category(
    category: str, types: list[str], actions: list[str], more: dict[str, str], expected: tuple[str, str]
) -> None:
    record: dict[str, Any] = {"event.category": category, "event.type": types, "event.action": actions, **IMAGE, **more}
    found = translated(SENSOR, record)
    assert (found.get("event_id", ""), found.get("registry_operation", "")) == expected
    assert bool(found) == bool(expected[0])


@pytest.mark.parametrize(
    ("record", "line"),
    [
        # on macOS and Linux the line is argv joined without quotes
        ({"process.executable": "/bin/cp", "process.command_line": "cp a b c", "process.args": ["cp", "a b", "c"]},
         'cp "a b" c'),
        ({"process.executable": "/bin/cp", "process.command_line": "cp a b c"}, "cp a b c"),
        ({**IMAGE, "process.command_line": "a  b", "process.args": ["a", "b"]}, "a  b"),
        ({**IMAGE, "process.args{}": ["a", "b c"]}, 'a "b c"'),
        (IMAGE, ""),
    ],
)  # fmt: skip
def test_the_command_line(record: dict[str, Any], line: str) -> None:
    found = translated(SENSOR, {"event.category{}": "process", "event.type{}": "start", **record})
    assert found.get("command_line", "") == line
