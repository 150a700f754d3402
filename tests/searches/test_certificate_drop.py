"""Certificate and key files that appear where users can write: one row for each host, user and program."""

from __future__ import annotations

import pytest

from tests.searches.events import DOWNLOADS, HOST, POWERSHELL, SYSTEM32, TEMP, arriving, event, written
from tests.searches.harness import Searches, table

NAME = "Certificate Drop"
COLUMNS = "_time dest user process_name codesign_score count CommandLine"

CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
WSCRIPT = SYSTEM32 + "wscript.exe"
PFX = TEMP + "x.pfx"


def audited_write(time, path, image, mask):
    """Security 4663: the twin of Sysmon 11, where a folder is audited."""
    data = {
        "SubjectUserName": "a.rivera",
        "SubjectDomainName": "CORP",
        "ObjectType": "File",
        "ObjectName": path,
        "ProcessId": hex(5200),
        "ProcessName": image,
        "AccessMask": mask,
    }
    return event(time, "XmlWinEventLog:Security", 4663, HOST, data)


SCENARIOS = {
    # what must fire
    "PowerShell writes a PFX file": ([written(0, PFX)], [(0, HOST, "a.rivera", "powershell.exe", 35, 1, PFX.lower())]),
    "a script host writes a certificate": (
        [written(0, DOWNLOADS + "x.cer", WSCRIPT)],
        [(0, HOST, "a.rivera", "wscript.exe", 50, 1, DOWNLOADS.lower() + "x.cer")],
    ),
    "many files of one program are one row, of the highest score, indexed twice or not": (
        [written(0, PFX), written(0, PFX), written(9, TEMP + "y.p12"), written(3, TEMP + "z.snk")],
        [(0, HOST, "a.rivera", "powershell.exe", 35, 2, [PFX.lower(), TEMP.lower() + "y.p12"])],
    ),
    "Sysmon 11 and its 4663 are one drop": (
        [written(0, PFX), audited_write(0.5, PFX, POWERSHELL, "0x2")],
        [(0, HOST, "a.rivera", "powershell.exe", 35, 1, PFX.lower())],
    ),
    "two users and two hosts are three rows": (
        [written(0, PFX), written(0, PFX, user="CORP\\b.okafor", pid=1), written(0, PFX, host="ws-0999.corp.example")],
        [
            (0, HOST, "a.rivera", "powershell.exe", 35, 1, PFX.lower()),
            (0, HOST, "b.okafor", "powershell.exe", 35, 1, PFX.lower()),
            (0, "ws-0999.corp.example", "a.rivera", "powershell.exe", 35, 1, PFX.lower()),
        ],
    ),
    "no user and no GUID lose no row": (
        [written(0, PFX, user="", guids=False)],
        [(0, HOST, "unknown", "powershell.exe", 35, 1, PFX.lower())],
    ),
    "nobody says what wrote it": (
        [written(0, PFX, "")],
        [(0, HOST, "a.rivera", "unknown", 28, 1, PFX.lower())],
    ),
    "a key under the name that a stealing tool gives it, wherever it lies": (
        [written(0, SYSTEM32 + "ntds_capi_0_x.pfx")],
        [(0, HOST, "a.rivera", "powershell.exe", 70, 1, SYSTEM32.lower() + "ntds_capi_0_x.pfx")],
    ),
    # near misses
    "a browser's download of a certificate without its key": ([written(0, DOWNLOADS + "x.cer", CHROME)], []),
    "where users cannot write": ([written(0, "C:\\Program Files\\App\\x.pfx")], []),
    "a benign dropper: cloud folders": (
        [written(0, DOWNLOADS + "x.pfx", "C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe")],
        [],
    ),
    "a benign dropper: software management": ([written(0, PFX, "C:\\Windows\\CCM\\CcmExec.exe")], []),
    "another kind of file": ([written(0, TEMP + "x.pfx.txt"), written(0, TEMP + "x.exe")], []),
    "the file is only read": ([audited_write(0, PFX, POWERSHELL, "0x1")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_what_was_indexed_since_the_last_run_is_seen(searches: Searches):
    events = [written(time, TEMP + f"{time}.pfx", pid=time) for time in (899, 900, 2699, 2700)]
    [row] = table(searches.run(NAME, [*events, arriving(7200, written(-6000, PFX))], now=3000), COLUMNS)
    assert row[-1] == [TEMP.lower() + "2699.pfx", TEMP.lower() + "900.pfx", PFX.lower()]


def test_an_allowlisted_host_is_left_out(allowlisting: Searches):
    assert allowlisting.run(NAME, [written(0, PFX)]).rows == []


def test_the_macro_gives_the_fields_of_the_published_search(searches: Searches):
    result = searches.run_text("`codesignrisk_cert_drops`", [written(0, PFX)])
    assert table(result, "_time host User Process CommandLine DetectionType") == [
        (0, "ws-0142", "CORP\\a.rivera", POWERSHELL, PFX.lower(), "SuspiciousCertFileCreation")
    ]
