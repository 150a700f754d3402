"""Who sets what Windows lets in decides: policies and settings that people make say nothing."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import unasked

from tests.core.judging import SYSTEM32

ZIP = ("hklm\\software\\7-zip\\options", "WriteZoneIdExtract", "0")
SITE = ("hkcu\\software\\x\\internet settings\\zonemap\\domains\\files-lab.top", "https", "2")
ADD_IN = ("hkcu\\software\\microsoft\\vsto\\security\\inclusion\\{1}", "Url", "https://apps.lab/a.vsto")
OFFICE = "C:\\Program Files\\Common Files\\microsoft shared\\VSTO\\10.0\\VSTOInstaller.exe"
MANAGER = "C:\\Windows\\CCM\\CcmExec.exe"
SEVEN_ZIP = "C:\\Program Files\\7-Zip\\7zFM.exe"
DROPPED = "C:\\Users\\Public\\7zFM.exe"


@pytest.mark.parametrize(
    ("told", "image", "indicators", "is_one"),
    [
        (ZIP, "", ["mark_of_web_stopped"], True),
        (ZIP, DROPPED, ["mark_of_web_stopped"], True),
        (ZIP, SEVEN_ZIP, [], True),
        (ZIP, f"{SYSTEM32}svchost.exe", [], True),
        (SITE, f"{SYSTEM32}mshta.exe", ["zone_trusted"], True),
        (SITE, MANAGER, [], True),
        # a person at Internet Options
        (SITE, f"{SYSTEM32}rundll32.exe", [], True),
        (SITE, "C:\\Users\\Public\\rundll32.exe", ["zone_trusted"], True),
        (ADD_IN, f"{SYSTEM32}wscript.exe", ["office_add_in_trusted"], True),
        (ADD_IN, OFFICE, [], True),
        (("hklm\\software\\lab", "x", "1"), "", [], False),
    ],
)
def test_who_sets_it(told: tuple[str, str, str], image: str, indicators: list[str], is_one: bool) -> None:
    report = Report()
    assert unasked.judge(report, "agent", *told, image) is is_one
    assert [found.indicator for found in report.findings] == indicators


def test_sentences_name_the_site() -> None:
    report = Report()
    unasked.judge(report, "agent", "x\\internet settings\\zonemap\\protocoldefaults", "http", "2", "")
    assert [found.sentence for found in report.findings] == [
        "agent has Windows trust all web sites, so that what comes from there bears no mark",
        "it may come without encryption",
    ]
