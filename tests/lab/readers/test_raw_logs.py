"""Raw logs: audit.log, Sysmon for Linux in syslog, classic event text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lab.readers import audit_log, syslog
from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD

ReadAll = Callable[..., tuple[list[Any], list[str]]]


def audit(kind: str, fields: str, serial: int = 1, node: str = "") -> str:
    return f"{node and f'node={node} '}type={kind} msg=audit(1748944800.123:{serial}): {fields}\n"


EXEC = audit("EXECVE", 'argc=3 a0="ls" a1=2F746D702F612062 a2="-l"')


def test_records_of_one_event_are_joined_also_when_mixed(read_all: ReadAll) -> None:
    text = (
        audit("SYSCALL", 'syscall=59 uid=0 exe="/bin/ls" comm=6120\x1dUID="root"')
        + audit("SYSCALL", "syscall=2", 2)
        + EXEC
        + audit("CWD", 'cwd="/tmp"')
        + audit("EOE", "")
        + audit("EOE", "", 2)
    )
    first = {
        "ID": "1748944800.123:1",
        "SYSCALL.syscall": "59",
        "SYSCALL.uid": "0",
        "SYSCALL.exe": "/bin/ls",
        "SYSCALL.comm": "a ",
        "SYSCALL.UID": "root",
        "EXECVE.argc": "3",
        "EXECVE.ARGV": ["ls", "/tmp/a b", "-l"],
        "CWD.cwd": "/tmp",
        "_time": "1748944800.123000",
    }
    second = {"ID": "1748944800.123:2", "SYSCALL.syscall": "2", "_time": "1748944800.123000"}
    records, problems = read_all("audit.log", text.replace("comm=6120", "comm=612020"))
    assert (records, problems) == ([{**first, "SYSCALL.comm": "a"}, second], [])


def test_hosts_keep_events_apart(read_all: ReadAll) -> None:
    text = audit("CWD", 'cwd="/a"', node="one") + audit("CWD", 'cwd="/b"', node="two")
    records, _ = read_all("audit.log", text)
    assert [(record["host"], record["CWD.cwd"]) for record in records] == [("one", "/a"), ("two", "/b")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ('argc=1 a0="a"', ["a"]),
        ("argc=2 a0=6D C3", ["m"]),
        ("argc=1 a0=6DC3BC6C6C6572", ["müller"]),
        ('argc=1 a0_len=6 a0[0]="abc" a0[1]="def"', ["abcdef"]),
        ("argc=1 a0_len=12 a0[0]=612062 a0[1]=632064", ["a bc d"]),
        ('argc=1 a0=""', [""]),
        ("argc=40 " + " ".join(f'a{at}="{at}"' for at in range(40)), [str(at) for at in range(40)]),
    ],
)
def test_arguments(fields: str, words: list[str]) -> None:
    record = audit_log.parse(audit("EXECVE", fields))
    assert record is not None
    assert record["EXECVE.ARGV"] == words


def test_other_lines_are_counted(read_all: ReadAll) -> None:
    records, told = read_all("audit.log", EXEC + "----\n\ntime->Tue\n", notes=True)
    assert len(records) == 1
    assert told == ["2 lines without an audit record; of 1 event: 1 without a host"]


def test_an_audit_event_without_end_does_not_wait_for_ever(read_all: ReadAll) -> None:
    records, _ = read_all("audit.log", "".join(audit("CWD", 'cwd="/"', serial) for serial in range(1000)))
    assert [record["ID"].rpartition(":")[2] for record in records] == [str(serial) for serial in range(1000)]


HEADERS = [
    "Jun  3 10:00:00 lx-1 sysmon: ",
    "<14>Jun 13 10:00:00 lx-1 sysmon[811]: ",
    "2025-06-03T10:00:00.123+02:00 lx-1 sysmon: ",
    "<14>1 2025-06-03T10:00:00.123Z lx-1 sysmon 811 - - ",
]


@pytest.mark.parametrize("header", HEADERS)
def test_an_event_behind_a_header(header: str, read_all: ReadAll) -> None:
    text = f"{header}{SYSMON}\nJun  3 10:00:01 lx-1 cron[1]: (root) CMD (x)\n{header}{SYSMON}\n"
    records, told = read_all("syslog", text, notes=True)
    assert records == [SYSMON_RECORD] * 2
    assert told == ["1 other line of syslog without an event"]
    assert syslog.host_of(header) == "lx-1"


def test_control_characters_that_rsyslog_took_out(read_all: ReadAll) -> None:
    event = SYSMON.replace("cmd /c", "cmd#011/c#012 #999")
    (record,), _ = read_all("syslog", HEADERS[0] + event + "\n")
    assert record["CommandLine"] == 'cmd\t/c\n #999 "a & b" > x'


CLASSIC = "06/03/2025 12:00:00 PM\nLogName=Security\nEventCode=4688\nComputerName=WS-1\nMessage=A new process\n"


def test_classic_events_begin_with_their_time(read_all: ReadAll) -> None:
    text = CLASSIC + "\tProcess Command Line:\ta\n" + CLASSIC.replace("12:00:00", "12:00:01") + "06/03/2025\n"
    records, problems = read_all("x.log", text)
    assert problems == []
    assert [(record["_time"], record.get("Process_Command_Line"), record["host"]) for record in records] == [
        ("1748952000.000000", "a", "WS-1"),
        ("1748952001.000000", None, "WS-1"),
    ]
    assert {record["source"] for record in records} == {"WinEventLog:Security"}
