"""Host, user, process and parent of an event, whatever its source calls them."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import actor
from codesignrisk_core.records.actor import Actor
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.scorer import Scorer

from tests.core.sensor_events import CERTUTIL, DEFENDER_PROCESS, ECS_PROCESS, EXEC, LINUX, OSQUERY, POWERSHELL, SYSTEM32

HERE = SYSTEM32 + "certutil.exe"
CLASSIC = {"EventCode": "4688", "source": "WinEventLog:Security", "ComputerName": "ws-1"}

# source -> a record, and who it is about: host, user, process, pid, parent, parent's pid
PROCESSES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "Sysmon 1": (
        {"Computer": "WS-1.corp.example", "host": "collector", "ProcessId": "10", "ParentProcessId": "9", **CERTUTIL},
        ("WS-1.corp.example", "CONTOSO\\jane", HERE, "10", POWERSHELL, "9"),
    ),
    "4688": (
        {"NewProcessName": HERE, "NewProcessId": "0xa", "ProcessId": "0x9", "SubjectUserName": "jane"},
        ("", "jane", HERE, "10", "", "9"),
    ),
    "4688 for somebody else": (
        {"SubjectUserName": "a", "SubjectDomainName": "X", "TargetUserName": "b", "TargetDomainName": "Y"},
        ("", "Y\\b", "", "", "", ""),
    ),
    "4688 in classic text": (
        {**CLASSIC, "New_Process_ID": "0xA", "Creator_Process_ID": "0x9", "Account_Name": ["jane", "-"]},
        ("ws-1", "jane", "", "10", "", "9"),
    ),
    "the data model": (
        {"dest": "ws-1", "user": "unknown", "process_name": "a.exe", "process_path": "unknown", "process_id": "10"},
        ("ws-1", "", "a.exe", "10", "", ""),
    ),
    "a number that is none": ({"ProcessId": "0xzz", "ParentProcessId": "-"}, ("", "", "", "", "", "")),
    "Defender": (
        {**DEFENDER_PROCESS, "ProcessId": "10", "InitiatingProcessId": "9"},
        ("host1", "CONTOSO\\jane", HERE, "10", POWERSHELL, "9"),
    ),
    "Elastic Defend": (
        {
            "event.category": "process",
            "event.type": "start",
            **ECS_PROCESS,
            "process.pid": "10",
            "process.parent.pid": "9",
        },
        ("host1", "CONTOSO\\jane", HERE, "10", POWERSHELL, "9"),
    ),
    "Falcon": (
        {
            "event_simpleName": "ProcessRollup2",
            "ComputerName": "host1",
            "ImageFileName": "\\Device\\HarddiskVolume3\\Windows\\System32\\certutil.exe",
            "CommandLine": "certutil",
            "ParentBaseFileName": "powershell.exe",
            "UserName": "jane",
            "RawProcessId": "10",
            "TargetProcessId": "81234567890",
            "ParentProcessId": "81234567800",
        },
        ("host1", "jane", HERE, "10", "powershell.exe", ""),
    ),
    "Endpoint Security": (
        {
            **EXEC,
            "host": "mac-1",
            "event.exec.target.audit_token.pid": "10",
            "event.exec.target.ppid": "9",
            "process.ppid": "8",
        },
        ("mac-1", "", "/usr/bin/codesign", "10", "/bin/zsh", "9"),
    ),
    "osquery": (
        {**OSQUERY, "host": "mac-1", "columns.pid": "10", "columns.parent": "9"},
        ("mac-1", "jane", "/usr/bin/codesign", "10", "", "9"),
    ),
    "Laurel": (
        {**LINUX["Laurel"], "SYSCALL.pid": "10", "SYSCALL.ppid": "9", "PARENT_INFO.exe": "/bin/sh"},
        ("build1", "jane", "/usr/bin/openssl", "10", "/bin/sh", "9"),
    ),
}


@pytest.mark.parametrize(("record", "expected"), PROCESSES.values(), ids=PROCESSES)
def test_of_a_process_start(record: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert actor.of(Reader().view(record), "process") == Actor(*expected)


OTHERS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "4657 and 4663 name the program that writes": (
        "registry",
        {"ProcessName": HERE, "ProcessId": "0xa"},
        ("", "", HERE, "10", "", ""),
    ),
    "Defender's file events name it as the initiator": (
        "file",
        {
            "ActionType": "FileCreated",
            "FolderPath": "C:\\x.pfx",
            "InitiatingProcessFolderPath": POWERSHELL,
            "InitiatingProcessId": "9",
            "InitiatingProcessAccountName": "jane",
        },
        ("", "jane", POWERSHELL, "9", "", ""),
    ),
    "a script block tells a SID": ("script", {"UserID": "S-1-5-21-1"}, ("", "S-1-5-21-1", "", "", "", "")),
    "the system's SID is the same everywhere": (
        "script",
        {"UserID": "S-1-5-18"},
        ("", "NT AUTHORITY\\SYSTEM", "", "", "", ""),
    ),
    "another event names only its writer in UserID": ("file", {"UserID": "S-1-5-18"}, ("", "", "", "", "", "")),
}


@pytest.mark.parametrize(("kind", "record", "expected"), OTHERS.values(), ids=OTHERS)
def test_of_another_event(kind: str, record: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert actor.of(Reader().view(record), kind) == Actor(*expected)


SYSMON = {"EventCode": "1", "Channel": "Microsoft-Windows-Sysmon/Operational", "Computer": "ws-1"}
HARMLESS = {**SYSMON, "Image": "C:\\x.exe", "CommandLine": "x", "User": "jane", "ProcessId": "10"}


def test_an_event_that_scores_0_is_named_on_demand(scorer: Scorer, shipped: Any) -> None:
    named = Scorer(shipped, name_all=True).assess(HARMLESS)
    plain = scorer.assess(HARMLESS)
    fields = ("codesign_host", "codesign_user", "codesign_process", "codesign_pid", "codesign_parent")
    assert [plain[field] for field in fields] == ["", "", "", "", ""]
    assert [named[field] for field in fields] == ["ws-1", "jane", "C:\\x.exe", "10", ""]
    assert {name: text for name, text in named.items() if name not in fields} == {
        name: text for name, text in plain.items() if name not in fields
    }


def test_no_secret_of_the_line_is_in_a_name(scorer: Scorer) -> None:
    line = "signtool sign /f a.pfx /p Winter22 C:\\Winter22\\a.exe"
    verdict = scorer.assess({**SYSMON, "Image": "C:\\Winter22\\signtool.exe", "CommandLine": line, "User": "Winter22"})
    assert (verdict["codesign_user"], verdict["codesign_process"]) == ("***", "C:\\***\\signtool.exe")
