"""The mark of the web as it is written, what it says, and who deletes it."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings

from tests.core.events.test_file import PUBLIC, WORK, judge, score, sysmon
from tests.core.judging import SYSTEM32, TEMP

CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
POWERSHELL = f"{SYSTEM32}WindowsPowerShell\\v1.0\\powershell.exe"
WSCRIPT = f"{SYSTEM32}wscript.exe"
STRANGER = f"{TEMP}x.exe"
PROGRAM = "C:\\Users\\ann\\AppData\\Roaming\\Lab\\a.exe"
OTHER = "C:\\Users\\ann\\AppData\\Roaming\\Lab\\b.exe"
REMOVED = ["mark_of_web_removed", "program_unmarked"]


def mark(file: str, image: str, text: str) -> dict[str, str]:
    """Sysmon 15 of a mark."""
    return {**sysmon(f"{file}:Zone.Identifier", image, "15"), "Contents": text}


def zone(number: int, url: str = "https://www.contoso.example/a") -> str:
    return f"[ZoneTransfer]  ZoneId={number}  ReferrerUrl=https://www.contoso.example/  HostUrl={url}  "


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("image", [POWERSHELL, f"{SYSTEM32}cmd.exe", WSCRIPT, "C:\\Python313\\python.exe"])
def test_a_mark_that_is_trusted(number: int, image: str, shipped: Settings) -> None:
    report = judge(mark(f"{PUBLIC}a.exe", image, zone(number)), shipped)
    assert report.findings[0].indicator == "mark_of_web_written"
    assert f"of zone {number}, of which Windows asks no signature" in report.findings[0].sentence
    assert (report.action, report.targets) == ("remove_quarantine", ["c:\\users\\public\\a.exe"])


@pytest.mark.parametrize(("number", "found"), [(0, True), (1, False), (2, False), (3, False)])
def test_a_program_that_a_user_installed(number: int, found: bool, shipped: Settings) -> None:
    """It tells the zone of the address that it fetched from, as browsers do; nothing fetched is of zone 0."""
    assert judge(mark(f"{PUBLIC}a.exe", OTHER, zone(number)), shipped).shows("mark_of_web_written") is found


@pytest.mark.parametrize(
    ("image", "file", "text", "found"),
    [
        # a trusted zone without an address that is of it
        (OTHER, "a.txt", "[ZoneTransfer]  ZoneId=2  HostUrl=about:internet", True),
        (OTHER, "a.txt", "[ZoneTransfer]\r\nZoneId=1\r\n", True),
        (OTHER, "a.exe", "[ZoneTransfer]  ZoneId=2  HostUrl=https://www.contoso.example/a", False),
        # out of a temporary place, for another program
        (STRANGER, "a.exe", zone(2), True),
        (f"{PUBLIC}x.exe", "更新.exe", zone(1), True),
        (STRANGER, "a.txt", zone(2), False),
        (STRANGER, "a.exe", zone(3), False),
        # the text as forwarders make it: blanks, tabs, nothing at all between the lines
        (STRANGER, "a.exe", "[ZoneTransfer]ZoneId=0", True),
        (STRANGER, "a.exe", "[ZoneTransfer]\t\tZoneId  =  1\tHostUrl = about:internet", True),
        # what stands in an address is no line of its own
        (STRANGER, "a.exe", "[ZoneTransfer] ReferrerUrl=https://a.example/?zoneid=3 ZoneId=0", True),
        (STRANGER, "a.exe", "[ZoneTransfer] ReferrerUrl=https://a.example/?zoneid=0 ZoneId=3", False),
    ],
)
def test_a_program_that_somebody_brought(image: str, file: str, text: str, found: bool, shipped: Settings) -> None:
    report = judge(mark(f"C:\\Users\\ann\\ダウンロード\\{file}", image, text), shipped)
    assert report.shows("mark_of_web_written") is found


@pytest.mark.parametrize(
    ("image", "text"),
    [
        # what asks its user, and what browsers, mail and the Explorer write for the intranet and trusted sites
        (POWERSHELL, zone(3)),
        (STRANGER, zone(4)),
        (CHROME, zone(1)),
        (CHROME, zone(2)),
        ("C:\\Windows\\explorer.exe", zone(0)),
        ("C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE", zone(1)),
        (f"{SYSTEM32}rundll32.exe", zone(3)),
        # no text, or another one
        (POWERSHELL, ""),
        (POWERSHELL, "ZoneId=12"),
        (POWERSHELL, "ZoneId=x"),
    ],
)
def test_marks_as_they_are_written_every_day(image: str, text: str, shipped: Settings) -> None:
    assert not judge(mark(f"{PUBLIC}a.exe", image, text), shipped).findings


def test_a_script_has_no_business_with_any_mark(shipped: Settings) -> None:
    report = judge(mark(f"{PUBLIC}a.exe", WSCRIPT, zone(3)), shipped)
    assert report.findings[0].sentence == "wscript writes where a.exe came from, as no script has to"


@pytest.mark.parametrize(
    ("file", "url", "found"),
    [
        ("a.pfx", "http://203.0.113.7/a.pfx", True),
        ("a.cer", "http://203.0.113.7:8080/a.cer", True),
        ("a.pfx", "https://www.contoso.example/a.pfx", False),
        ("a.pfx", "about:internet", False),
        ("a.txt", "http://203.0.113.7/a.txt", False),
    ],
)
def test_where_a_certificate_was_fetched(file: str, url: str, found: bool, shipped: Settings) -> None:
    report = judge(mark(f"{WORK}{file}", CHROME, zone(3, url)), shipped)
    assert report.shows("input_bare_address") is found


def test_a_trusted_mark_scores(shipped: Settings) -> None:
    assert score(mark(f"{PUBLIC}a.exe", POWERSHELL, zone(0)), shipped) >= 34
    assert score(mark(f"{PUBLIC}a.exe", CHROME, zone(1)), shipped) == 0


@pytest.mark.parametrize("event_id", ["23", "26"])
@pytest.mark.parametrize(
    ("image", "path", "indicators"),
    [
        (OTHER, PROGRAM, [*REMOVED, "writer_user_writable"]),
        (f"{SYSTEM32}wscript.exe", "C:\\Users\\ann\\Downloads\\a.exe", [*REMOVED, "writer_script_host"]),
        # people's own doing, browsers, what is no program, what is installed
        ("C:\\Windows\\explorer.exe", "C:\\Users\\ann\\Downloads\\a.exe", []),
        ("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Users\\ann\\Downloads\\a.exe", []),
        ("C:\\Program Files\\7-Zip\\7zFM.exe", "C:\\Users\\ann\\Downloads\\a.exe", []),
        (OTHER, "C:\\Users\\ann\\Downloads\\a.xlsx", []),
        (OTHER, "C:\\lab\\a.exe", []),
    ],
)
def test_marks_that_go(event_id: str, image: str, path: str, indicators: list[str], shipped: Settings) -> None:
    report = judge(sysmon(f"{path}:Zone.Identifier", image, event_id), shipped)
    assert [found.indicator for found in report.findings] == indicators
    assert report.targets == ([path.lower()] if indicators else [])
