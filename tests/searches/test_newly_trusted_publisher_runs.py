"""A host is made to trust a certificate, and runs what fits: a file that was signed there, or a new, rare publisher."""

from __future__ import annotations

import pytest

from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    TEMP,
    audited,
    loaded,
    script,
    start,
    stored,
)
from tests.searches.harness import Searches, table

NAME = "Newly Trusted Publisher Runs"
COLUMNS = "_time dest user file publisher signed_with trusted_store trust_age codesign_score"

TRUST = f"certutil -addstore TrustedPublisher {TEMP}x.cer"
STORE = "LocalMachine\\trustedpublisher"


def trusted(time=0, **options):
    return start(time, CERTUTIL, TRUST, parent=POWERSHELL, pid=1, **options)


def signed(time=10):
    return start(time, SIGNTOOL, f"signtool sign /f D:\\x.pfx /fd sha256 {TEMP}tool.exe", pid=2)


def started(time=60, path=TEMP + "tool.exe", line="", **options):
    return start(time, path, line or path, pid=3, **options)


SIGNED_ROW = (60, HOST, "a.rivera", "tool.exe", "-", "signtool", STORE, 60, 62)
RIDGELINE = (60, HOST, "a.rivera", "tool.exe", "Ridgeline Software", "unknown", STORE, 60, 62)

SCENARIOS = {
    # what must fire
    "trusted, signed, started": ([trusted(), signed(), started()], [SIGNED_ROW]),
    "out of order, twins, indexed twice": (
        [started(), started(), signed(), audited(0.001, CERTUTIL, TRUST, parent=POWERSHELL, pid=1), trusted()],
        [SIGNED_ROW],
    ),
    "signed first, trusted then": ([signed(-10), trusted(), started()], [SIGNED_ROW]),
    "seen in the registry only": ([stored(0), signed(), started()], [(*SIGNED_ROW[:-1], 70)]),
    "a signed script runs": (
        [
            trusted(),
            script(10, "Set-AuthenticodeSignature -FilePath $env:TEMP\\p.ps1 -Certificate $c"),
            started(60, POWERSHELL, f"powershell -ExecutionPolicy AllSigned -File {TEMP}p.ps1"),
        ],
        [(60, HOST, "a.rivera", "p.ps1", "-", "powershell", STORE, 60, 62)],
    ),
    "a publisher that is new to the host": (
        [trusted(), loaded(60, DOWNLOADS + "tool.exe", "Ridgeline Software")],
        [RIDGELINE],
    ),
    "once for all its files": (
        [
            trusted(),
            *(
                loaded(60 + n, f"{DOWNLOADS}{name}", "Ridgeline Software")
                for n, name in enumerate(("tool.exe", "b.dll"))
            ),
        ],
        [RIDGELINE],
    ),
    "no user": ([trusted(user=""), signed(), started(user="")], [(60, HOST, "unknown", *SIGNED_ROW[3:])]),
    # near misses
    "nothing was trusted": ([signed(), started(), loaded(60, DOWNLOADS + "tool.exe", "Ridgeline Software")], []),
    "trusted on another host": ([trusted(host="ws-0999.corp.example"), signed(), started()], []),
    "started before it was trusted": ([signed(), started(-60), trusted()], []),
    "a file that nobody signed here": ([trusted(), signed(), started(path=TEMP + "other.exe")], []),
    "a publisher that the host knew": (
        [
            loaded(-60, DOWNLOADS + "a.exe", "Ridgeline Software"),
            trusted(),
            loaded(60, DOWNLOADS + "tool.exe", "Ridgeline Software"),
        ],
        [],
    ),
    "a publisher that many hosts load": (
        [
            trusted(),
            *(loaded(60, DOWNLOADS + "tool.exe", "Ridgeline Software", host=f"ws-{n}.corp.example") for n in range(3)),
            loaded(60, DOWNLOADS + "tool.exe", "Ridgeline Software"),
        ],
        [],
    ),
    "a publisher in a place where users cannot write": (
        [trusted(), loaded(60, "C:\\Program Files\\t.exe", "Ridgeline Software")],
        [],
    ),
    "a file without a good signature": (
        [trusted(), loaded(60, DOWNLOADS + "tool.exe", "Ridgeline", signed="false", status="Expired")],
        [],
    ),
    "Windows keeps its own store": (
        [stored(0, "AuthRoot", "C:\\Windows\\System32\\svchost.exe"), signed(), started()],
        [],
    ),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_only_what_ran_since_the_last_run_is_told(searches: Searches):
    events = [trusted(), signed(), started(60)]
    assert len(searches.run(NAME, events, now=5 * 3600).rows) == 1
    assert searches.run(NAME, events, now=6 * 3600).rows == []


def test_an_allowlisted_change_makes_nothing_newly_trusted(allowlisting: Searches):
    assert allowlisting.run(NAME, [trusted(), signed(), started()]).rows == []
