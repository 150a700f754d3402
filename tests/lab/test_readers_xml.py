"""Windows events in XML: one event's fields, and files of many."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lab.chunks import Record
from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.times import epoch

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]

SYSMON = (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID>1</EventID>"
    "<Version>5</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>"
    "<TimeCreated SystemTime='2025-06-03T09:14:08.2146321Z'/><EventRecordID>77</EventRecordID><Correlation/>"
    "<Execution ProcessID='3308' ThreadID='4008'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>"
    "<Computer>WS-0142.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData>"
    "<Data Name='UtcTime'>2025-06-03 09:14:08.211</Data><Data Name='ProcessId'>9416</Data>"
    "<Data Name='CommandLine'>cmd /c &quot;a &amp; b&quot; &gt; x</Data><Data Name='Company'/></EventData></Event>"
)
SYSMON_RECORD: Record = {
    "_time": "1748942048.211000",
    "host": "WS-0142.corp.example",
    "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
    "sourcetype": "XmlWinEventLog",
    "SourceName": "Microsoft-Windows-Sysmon",
    "EventID": "1",
    "EventCode": "1",
    "Version": "5",
    "Level": "4",
    "Task": "1",
    "Opcode": "0",
    "Keywords": "0x8000000000000000",
    "SystemTime": "2025-06-03T09:14:08.2146321Z",
    "EventRecordID": "77",
    "ProcessID": "3308",
    "ThreadID": "4008",
    "Channel": "Microsoft-Windows-Sysmon/Operational",
    "Computer": "WS-0142.corp.example",
    "UserID": "S-1-5-18",
    "UtcTime": "2025-06-03 09:14:08.211",
    "ProcessId": "9416",
    "CommandLine": 'cmd /c "a & b" > x',
    "Company": "",
}


def event(body: str, channel: str = "Application") -> str:
    return f"<Event><System><EventID Qualifiers='0'>7</EventID><Channel>{channel}</Channel></System>{body}</Event>"


def data_of(text: str) -> Record:
    """The fields of an event that are not the same for every test event."""
    plain = ("EventID", "EventCode", "Channel", "source", "sourcetype")
    return {name: value for name, value in parse_event(text).items() if name not in plain}


def test_a_sysmon_event_gets_the_add_on_s_names() -> None:
    assert parse_event(SYSMON) == SYSMON_RECORD


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("<EventData><Data>one</Data><Data>two</Data></EventData>", {"Data": ["one", "two"]}),
        ('<EventData><Data Name="A">1</Data><Data Name="A">2</Data></EventData>', {"A": ["1", "2"]}),
        ("<EventData><Data Name='Level'>x</Data></EventData>", {"EventData.Level": "x"}),
        ("<EventData><Data Name='Text'>a\r\nb</Data></EventData>", {"Text": "a\r\nb"}),
        ("<EventData><Data\r\nName='Text'>a</Data></EventData>", {"Text": "a"}),
        (
            "<EventData><Data Name='Text'>esc \x1b[0m &#x1B; &#27; end</Data></EventData>",
            {"Text": "esc \ufffd[0m \ufffd \ufffd end"},
        ),
        ("<EventData><Data Name='Text'>lone \udc80</Data></EventData>", {"Text": "lone \ufffd"}),
        (
            "<UserData><CertNotificationData xmlns='x' ProcessName='mmc.exe'><CertificateDetails Thumbprint='AB'>"
            "<EKUs><EKU Name='a'/><EKU>1.3.6</EKU></EKUs></CertificateDetails></CertNotificationData></UserData>",
            {"ProcessName": "mmc.exe", "Thumbprint": "AB", "Name": "a", "EKU": "1.3.6"},
        ),
        (
            "<RenderingInfo Culture='en-US'><Message>said</Message><Level>Info</Level></RenderingInfo>",
            {"Message": "said"},
        ),
    ],
)
def test_event_data_of_all_kinds(body: str, fields: Record) -> None:
    assert data_of(event(body)) == fields


def test_times_other_than_sysmon_s_come_from_the_system() -> None:
    text = SYSMON.replace("Microsoft-Windows-Sysmon'", "Other'")
    assert parse_event(text)["_time"] == "1748942048.214632"
    assert parse_event(SYSMON.replace("2025-06-03 09:14:08.211", "-"))["_time"] == "1748942048.214632"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("<Event><System></Event>", "not well-formed"),
        ("<Events/>", "the root element is <Events>"),
        ("<Event><System/></Event>", "no System/EventID"),
        ("<!DOCTYPE e [<!ENTITY a 'b'>]><Event>&a;</Event>", "declares entities"),
    ],
)
def test_what_is_no_event_is_refused(text: str, cause: str) -> None:
    with pytest.raises(EventXmlError, match=cause):
        parse_event(text)


DOUBLE = SYSMON.replace("'", '"').replace("/>", " />")


@pytest.mark.parametrize(
    "text",
    [
        f"{SYSMON}\n{DOUBLE}\n",
        SYSMON + DOUBLE,
        f"<?xml version='1.0' encoding='utf-8'?>\r\n<!-- two -->\r\n<Events>\r\n{SYSMON}\r\n{DOUBLE}\r\n</Events>\r\n",
        f"<Events xmlns='urn:x'>{SYSMON}{DOUBLE}</Events>",
        f"\ufeff{SYSMON}{DOUBLE}",
    ],
    ids=["a line each", "in a row", "a document", "a root with a name space", "byte order mark"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_files_of_all_shapes(text: str, encoding: str, read_all: ReadAll) -> None:
    if encoding == "utf-16":
        text = text.removeprefix("\ufeff")
    assert read_all("events.xml", text.encode(encoding)) == ([SYSMON_RECORD, SYSMON_RECORD], [])


def test_xml_problems_name_the_line_and_the_rest_is_read(read_all: ReadAll) -> None:
    cut = SYSMON[:200]
    lines = [SYSMON, "<Event><System></Event>", cut, SYSMON, "noise", SYSMON, cut]
    records, problems = read_all("events.xml", "\n".join(lines))
    assert records == [SYSMON_RECORD] * 3
    assert [problem.split(":")[0] for problem in problems] == ["line 2", "line 3", "line 5", "line 7"]
    assert ["not well-formed" in problems[0], "an event without its end" in problems[1]] == [True, True]
    assert problems[2] == "line 5: text that is no event: 'noise'"
    assert "an event without its end" in problems[3]


def test_raw_xml_gives_its_fields_to_an_object_without_event_data(read_all: ReadAll) -> None:
    bare = {"_raw": SYSMON, "EventCode": "own", "label": "x"}
    own = {"_raw": SYSMON, "CommandLine": "own"}
    broken = {"_raw": "<Event>"}
    records, problems = read_all("raw.jsonl", "\n".join(map(json.dumps, (bare, own, broken))))
    assert problems == []
    assert records == [SYSMON_RECORD | bare, own, broken]


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2025-06-03 09:14:08.211", "1748942048.211000"),
        ("2025-06-03T09:14:08.2110000Z", "1748942048.211000"),
        ("2025-06-03T11:14:08.211+02:00", "1748942048.211000"),
        ("1748942048", "1748942048.000000"),
        ("1748942048.5", "1748942048.500000"),
        ("1748942048211", "1748942048.211000"),
        ("-", ""),
        ("9416", ""),
        (["2025-06-03"], ""),
        (None, ""),
    ],
)
def test_times(value: str | list[str] | None, time: str) -> None:
    assert epoch(value) == time
