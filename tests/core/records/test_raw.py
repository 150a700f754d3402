"""Fields out of _raw: Windows event XML and the classic text of Security events."""

from __future__ import annotations

import pytest
from codesignrisk_core.records import raw
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

XML = (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID>1</EventID>"
    "<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>WS-9.corp.example</Computer></System><EventData>"
    "<Data Name='Image'>C:\\Windows\\System32\\certutil.exe</Data><Data Name='RuleName'/>"
    '<Data Name="CommandLine">certutil -addstore root &quot;C:\\Users\\Public\\a b.cer&quot;</Data>'
    "</EventData></Event>"
)
CLASSIC = """06/03/2025 09:31:46 AM
LogName=Security
EventCode=4688
ComputerName=WS-9.corp.example
Creator Subject:
\tAccount Name:\t\ta.rivera
\tAccount Domain:\t\tCORP
Target Subject:
\tAccount Name:\t\tsvc-deploy
\tAccount Domain:\t\tCORP
Process Information:
\tNew Process Name:\tC:\\Windows\\System32\\certutil.exe
\tCreator Process Name:\tC:\\Windows\\System32\\cmd.exe
\tProcess Command Line:\tcertutil -addstore root C:\\Users\\Public\\x.cer\r
"""


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["<Data>a &lt; b</Data><Data>c</Data>"], ["a < b", "c"]),
        (["Get-Date", "x"], ["Get-Date", "x"]),
        (["Get-Date"], ["Get-Date"]),
        ([], []),
    ],
)
def test_values_without_names(values: list[str], read: list[str]) -> None:
    assert raw.unnamed(values) == read


def test_xml_gives_the_fields_that_the_add_ons_give() -> None:
    assert raw.read(XML) == {
        "EventCode": ["1"],
        "Channel": ["Microsoft-Windows-Sysmon/Operational"],
        "Computer": ["WS-9.corp.example"],
        "Provider_Name": ["Microsoft-Windows-Sysmon"],
        "Image": ["C:\\Windows\\System32\\certutil.exe"],
        "CommandLine": ['certutil -addstore root "C:\\Users\\Public\\a b.cer"'],
    }


@pytest.mark.parametrize("header", ["<14>1 2025-06-04T10:40:00Z LNX-1 sysmon 9 - - ", "Jun  4 10:40:00 LNX-1 sysmon: "])
def test_xml_may_stand_behind_a_header_of_syslog(header: str) -> None:
    event = (
        "<Event><System><EventID>1</EventID><Channel>Linux-Sysmon/Operational</Channel></System>"
        "<EventData><Data Name='Image'>/usr/bin/openssl</Data></EventData></Event>"
    )
    assert raw.read(header + event) == {
        "EventCode": ["1"],
        "Channel": ["Linux-Sysmon/Operational"],
        "Image": ["/usr/bin/openssl"],
    }


def test_classic_text_keeps_subject_and_target_apart() -> None:
    found = raw.read(CLASSIC)
    assert found["EventCode"] == ["4688"]
    assert found["Account_Name"] == ["a.rivera", "svc-deploy"]
    assert found["Process_Command_Line"] == ["certutil -addstore root C:\\Users\\Public\\x.cer"]


def test_user_data_stays_text() -> None:
    text = "<Event><System><EventID>81</EventID></System><UserData><X><Result value='80096010'/></X></UserData></Event>"
    assert raw.read(text)["UserData_Xml"] == ["<X><Result value='80096010'/></X>"]


@pytest.mark.parametrize("text", ["", "hello", "<", "<Event>", "EventCode=", '{"a": 1}'])
def test_other_text_gives_nothing(text: str) -> None:
    assert not any(raw.read(text).values()) or raw.read(text) == {"EventCode": [""]}


@pytest.mark.parametrize("text", [XML, CLASSIC])
def test_raw_is_read_only_when_asked_for(shipped: Settings, text: str) -> None:
    assert Scorer(shipped).assess({"_raw": text})["codesign_event"] == "other"
    verdict = Scorer(shipped, use_raw=True).assess({"_raw": text})
    assert (verdict["codesign_event"], verdict["codesign_store"]) == ("process", "LocalMachine\\root")


def test_a_field_that_the_add_on_extracted_stays() -> None:
    merged = raw.merged({"_raw": XML, "Computer": "told.example", "Image": ""})
    assert (merged["Computer"], merged["Image"]) == ("told.example", "C:\\Windows\\System32\\certutil.exe")


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    raw.read(text)
    raw.read("<" + text)
    raw.read("EventCode=1\n" + text)
