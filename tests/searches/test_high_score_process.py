"""Process starts that score 60 or more are alerts, one for each start."""

from __future__ import annotations

import pytest

from tests.searches.events import (
    CERTUTIL,
    CMD,
    EXPLORER,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    SYSTEM32,
    TEMP,
    arriving,
    audited,
    start,
)
from tests.searches.harness import Searches, table

NAME = "High Score Process"
COLUMNS = "_time dest user process_name parent_process_name codesign_score codesign_action codesign_store"

ADD = f"certutil -addstore root {TEMP}x.cer"
SIGN = f"signtool sign /f {TEMP}x.pfx /p Winter22! /fd sha256 {TEMP}x.exe"
STORE = "LocalMachine\\root"
ROW = (0, HOST, "a.rivera", "certutil.exe", "powershell.exe", 62, "add_to_store", STORE)

SCENARIOS = {
    # what must fire
    "a certificate goes into the root store": ([start(0, CERTUTIL, ADD, parent=POWERSHELL)], [ROW]),
    "the same, with nothing but 4688": ([audited(0, CERTUTIL, ADD, parent=POWERSHELL)], [ROW]),
    "Sysmon 1 and 4688 of one start are one alert, and Sysmon's row stays": (
        [audited(0.002, CERTUTIL, ADD, parent=POWERSHELL), start(0, CERTUTIL, ADD, parent=POWERSHELL)],
        [ROW],
    ),
    "of twins the higher score stays: only Sysmon knows that the tool is renamed": (
        [
            audited(0, TEMP + "tcm.tmp", f"tcm.tmp -addstore root {TEMP}x.cer"),
            start(0.1, TEMP + "tcm.tmp", f"tcm.tmp -addstore root {TEMP}x.cer", original="CertUtil.exe"),
        ],
        [(0.1, HOST, "a.rivera", "tcm.tmp", "cmd.exe", 100, "add_to_store", STORE)],
    ),
    "an event that was indexed twice is one alert": ([start(0, CERTUTIL, ADD, parent=POWERSHELL)] * 2, [ROW]),
    "a process id that comes again later is another alert": (
        [start(0, CERTUTIL, ADD, parent=POWERSHELL), start(2.5, CERTUTIL, ADD, parent=POWERSHELL)],
        [ROW, (2.5, *ROW[1:])],
    ),
    "two hosts are two alerts": (
        [
            start(0, CERTUTIL, ADD, parent=POWERSHELL),
            start(0, CERTUTIL, ADD, parent=POWERSHELL, host="ws-0999.corp.example"),
        ],
        [ROW, (0, "ws-0999.corp.example", *ROW[2:])],
    ),
    "no GUIDs, and events out of order": (
        [
            start(60, SIGNTOOL, SIGN, parent=POWERSHELL, guids=False, pid=2),
            start(0, CERTUTIL, ADD, parent=POWERSHELL, guids=False, pid=1),
        ],
        [(60, HOST, "a.rivera", "signtool.exe", "powershell.exe", 82, "sign", "none"), ROW],
    ),
    "the machine's own account in 4688 is SYSTEM": (
        [audited(0, CERTUTIL, ADD, parent=SYSTEM32 + "wscript.exe", user="CORP\\WS-0142$")],
        [(0, HOST, "SYSTEM", "certutil.exe", "wscript.exe", 88, "add_to_store", STORE)],
    ),
    "no user at all loses no row": (
        [start(0, CERTUTIL, ADD, parent=POWERSHELL, user="")],
        [(0, HOST, "unknown", *ROW[3:])],
    ),
    # near misses
    "59 is no alert": (
        [start(0, CERTUTIL, ADD, parent=EXPLORER), start(5, CERTUTIL, "certutil -addstore root D:\\x.cer")],
        [],
    ),
    "signing in a build": (
        [
            start(
                0,
                SIGNTOOL,
                "signtool sign /sha1 1E2C2BA9 /fd sha256 /tr http://ts.example D:\\a\\_work\\1\\s\\x.exe",
                parent="C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe",
                user="CORP\\svc-build",
            )
        ],
        [],
    ),
    "certutil that only reads": ([start(0, CERTUTIL, f"certutil -hashfile {TEMP}root.iso", parent=POWERSHELL)], []),
    "a process without command line": ([audited(0, CERTUTIL, "", parent=POWERSHELL)], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_what_was_indexed_since_the_last_run_is_seen(searches: Searches):
    """A laptop that comes back after hours as well; a clock may be ahead."""
    events = [start(time, CERTUTIL, ADD, parent=POWERSHELL, pid=100 + time) for time in (899, 900, 1799, 1800)]
    events.append(arriving(7200, start(-6000, CERTUTIL, ADD, parent=POWERSHELL)))
    events.append(arriving(-3000, start(4500, CERTUTIL, ADD, parent=POWERSHELL)))
    found = table(searches.run(NAME, events, now=2100), COLUMNS)
    assert [row[0] for row in found] == [-6000, 900, 1799, 4500]
    assert {row[1:] for row in found} == {ROW[1:]}


def test_what_the_allowlist_has_a_row_for_is_no_alert(allowlisting: Searches):
    other = start(0, CERTUTIL, ADD, parent=POWERSHELL, host="ws-0999.corp.example")
    result = allowlisting.run(NAME, [start(0, CERTUTIL, ADD, parent=POWERSHELL), other])
    assert table(result, COLUMNS) == [(0, "ws-0999.corp.example", *ROW[2:])]


def test_a_late_twin_is_the_same_case_so_that_suppression_holds_it_back(searches: Searches):
    [early] = searches.run(NAME, [start(0, CERTUTIL, ADD, parent=POWERSHELL)]).rows
    [late] = searches.run(NAME, [audited(0, CERTUTIL, ADD, parent=POWERSHELL)]).rows
    assert (early["dest"], early["codesign_case"]) == (late["dest"], late["codesign_case"])
    [other] = searches.run(NAME, [start(0, CERTUTIL, ADD.replace("x.cer", "y.cer"), parent=POWERSHELL)]).rows
    assert other["codesign_case"] != early["codesign_case"]


def test_no_column_holds_a_password(searches: Searches):
    [row] = searches.run(NAME, [start(0, SIGNTOOL, SIGN, parent=CMD)]).rows
    assert "Winter22!" not in str(row)
