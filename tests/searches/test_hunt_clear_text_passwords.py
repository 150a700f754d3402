"""Passwords of keys on command lines and in scripts; the words themselves are never shown."""

from __future__ import annotations

import pytest

from tests.searches.events import HOST, SIGNTOOL, TEMP, audited, script, start
from tests.searches.harness import Searches, table

NAME = "Hunt Clear Text Passwords"
COLUMNS = "dest codesign_tool count user codesign_files"

DAY = 86_400
PFX = TEMP + "x.pfx"
SIGN = f"signtool sign /f {PFX} /p Winter22! /fd sha256 a.exe"

SCENARIOS = {
    # what must fire
    "signtool": ([start(0, SIGNTOOL, SIGN)], [(HOST, "signtool", 1, "a.rivera", PFX.lower())]),
    "with its 4688, and again": (
        [start(0, SIGNTOOL, SIGN), audited(0, SIGNTOOL, SIGN), start(9, SIGNTOOL, SIGN, pid=2)],
        [(HOST, "signtool", 2, "a.rivera", PFX.lower())],
    ),
    "a script": (
        [
            script(
                0,
                "$p = ConvertTo-SecureString 'Winter22!' -AsPlainText -Force; "
                f"Export-PfxCertificate -Cert $c -FilePath {PFX} -Password $p",
            )
        ],
        [(HOST, "powershell", 1, "S-1-5-21-1907043312-1604", PFX.lower())],
    ),
    "no user": ([start(0, SIGNTOOL, SIGN, user="")], [(HOST, "signtool", 1, "unknown", PFX.lower())]),
    # near misses
    "a variable": ([start(0, SIGNTOOL, f"signtool sign /f {PFX} /p %PFX_PASSWORD% a.exe")], []),
    "no password": ([start(0, SIGNTOOL, f"signtool sign /f {PFX} a.exe")], []),
    "a password of something else": ([start(0, "D:\\t\\x.exe", "x.exe /p Winter22!")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    result = searches.run(NAME, events, now=DAY)
    assert table(result, COLUMNS) == rows
    assert "Winter22!" not in str(result.rows)
