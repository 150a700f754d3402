"""Something is signed within five minutes after a certificate or key file was made, under one parent."""

from __future__ import annotations

import pytest

from tests.searches.events import CMD, HOST, POWERSHELL, SIGNTOOL, TEMP, audited, start
from tests.searches.harness import Searches, table

NAME = "Signing Kit In Sequence"
COLUMNS = "_time dest user parent_process_name made_with signed_with signatures codesign_score"

MSBUILD = "C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe"
MAKE = "makecert -r -pe -n CN=Ridgeline -sv x.pvk x.cer"
PACK = "pvk2pfx -pvk x.pvk -spc x.cer -pfx x.pfx"
SIGN = "signtool sign /f x.pfx a.exe"


def makecert(time, **options):
    return start(time, "D:\\kit\\makecert.exe", MAKE, pid=1, **options)


def pvk2pfx(time, **options):
    return start(time, "D:\\kit\\pvk2pfx.exe", PACK, pid=2, **options)


def signtool(time, pid=3, **options):
    return start(time, SIGNTOOL, SIGN, pid=pid, **options)


def openssl(time, **options):
    return start(
        time, "D:\\kit\\openssl.exe", "openssl pkcs12 -export -out x.pfx -inkey x.key -in x.cer", pid=4, **options
    )


def osslsigncode(time, **options):
    return start(
        time, "D:\\kit\\osslsigncode.exe", "osslsigncode sign -pkcs12 x.pfx -in a.exe -out b.exe", pid=5, **options
    )


KIT = (60, HOST, "a.rivera", "cmd.exe", ["makecert", "pvk2pfx"], "signtool", 1, 65)

SCENARIOS = {
    # what must fire
    "makecert, pvk2pfx, signtool": ([makecert(0), pvk2pfx(30), signtool(60)], [KIT]),
    "out of order": ([signtool(60), makecert(0), pvk2pfx(30)], [KIT]),
    "with 4688 beside Sysmon 1, and without GUIDs": (
        [
            makecert(0, guids=False),
            pvk2pfx(30),
            audited(30, "D:\\kit\\pvk2pfx.exe", PACK, pid=2),
            audited(60, SIGNTOOL, SIGN, pid=3),
            signtool(60.001),
        ],
        [(60.001, *KIT[1:])],
    ),
    "nothing but 4688": (
        [
            audited(0, "D:\\kit\\makecert.exe", MAKE, pid=1),
            audited(30, "D:\\kit\\pvk2pfx.exe", PACK, pid=2),
            audited(60, SIGNTOOL, SIGN, pid=3),
        ],
        [KIT],
    ),
    "openssl, osslsigncode": (
        [openssl(0, parent=POWERSHELL), osslsigncode(9, parent=POWERSHELL)],
        [(9, HOST, "a.rivera", "powershell.exe", "openssl", "osslsigncode", 1, 61)],
    ),
    "two signatures are one row": (
        [makecert(0), signtool(30), signtool(60, pid=9)],
        [(30, HOST, "a.rivera", "cmd.exe", "makecert", "signtool", 2, 63)],
    ),
    "five minutes": ([makecert(0), signtool(300)], [(300, HOST, "a.rivera", "cmd.exe", "makecert", "signtool", 1, 63)]),
    "no user": (
        [makecert(0, user=""), signtool(60, user="")],
        [(60, HOST, "unknown", "cmd.exe", "makecert", "signtool", 1, 63)],
    ),
    "a tool under another name": (
        [
            start(0, TEMP + "a.tmp", "a.tmp -r -pe -n CN=Ridgeline -sv x.pvk x.cer", pid=1, original="MAKECERT.EXE"),
            signtool(60),
        ],
        [(60, HOST, "a.rivera", "cmd.exe", "makecert", "signtool", 1, 100)],
    ),
    # near misses
    "a second more than five minutes": ([makecert(0), signtool(301)], []),
    "signed before it was made": ([signtool(0), makecert(30)], []),
    "another parent": ([makecert(0), signtool(60, ppid=5201)], []),
    "another host": ([makecert(0), signtool(60, host="ws-0999.corp.example")], []),
    "a build makes a test certificate and signs": ([makecert(0, parent=MSBUILD), signtool(60, parent=MSBUILD)], []),
    "only made": ([makecert(0), pvk2pfx(30)], []),
    "only signed": ([signtool(0), signtool(30, pid=9)], []),
    "made and verified": ([makecert(0), start(30, SIGNTOOL, "signtool verify /pa a.exe", parent=CMD)], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_windows_overlap_and_lag(searches: Searches):
    assert table(searches.run(NAME, [makecert(-1), signtool(0)], now=2400), COLUMNS) == []
    assert len(searches.run(NAME, [makecert(0), signtool(2099), signtool(2100)], now=2400).rows) == 0
    assert len(searches.run(NAME, [makecert(1999), signtool(2099), signtool(2100)], now=2400).rows) == 1
