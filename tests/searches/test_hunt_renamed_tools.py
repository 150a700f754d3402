"""Signing and certificate tools under another name, and other programs under theirs."""

from __future__ import annotations

import pytest

from tests.searches.events import CERTUTIL, HOST, TEMP, audited, start
from tests.searches.harness import Searches, table

NAME = "Hunt Renamed Tools"
COLUMNS = "codesign_tool process_path count hosts dest user score file_hash"

DAY = 86_400
ADD = "-addstore root x.cer"
TMP = TEMP + "a.tmp"

SCENARIOS = {
    # what must fire
    "certutil as a.tmp": (
        [start(0, TMP, f"a.tmp {ADD}", original="CertUtil.exe", sha256="CD" * 32)],
        [("certutil", TMP, 1, 1, HOST, "a.rivera", 100, "cd" * 32)],
    ),
    "on two hosts, by two users, without GUIDs": (
        [
            start(0, TMP, f"a.tmp {ADD}", original="CertUtil.exe", guids=False),
            start(0, TMP, f"a.tmp {ADD}", original="CertUtil.exe", host="ws-2.corp.example", user="CORP\\b.okafor"),
        ],
        [("certutil", TMP, 2, 2, [HOST, "ws-2.corp.example"], ["a.rivera", "b.okafor"], 100, None)],
    ),
    "quotes and carets inside its words": (
        [start(0, TMP, 'a.tmp -add"store" "ro"ot x.c^er', original="CertUtil.exe")],
        [("certutil", TMP, 1, 1, HOST, "a.rivera", 100, None)],
    ),
    # near misses
    "its own name": ([start(0, CERTUTIL, f"certutil {ADD}")], []),
    "4688 tells no original name": ([audited(0, TMP, "a.tmp -dump x.cer")], []),
    "another renamed program": ([start(0, TMP, "a.tmp /c dir", original="Cmd.Exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events, now=DAY), COLUMNS) == rows
