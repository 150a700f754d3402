"""Process starts: which events they are, what is taken apart, and what is not taken apart twice."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import process
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records import fields
from codesignrisk_core.settings import Settings

from tests.core.judging import CERTUTIL, SYSMON, site
from tests.core.lines import ids

LINE = "certutil -addstore root x.cer"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"EventCode": "1", "Channel": SYSMON, "Image": CERTUTIL}, True),
        ({"EventCode": "1", "Channel": "Linux-Sysmon/Operational", "Image": "/bin/cp"}, True),
        ({"EventCode": "1", "CommandLine": LINE}, True),
        ({"EventCode": "4688", "Channel": "Security", "NewProcessName": CERTUTIL}, True),
        ({"CommandLine": LINE}, True),
        ({"Processes.process": LINE}, True),
        # another provider's event 1
        ({"EventCode": "1", "Channel": "System", "Image": CERTUTIL}, False),
        ({"EventCode": "5", "Channel": SYSMON, "Image": CERTUTIL}, False),
        ({"EventCode": "1", "Channel": SYSMON}, False),
        # rows of other data sets, which name a program too
        ({"process_path": CERTUTIL, "registry_path": "HKLM\\X"}, False),
        ({"process_path": CERTUTIL, "file_path": "C:\\x.pfx"}, False),
        ({"process_path": CERTUTIL, "ScriptBlockText": "x"}, False),
        ({}, False),
    ],
)
def test_which_events_are_process_starts(record: dict[str, Any], expected: bool) -> None:
    assert process.matches(fields.Reader().view(record)) is expected


def examined(settings: Settings, **event: str) -> process.Examination:
    seen = fields.Event(**{**dict.fromkeys(fields.Event._fields, ""), **event})
    return process.examine(seen, Parents(settings).classify(seen.parent_image), settings.indicators)


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ({"event_id": "1", "image": CERTUTIL, "command_line": LINE}, ""),
        ({"event_id": "1", "image": CERTUTIL}, process.NO_COMMAND_LINE),
        ({"event_id": "1", "image": CERTUTIL, "command_line": " \x00 "}, process.NO_COMMAND_LINE),
        # Splunk_TA_windows fills the field with the image when auditing leaves the line out
        ({"event_id": "4688", "image": CERTUTIL, "command_line": CERTUTIL}, process.NO_COMMAND_LINE),
        ({"event_id": "1", "image": CERTUTIL, "command_line": CERTUTIL}, ""),
        ({"event_id": "1", "command_line": "x" * normalise.MAX_LENGTH}, ""),
        ({"event_id": "1", "command_line": "x" * (normalise.MAX_LENGTH + 1)}, process.TOO_LONG),
    ],
)
def test_what_cannot_be_read_in_full_is_said(event: dict[str, str], error: str, shipped: Settings) -> None:
    found = examined(shipped, **event)
    assert found.error == error
    assert bool(found.parts) == (error != process.NO_COMMAND_LINE)


@pytest.mark.parametrize(
    "record",
    [
        {"Image": CERTUTIL, "CommandLine": ["certutil", "-addstore", "root", "x.cer"]},
        {"Image": CERTUTIL, "CommandLine": ["notepad.exe", LINE]},
        {"Image": "C:\\Windows\\notepad.exe", "CommandLine": ["notepad.exe", LINE]},
        {"Image": "C:\\Windows\\notepad.exe", "CommandLine": ["notepad.exe a.txt", "-?", "b c", LINE]},
        {"Image": CERTUTIL, "CommandLine": [LINE, "-?"]},  # what asks for help alone does nothing
        {"Image": CERTUTIL, "CommandLine": [LINE, "notepad.exe"]},
        {"Image": CERTUTIL, "CommandLine": [LINE, LINE]},
        {"Image": CERTUTIL, "process": ["certutil", "-addstore", "root", "x.cer"]},
        {"process_path": CERTUTIL, "process": CERTUTIL, "cmdline": ["x", LINE]},
        {"event.category": ["process"], "event.type": ["start"], "process.executable": CERTUTIL,
         "process.command_line": ["certutil", "-addstore", "root", "x.cer"]},
        {"event.category": ["process"], "event.type": ["start"], "process.executable": "C:\\x.exe",
         "process.command_line": ["x.exe", LINE]},
        {"name": "process_events", "hostIdentifier": "x", "action": "added", "columns.path": "C:\\x.exe",
         "columns.cmdline": ["x.exe", LINE]},
    ],
)  # fmt: skip
def test_no_value_of_a_command_line_stays_unread(record: dict[str, Any], shipped: Settings) -> None:
    view = fields.Reader().view({"EventCode": "1", **record} if "CommandLine" in record else record)
    assert process.matches(view)
    first, again = (process.judge(view, place) for place in [site(shipped)] * 2)
    assert (ids(first.report), first.error) == (["add_to_store_root"], "")
    assert first == again


def test_an_event_with_several_lines_is_no_other_events_silence(shipped: Settings) -> None:
    place, reader = site(shipped), fields.Reader()
    quiet = {"EventCode": "1", "CommandLine": f'notepad.exe "{LINE}"'}
    assert ids(process.judge(reader.view(quiet), place).report) == []
    several = {"EventCode": "1", "CommandLine": ["notepad.exe", LINE]}
    assert ids(process.judge(reader.view(several), place).report) == ["add_to_store_root"]


def test_more_lines_than_there_is_work_for_are_told(shipped: Settings) -> None:
    lines = [f"notepad.exe {number}" for number in range(100_000 // 20)]
    found = process.judge(fields.Reader().view({"EventCode": "1", "CommandLine": [*lines, LINE]}), site(shipped))
    assert ids(found.report) == ["unread_commands"]
    assert "the commands on the line take too much work" in (*found.report.limits, found.error)


def test_a_line_that_is_too_long_is_cut_there(shipped: Settings) -> None:
    line = "certutil -addstore root x.cer".ljust(normalise.MAX_LENGTH - 2) + "/c signtool"
    (own, report), *_ = examined(shipped, command_line=line).parts
    assert len(own.line) == normalise.MAX_LENGTH  # type: ignore[union-attr]
    assert ids(report) == ["add_to_store_root"]


def test_the_own_command_comes_first_and_the_whole_has_its_surroundings(shipped: Settings) -> None:
    found = examined(
        shipped, image="C:\\Windows\\System32\\cmd.exe", command_line=f"cmd /c {LINE}", parent_image="mshta.exe"
    )
    assert [part.layers for part, _ in found.parts] == [(), ("cmd",)]
    assert ids(found.report) == ["add_to_store_root", "parent_script_host"]


def test_a_line_of_macos_or_linux_is_split_at_its_blanks(shipped: Settings) -> None:
    (own, _), *_ = examined(shipped, image="/usr/bin/openssl", command_line="openssl x509 -in '/tmp/a b'").parts
    assert own.tokens[-1].text == "/tmp/a b"  # type: ignore[union-attr]
    (own, _), *_ = examined(shipped, image="C:\\x\\openssl.exe", command_line="openssl -in 'a b'").parts
    assert own.tokens[-1].text == "b'"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("image", "line", "flags"),
    [
        (CERTUTIL, "certutil -ping", {"IsCertutil"}),
        ("C:\\kit\\signtool.exe", "signtool verify a.exe", {"IsSigntool"}),
        ("C:\\Windows\\System32\\certreq.exe", "certreq -new a.inf", set()),
        # a wrapped tool is not the process
        ("C:\\Windows\\System32\\cmd.exe", "cmd /c certutil -ping", set()),
    ],
)
def test_the_two_tools_of_the_published_detection(image: str, line: str, flags: set[str], shipped: Settings) -> None:
    assert examined(shipped, image=image, command_line=line).report.flags == flags


def test_a_start_with_nothing_to_say_is_taken_apart_once(shipped: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    where = site(shipped)
    record = {"EventCode": "1", "Image": CERTUTIL, "CommandLine": "certutil -ping", "ParentImage": "cmd.exe"}
    reader = fields.Reader()
    first = process.judge(reader.view(record), where)
    monkeypatch.setattr(process, "examine", lambda *_: pytest.fail("it is known"))
    # host and channel are another, and no verdict depends on them
    again = process.judge(reader.view({**record, "Computer": "host2", "Channel": SYSMON}), where)
    assert (again.report, again.parent, again.error) == (first.report, first.parent, "")
    assert first.parent.parent_class == "shell"


@pytest.mark.parametrize(
    "more", [{"CommandLine": LINE}, {"CommandLine": ""}], ids=["there is something to say", "it could not be read"]
)
def test_others_are_taken_apart_each_time(more: dict[str, str], shipped: Settings) -> None:
    where = site(shipped)
    record = {"EventCode": "1", "Image": CERTUTIL, **more}
    first, second = (process.judge(fields.Reader().view(record), where) for _ in "12")
    assert first == second
    assert first.report is not second.report
