"""Whatever scores 20 or more is a risk event: one for each host, action and store."""

from __future__ import annotations

import pytest

from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    TEMP,
    arriving,
    audited,
    loaded,
    script,
    start,
    stored,
    sysmon,
    written,
)
from tests.searches.harness import Searches, table

NAME = "Risk Events"
COLUMNS = "_time dest user risk_score codesign_action codesign_store seen_as events process_path file_path"

CER, PFX = TEMP + "x.cer", TEMP + "x.pfx"
ADD = f"certutil -addstore TrustedPublisher {CER}"
STORE = "LocalMachine\\trustedpublisher"

SCENARIOS = {
    # what must fire
    "one act, seen as process, registry write and script, is one risk event of the highest score": (
        [
            script(0, f"certutil -addstore TrustedPublisher {CER}"),
            start(1, CERTUTIL, ADD, parent=POWERSHELL),
            audited(1.001, CERTUTIL, ADD, parent=POWERSHELL),
            stored(1.2),
        ],
        [(0, HOST, "a.rivera", 70, "add_to_store", STORE, ["process", "registry", "script"], 4, CERTUTIL, CER.lower())],
    ),
    "two actions and two stores are three": (
        [
            start(0, CERTUTIL, ADD, parent=POWERSHELL),
            start(1, CERTUTIL, f"certutil -user -addstore root {CER}", parent=POWERSHELL, pid=2),
            start(2, CERTUTIL, f"certutil -importpfx {PFX}", parent=POWERSHELL, pid=3),
        ],
        [
            (0, HOST, "a.rivera", 62, "add_to_store", STORE, "process", 1, CERTUTIL, CER.lower()),
            (1, HOST, "a.rivera", 62, "add_to_store", "CurrentUser\\root", "process", 1, CERTUTIL, CER.lower()),
            (2, HOST, "a.rivera", 44, "import_pfx", "LocalMachine\\my", "process", 1, CERTUTIL, PFX.lower()),
        ],
    ),
    "both users of an act get the risk": (
        [start(0, CERTUTIL, ADD), start(9, CERTUTIL, ADD, user="CORP\\b.okafor", pid=2)],
        [(0, HOST, ["a.rivera", "b.okafor"], 62, "add_to_store", STORE, "process", 2, CERTUTIL, CER.lower())],
    ),
    "a host each": (
        [written(0, PFX), written(5, PFX, host="ws-0999.corp.example")],
        [
            (0, HOST, "a.rivera", 35, "certificate_drop", "none", "file", 1, POWERSHELL, PFX.lower()),
            (5, "ws-0999.corp.example", "a.rivera", 35, "certificate_drop", "none", "file", 1, POWERSHELL, PFX.lower()),
        ],
    ),
    "accounts that every host has are no risk objects": (
        [start(0, CERTUTIL, ADD, user="NT AUTHORITY\\SYSTEM")],
        [(0, HOST, None, 68, "add_to_store", STORE, "process", 1, CERTUTIL, CER.lower())],
    ),
    "a SID is a risk object where no name is known": (
        [script(0, f"certutil -addstore TrustedPublisher {CER}")],
        [(0, HOST, "S-1-5-21-1907043312-1604", 57, "add_to_store", STORE, "script", 1, None, CER.lower())],
    ),
    # near misses
    "19 is no risk": ([written(0, TEMP + "x.cer")], []),
    "a library with a good signature": ([loaded(0, DOWNLOADS + "x.dll", "Ridgeline Software")], []),
    "signtool verifies": ([start(0, SIGNTOOL, f"signtool verify /pa {TEMP}x.exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_the_file_in_question_comes_with_its_hash_and_its_signer(searches: Searches):
    columns = "codesign_action certificate_common_name file_hash file_path"
    events = [loaded(0, DOWNLOADS + "x.dll", "Microsoft Windows", signed="false", status="Unavailable")]
    [row] = table(searches.run(NAME, events), columns)
    assert row == ("load_image", "Microsoft Windows", "ab" * 32, DOWNLOADS.lower() + "x.dll")
    renamed = start(0, TEMP + "a.tmp", f"a.tmp -addstore root {CER}", original="CertUtil.exe", sha256="CD" * 32)
    known = start(9, CERTUTIL, f"certutil -importpfx {PFX}", sha256="EF" * 32)
    assert table(searches.run(NAME, [renamed, known]), "codesign_action file_hash") == [
        ("add_to_store", "cd" * 32),
        ("import_pfx", None),
    ]


def test_a_driver_without_a_good_signature_is_a_risk(searches: Searches):
    data = {
        "ImageLoaded": "C:\\Windows\\Temp\\x.sys",
        "Signed": "true",
        "Signature": "Old Vendor",
        "SignatureStatus": "Revoked",
    }
    result = searches.run(NAME, [sysmon(0, 6, HOST, **data)])
    assert table(result, "risk_score codesign_action certificate_common_name seen_as") == [
        (62, "load_driver", "Old Vendor", "driver")
    ]


def test_what_was_indexed_since_the_last_run_is_seen(searches: Searches):
    events = [written(time, PFX, pid=10 + time) for time in (899, 900, 1799, 1800)]
    assert table(searches.run(NAME, events, now=2100), "_time events") == [(900, 2)]
    late = [arriving(7200, written(-6000, PFX)), arriving(90_000, written(-88_800, PFX, pid=5))]
    assert table(searches.run(NAME, late, now=2100), "_time events") == [(-6000, 1)]


def test_an_allowlisted_host_is_left_out(allowlisting: Searches):
    assert allowlisting.run(NAME, [start(0, CERTUTIL, ADD), stored(1), written(2, PFX)]).rows == []


def test_the_message_holds_no_password(searches: Searches):
    result = searches.run(NAME, [start(0, SIGNTOOL, f"signtool sign /f {PFX} /p Winter22! {TEMP}x.exe")])
    assert len(result.rows) == 1
    assert "Winter22!" not in str(result.rows)
