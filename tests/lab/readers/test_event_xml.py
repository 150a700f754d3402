"""Windows events in XML: one event's fields, and files of many."""

from __future__ import annotations

import pytest

from lab.readers.event_xml import EventXmlError, parse_event
from lab.records import Record
from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD


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
