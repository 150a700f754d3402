"""What a file's events lack, in a line."""

from __future__ import annotations

import pytest
from codesignrisk_core.events import process
from codesignrisk_core.records import fields

from lab.readers.survey import Survey
from lab.records import Record

WHOLE: Record = {"_time": "1", "host": "h"}
SYSMON = {**WHOLE, "Channel": "Microsoft-Windows-Sysmon/Operational"}
LOGON = {**WHOLE, "Channel": "Security", "EventCode": "4624"}
HOW = "docs/exports.md says what is read, and how to export it"
START = {**SYSMON, "EventCode": "1", "Image": "a.exe", "CommandLine": "a"}


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        ([], []),
        ([START], []),
        ([{**LOGON, "EventCode": "4688"}], [f"of 1 event: 1 without their event data; {HOW}"]),
        # all data in one column, as in Hayabusa's tables
        (
            [
                {**WHOLE, "Channel": "Sysmon", "EventID": "1", "Details": "Cmdline: certutil -addstore root x.cer"},
                {**WHOLE, "Channel": "Sec", "EventID": "4688", "Details": "Cmdline: certutil -addstore root x.cer"},
                {**WHOLE, "Channel": "PwSh", "EventID": "4104", "Details": "ScriptBlock: New-SelfSignedCertificate"},
                {**WHOLE, "Channel": "PwShClassic", "EventID": "400", "Details": "HostApplication: powershell"},
                {**WHOLE, "Channel": "Sec", "EventID": "4624", "Details": "Type: 3"},
                {**WHOLE, "Channel": "System", "EventID": "1", "Details": "NewTime: x"},
            ],
            [
                "of 6 events: 2 of kinds that are not assessed (Sec 4624: 1, System 1: 1); "
                f"4 of a form that is not read; {HOW}"
            ],
        ),
        (
            [{**WHOLE, "process": "C:\\Windows\\System32\\certutil.exe"}],
            [f"of 1 event: 1 with {fields.PATH_ALONE}"],
        ),
        (
            [{**LOGON, "EventCode": "4688", "SourceName": "Security", "Prozessbefehlszeile": "x"}],
            [
                "of 1 event: 1 without their event data; the names in the message are not English: "
                "export with wevtutil qe LOG /f:XML, or save as EVTX"
            ],
        ),
        (
            [START, {**START, "CommandLine": ""}, {**LOGON, "EventCode": "4688", "NewProcessName": "C:\\x\\a.exe"}],
            [f"of 3 events: 2 with {process.NO_COMMAND_LINE}"],
        ),
        ([START, LOGON, LOGON], ["of 3 events: 2 of kinds that are not assessed (Security 4624: 2)"]),
        (
            [{**LOGON, "EventCode": str(number)} for number in range(5)],
            ["of 5 events: 5 of kinds that are not assessed (Security 0: 1, Security 1: 1, Security 2: 1, 2 more)"],
        ),
        ([{**START, "_time": "1", "host": "", "Computer": "h"}], []),
        # a time under a name that is read as none, unless one that is read is told to be no time
        (
            [{name: text for name, text in {**START, "Time": "2025-06-03 10:00:00"}.items() if name != "_time"}] * 2,
            ["of 2 events: 2 without a time (Time may hold it: call it timestamp)"],
        ),
        (
            [
                {
                    "host": "h",
                    **{name: START[name] for name in ("Channel", "EventCode", "Image", "CommandLine")},
                    "Time": "2025-06-03 10:00:00",
                    "timestamp": "now",
                }
            ],
            ["of 1 event: 1 without a time"],
        ),
        (
            [{"EventCode": "1", "Image": "a.exe", "CommandLine": "a"}],
            ["of 1 event: 1 without a time; 1 without a host"],
        ),
        # in name only
        (
            [{**SYSMON, "EventCode": "13", "Message": "Registry value set"}],
            [
                "of 1 event: 1 without their event data; the event data is only in the message: "
                "export with wevtutil qe LOG /f:XML, or save as EVTX"
            ],
        ),
        # what a sensor calls it
        (
            [{**WHOLE, "ActionType": "LogonSuccess"}],
            ["of 1 event: 1 of kinds that are not assessed (Defender LogonSuccess: 1)"],
        ),
        (
            [{**WHOLE, "event.category": ["network"], "event.action": "dns"}],
            ["of 1 event: 1 of kinds that are not assessed (network dns: 1)"],
        ),
        (
            [{**WHOLE, "SYSCALL.exe": "/bin/ls", "ID": "1.1:1"}],
            ["of 1 event: 1 of kinds that are not assessed (audit SYSCALL: 1)"],
        ),
        # records of audit, one by one: `name` is a path there
        (
            [{**WHOLE, "type": "PATH", "msg": "audit(1749033701.118:701):", "name": "/usr/bin/osslsigncode"}],
            ["of 1 event: 1 of kinds that are not assessed (audit PATH: 1)"],
        ),
        (
            [{**WHOLE, "schema_version": "1", "event_type": "10", "event.open.fflag": "1"}],
            ["of 1 event: 1 of kinds that are not assessed (Endpoint Security open: 1)"],
        ),
        (
            [{**WHOLE, "name": "pack_listening_ports", "hostIdentifier": "h", "columns.port": "22"}],
            ["of 1 event: 1 of kinds that are not assessed (osquery pack_listening_ports: 1)"],
        ),
        # of no shape that is known; `name` and `type` mean many things
        (
            [{**WHOLE, "name": "/usr/bin/x", "type": "access", "c": "", "d": "", "e": ""}],
            [f"of 1 event: 1 of kinds that are not assessed (unknown shape with name, type, c, d: 1); {HOW}"],
        ),
        (
            [{**WHOLE, "b": "", "a": ""}],
            [f"of 1 event: 1 of kinds that are not assessed (unknown shape with b, a: 1); {HOW}"],
        ),
    ],
)
def test_a_file_in_a_line(records: list[Record], lines: list[str]) -> None:
    survey = Survey()
    for record in records:
        survey.see(record)
    assert survey.lines() == lines


def test_labels_and_layouts_are_bounded() -> None:
    survey = Survey()
    for number in range(1000):
        survey.see({**LOGON, "EventCode": str(number), f"f{number}": "x"})
    (line,) = survey.lines()
    assert line.startswith("of 1,000 events: 1,000 of kinds that are not assessed (others: 800,")
