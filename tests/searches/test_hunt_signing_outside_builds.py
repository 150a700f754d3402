"""Signing by people or unknown programs."""

from __future__ import annotations

import pytest

from tests.searches.events import CMD, HOST, SIGNTOOL, audited, start
from tests.searches.harness import Searches, table

NAME = "Hunt Signing Outside Builds"
COLUMNS = "dest user tools parent_process_name count score"

DAY = 86_400
MSBUILD = "C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe"
SIGN = "signtool sign /n Ridgeline /fd sha256 /tr http://ts.example a.exe"


def sign(time=0, **options):
    return start(time, SIGNTOOL, SIGN, **options)


SCENARIOS = {
    # what must fire
    "somebody signs in a shell": ([sign(), sign(9, pid=2)], [(HOST, "a.rivera", "signtool", "cmd.exe", 2, 21)]),
    "Sysmon 1 and 4688": ([sign(), audited(0, SIGNTOOL, SIGN)], [(HOST, "a.rivera", "signtool", "cmd.exe", 1, 21)]),
    "an unknown parent, of no class, loses no row": (
        [sign(parent="D:\\t\\x.exe")],
        [(HOST, "a.rivera", "signtool", "x.exe", 1, 18)],
    ),
    # near misses
    "a build": ([sign(parent=MSBUILD)], []),
    "a shell of a build agent": (
        [sign(parent=CMD, parent_line="cmd.exe /c D:\\a\\_work\\_temp\\0f3a.cmd")],
        [],
    ),
    "it verifies": ([start(0, SIGNTOOL, "signtool verify /pa a.exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events, now=DAY), COLUMNS) == rows
