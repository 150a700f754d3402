"""UserData as values by name: scanned, never parsed."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.records.fields import Reader


def values(xml: str) -> user_data.Values:
    return user_data.read(Reader().view({"UserData_Xml": xml}))


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<a x='1' y=\"2\"/>", {"x": ["1"], "y": ["2"]}),
        ("<ns:a xmlns:ns='u' ns:x='1'>t</ns:a>", {"ns": ["u"], "x": ["1"], "a": ["t"]}),
        ("<a x='1'/><b x='2'/>", {"x": ["1", "2"]}),
        ("<a x='&lt;&quot;&amp;'/>", {"x": ['<"&']}),
        ("<a><b>t</b><c/></a>", {"b": ["t"]}),
        # no DTD, and so no entity that could grow
        ("<!DOCTYPE a [<!ENTITY e 'x'>]><a x='1'/>", {}),
        ("<a x='1'><b y=", {"x": ["1"]}),
        ("no markup", {}),
    ],
)
def test_user_data_is_scanned(xml: str, expected: user_data.Values) -> None:
    assert values(xml) == expected


def test_scanning_takes_time_in_proportion_to_the_text() -> None:
    for hostile in (
        "a" * 200_000,
        "<" + "a" * 200_000,
        "<a " + "x= " * 60_000,
        "<" * 200_000,
        "<a x='" + "y " * 90_000,
    ):
        started = time.process_time()
        values(hostile)
        assert time.process_time() - started < 2
    assert values("<a x='1'>" + "y" * 300_000) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<a x='1'/>", ""),
        ("", ""),
        ("<a>" + "y" * 262_144, "UserData of more than 262144 characters was not read"),
        ("<!DOCTYPE a><a/>", "UserData with a declaration (<!) was not read"),
    ],
)
def test_what_is_not_read_is_told(text: str, reason: str) -> None:
    assert user_data.limit(Reader().view({"UserData_Xml": text})) == reason
