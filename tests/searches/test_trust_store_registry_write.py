"""A certificate arrives in a store that decides on trust, by a program that does not keep that store."""

from __future__ import annotations

import pytest

from tests.searches.events import CERTUTIL, HOST, POWERSHELL, SYSTEM32, TEMP, THUMBPRINT, arriving, event, stored
from tests.searches.harness import Searches, table

NAME = "Trust Store Registry Write"
COLUMNS = "_time dest user process_name codesign_score codesign_store codesign_thumbprint"

PUBLISHER = "LocalMachine\\trustedpublisher"
ROW = (0, HOST, "a.rivera", "certutil.exe", 70, PUBLISHER, THUMBPRINT)
SVCHOST = SYSTEM32 + "svchost.exe"


def audited_write(time):
    """Security 4657: the twin of Sysmon 13, where the key is audited."""
    data = {
        "SubjectUserName": "a.rivera",
        "SubjectDomainName": "CORP",
        "ObjectName": "\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPublisher"
        f"\\Certificates\\{THUMBPRINT}",
        "ObjectValueName": "Blob",
        "OperationType": "%%1904",
        "NewValueType": "%%1875",
        "ProcessId": hex(9416),
        "ProcessName": CERTUTIL,
    }
    return event(time, "XmlWinEventLog:Security", 4657, HOST, data)


SCENARIOS = {
    # what must fire
    "certutil adds a publisher": ([stored(0)], [ROW]),
    "a program of the user's own adds a root, with no command line to see": (
        [stored(0, "ROOT", TEMP + "setup.exe")],
        [(0, HOST, "a.rivera", "setup.exe", 95, "LocalMachine\\root", THUMBPRINT)],
    ),
    "the user's store: Sysmon writes HKU": (
        [stored(0, root="HKU\\S-1-5-21-1907043312-1604\\Software\\Microsoft\\SystemCertificates")],
        [(*ROW[:5], "CurrentUser\\trustedpublisher", THUMBPRINT)],
    ),
    "Sysmon 13 with its 4657, and indexed twice: one alert": ([audited_write(0.3), stored(0), stored(0)], [ROW]),
    "4657 alone": ([audited_write(0)], [ROW]),
    "two certificates are two alerts": (
        [stored(5, thumbprint="AB" * 20), stored(0)],
        [ROW, (5, *ROW[1:6], "AB" * 20)],
    ),
    "no user loses no row": ([stored(0, user="")], [(0, HOST, "unknown", *ROW[3:])]),
    # near misses
    "Windows keeps AuthRoot itself": ([stored(0, "AuthRoot", SVCHOST)], []),
    "software management keeps all stores": ([stored(0, "Root", "C:\\Windows\\CCM\\CcmExec.exe")], []),
    "a store that decides on no trust": ([stored(0, "My", POWERSHELL)], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_a_key_that_is_only_created_is_no_write(searches: Searches):
    opened = stored(0)
    opened["EventCode"], opened["EventType"] = "12", "CreateKey"
    opened["_raw"] = str(opened["_raw"]).replace("<EventID>13<", "<EventID>12<")
    assert searches.run(NAME, [opened]).rows == []


def test_what_was_indexed_since_the_last_run_is_seen(searches: Searches):
    events = [stored(time, thumbprint=f"{time + 10:040d}") for time in (899, 900, 1799, 1800)]
    events.append(arriving(7200, stored(-6000)))
    assert [row[0] for row in table(searches.run(NAME, events, now=2100), COLUMNS)] == [-6000, 900, 1799]


def test_an_allowlisted_host_is_left_out(allowlisting: Searches):
    events = [stored(0), stored(0, host="ws-0999.corp.example")]
    assert [row[1] for row in table(allowlisting.run(NAME, events), COLUMNS)] == ["ws-0999.corp.example"]
