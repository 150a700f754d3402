"""Programs that start signing and key tools on one or two hosts."""

from __future__ import annotations

import pytest

from tests.searches.events import HOST, SIGNTOOL, SYSTEM32, audited, start
from tests.searches.harness import Searches, table

NAME = "Hunt Rare Signing Parents"
COLUMNS = "codesign_tool parent_process_name count hosts dest score"

DAY = 86_400
WSCRIPT = SYSTEM32 + "wscript.exe"
SIGN = "signtool sign /n Ridgeline /fd sha256 /tr http://ts.example a.exe"


def sign(host=HOST, parent=WSCRIPT, **options):
    return start(0, SIGNTOOL, SIGN, parent=parent, host=host, **options)


SCENARIOS = {
    # what must fire
    "one host": ([sign()], [("signtool", "wscript.exe", 1, 1, HOST, 35)]),
    "two hosts, Sysmon 1 and 4688": (
        [sign(), sign("ws-2.corp.example"), audited(0, SIGNTOOL, SIGN, parent=WSCRIPT)],
        [("signtool", "wscript.exe", 2, 2, [HOST, "ws-2.corp.example"], 35)],
    ),
    "no GUIDs": ([sign(guids=False)], [("signtool", "wscript.exe", 1, 1, HOST, 35)]),
    "an older Windows does not name the parent": (
        [audited(0, SIGNTOOL, SIGN, parent="")],
        [("signtool", "unknown", 1, 1, HOST, 18)],
    ),
    # near misses
    "three hosts": ([sign(f"ws-{n}.corp.example") for n in range(3)], []),
    "the parent starts something else": ([start(0, SYSTEM32 + "cmd.exe", "cmd /c dir", parent=WSCRIPT)], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events, now=DAY), COLUMNS) == rows
