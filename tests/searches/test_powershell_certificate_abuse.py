"""Script blocks that make, export, import or trust certificates."""

from __future__ import annotations

import pytest

from tests.searches.events import HOST, TEMP, arriving, script
from tests.searches.harness import Searches, table

NAME = "PowerShell Certificate Abuse"
COLUMNS = "_time dest user codesign_score codesign_action codesign_store parts script_path"

SID = "S-1-5-21-1907043312-1604"
TRUST = f"Import-Certificate -FilePath {TEMP}x.cer -CertStoreLocation Cert:\\LocalMachine\\Root"
MAKE = "$c = New-SelfSignedCertificate -Type CodeSigningCert -Subject 'CN=Ridgeline'"
ROW = (0, HOST, SID, 57, "add_to_store", "LocalMachine\\root", 1, None)

SCENARIOS = {
    # what must fire
    "a root is imported in an open shell": ([script(0, TRUST)], [ROW]),
    "a script file": ([script(0, TRUST, path="D:\\t.ps1")], [(*ROW[:-1], "D:\\t.ps1")]),
    "the parts of a long script are one row, out of order and late": (
        [script(1, TRUST, part=2, parts=2), script(0, MAKE + f"; Export-Certificate $c {TEMP}x.cer", part=1, parts=2)],
        [(0, HOST, SID, 57, "add_to_store", "LocalMachine\\root", 2, None)],
    ),
    "one block indexed twice is one row": ([script(0, TRUST)] * 2, [ROW]),
    "two blocks are two rows, the heavier first": (
        [
            script(0, f"Export-PfxCertificate -Cert $c -FilePath {TEMP}x.pfx -Password $p", block="b1"),
            script(0, TRUST, block="b2"),
        ],
        [ROW, (0, HOST, SID, 54, "export_key", "none", 1, None)],
    ),
    "the same block on two hosts is two rows": (
        [script(0, TRUST), script(0, TRUST, host="ws-0999.corp.example")],
        [ROW, (0, "ws-0999.corp.example", *ROW[2:])],
    ),
    "a block without an id loses no row": ([script(0, TRUST, block="")], [ROW]),
    # near misses
    "39 is no alert": ([script(0, MAKE)], []),
    "a certificate is looked at": ([script(0, "Get-ChildItem Cert:\\LocalMachine\\Root | Format-List Subject")], []),
    "a signature is checked": ([script(0, "Get-AuthenticodeSignature C:\\x.exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_what_was_indexed_since_the_last_run_is_seen(searches: Searches):
    events = [script(time, TRUST, block=f"b{time}") for time in (899, 900, 1799, 1800)]
    events.append(arriving(7200, script(-6000, TRUST, block="late")))
    assert [row[0] for row in table(searches.run(NAME, events, now=2100), COLUMNS)] == [-6000, 900, 1799]


def test_an_allowlisted_host_is_left_out(allowlisting: Searches):
    events = [script(0, TRUST), script(0, TRUST, host="ws-0999.corp.example")]
    assert [row[1] for row in table(allowlisting.run(NAME, events), COLUMNS)] == ["ws-0999.corp.example"]
