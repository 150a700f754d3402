"""Objects that carry events, and those that only look so; the forms of event data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lab.readers.json_text import decoder
from lab.readers.shapes import event_data, events, manifests, message, wrappers

EVENT = {"a": "1"}


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        ({"records": [EVENT, EVENT]}, [EVENT, EVENT]),
        ({"records": []}, []),
        ({"records": [{"records": [EVENT]}]}, [EVENT]),
        ({"value": [EVENT], "@odata.context": "x"}, [EVENT]),
        ({"hits": {"hits": [{"_id": "1", "_source": EVENT}]}, "took": 1}, [EVENT]),
        # a hit without its source: fields, each a list
        ({"_index": "w", "_id": "1", "fields": {"a": ["1"], "b": ["2", "3"]}}, [{"a": "1", "b": ["2", "3"]}]),
        ({"_index": "w", "_source": {}, "fields": {"a": ["1"]}, "sort": [1]}, [EVENT]),
        ({"_index": "w", "_source": EVENT, "fields": {"b": ["2"]}}, [EVENT]),
        ({"_index": "w", "fields": {"a": ["1"]}, "ignored_field_values": {"b": ["2"]}}, [{"a": "1", "b": "2"}]),
        ({"tables": [{"columns": [{"name": "a"}], "rows": [["1"], ["2"]]}]}, [EVENT, {"a": "2"}]),
        # events that have a field of that name
        *(
            (value, [value])
            for value in (
                {"records": [EVENT], "EventID": "1"},
                {"records": "12"},
                {"records": [EVENT, "x"]},
                {"value": "x"},
                {"results": [EVENT], "host": "h"},
                {"_source": "x", "host": "h"},
                {"_index": "w", "fields": {"a": ["1"]}, "host": "h"},
                {"_index": "w", "fields": "a"},
                {"hits": "3"},
                {"tables": ["a"]},
                {"tables": 3},
                {"diffResults": "x"},
            )
        ),
    ],
)
def test_wrappers(value: Any, inside: list[Any]) -> None:
    assert list(wrappers.unwrapped(value)) == inside


SYSMON_13 = ("Microsoft-Windows-Sysmon", "13")


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ({"Image": "a", "n": "1"}, {"Image": "a", "n": "1"}),
        ({"#attributes": {"Name": "X"}, "Image": "a"}, {"Image": "a"}),
        ({"Data": {"#text": ["a", "b"]}}, {"Data": ["a", "b"]}),
        ({"Data": {"@Name": "Image", "#text": "a"}}, {"Image": "a"}),
        ({"Data": [{"@Name": "Image", "#text": "a"}, {"@Name": "User"}]}, {"Image": "a", "User": ""}),
        ({"Data": ["a", "b"]}, {"Data": ["a", "b"]}),
        ({"Data": "a, b"}, {"Data": "a, b"}),
        ({"EventData": {"Image": "a"}}, {"Image": "a"}),
        ([{"Image": "a"}, {"User": "b"}], {"Image": "a", "User": "b"}),
        ('{"EventData": {"Image": "a"}}', {"Image": "a"}),
        ("<DataItem><EventData xmlns='u'><Data Name='Image'>a</Data></EventData></DataItem>", {"Image": "a"}),
        ("<!DOCTYPE x><DataItem/>", {}),
        ("{broken", {}),
        ("", {}),
        (None, {}),
        (
            {"Cert": {"#attributes": {"xmlns": "u", "Thumbprint": "AB"}, "Action": "Export", "Sub": {"Name2": "n"}}},
            {"Thumbprint": "AB", "Action": "Export", "Name2": "n"},
        ),
        # without names: as many as the manifest has, of this version or an older one
        (
            [{"Value": str(number)} for number in range(9)],
            dict(zip(manifests.names(*SYSMON_13, 9), map(str, range(9)), strict=True)),
        ),
        (["-", "SetValue", "t", "g", 1, "i", "k", None], {"TargetObject": "k", "Details": "", "ProcessId": "1"}),
        (["a"] * 3, {"Data": ["a"] * 3}),
        (["a"] * 12, {"Data": ["a"] * 12}),
    ],
)
def test_forms_of_event_data(value: Any, data: dict[str, Any]) -> None:
    read = event_data.read(value, SYSMON_13)
    assert {name: read[name] for name in data} == data
    assert len(read) == len(data) or "TargetObject" in read


def test_event_data_has_a_depth() -> None:
    deep: Any = "x"
    for _ in range(100):
        deep = {"a": deep}
    with pytest.raises(ValueError, match="nested too deeply"):
        event_data.read(deep, SYSMON_13)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["C:\\\\Windows\\\\a.exe", "x\\\\y"], ["C:\\Windows\\a.exe", "x\\y"]),
        (["C:\\Windows\\a.exe", "\\\\srv\\share"], ["C:\\Windows\\a.exe", "\\\\srv\\share"]),
        (["none"], ["none"]),
    ],
)
def test_wazuh_doubles_backslashes_or_not(values: list[str], expected: list[str]) -> None:
    names = [f"f{number}" for number in range(len(values))]
    system = {"eventID": "1", "providerName": "p"}
    value = {"data": {"win": {"system": system, "eventdata": dict(zip(names, values, strict=True))}}}
    (record,) = events(value)
    assert [record[name.capitalize()] for name in names] == expected


@pytest.mark.parametrize(
    ("text", "event_id", "data"),
    [
        ("Process Create:\r\nRuleName: -\r\nImage: C:\\a.exe\r\n", "1", {"RuleName": "-", "Image": "C:\\a.exe"}),
        ("A new process.\n\n\tNew Process Name:\tC:\\a.exe\n", "4688", {"New_Process_Name": "C:\\a.exe"}),
        (
            "Creating Scriptblock text (2 of 3):\r\na\r\n\r\n"
            "ScriptBlock ID: x\r\n\r\nScriptBlock ID: 7\r\nPath: C:\\p.ps1",
            "4104",
            {
                "MessageNumber": "2",
                "MessageTotal": "3",
                "ScriptBlockText": "a\n\nScriptBlock ID: x",
                "ScriptBlockId": "7",
                "Path": "C:\\p.ps1",
            },
        ),
        ("Ein Text ohne Namen", "1", {}),
    ],
)
def test_messages(text: str, event_id: str, data: dict[str, str]) -> None:
    assert message.read(text, event_id) == data


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        # what is left of the object stays
        (
            {"Event": {"System": {"EventID": 1}, "EventData": {"a": "x"}}, "label": {"b": 1}},
            {"EventID": "1", "EventCode": "1", "a": "x", "label.b": "1", "sourcetype": "XmlWinEventLog"},
        ),
        # a name of System in the event data
        (
            {"System": {"EventID": {"Value": 1}, "Channel": "C"}, "EventData": {"Channel": "own"}},
            {"Channel": "C", "EventData.Channel": "own"},
        ),
        # numbers as they stand
        ({"System": {"EventID": 1}, "EventData": {"a": "0x1", "b": 7, "c": None}}, {"a": "0x1", "b": "7"}),
        # data that cannot be read stays a field
        ({"Id": 5, "Message": "Ein Text", "ProviderName": "p"}, {"EventID": "5", "Message": "Ein Text"}),
    ],
)
def test_dialects(value: Any, fields: dict[str, str]) -> None:
    (record,) = events(decoder.decode(json.dumps(value)))
    assert {name: record[name] for name in fields} == fields
