"""The searches on data models: what those on events find, with the fields that the Common Information Model has."""

from __future__ import annotations

import pytest

from tests.searches.datamodel import file, process
from tests.searches.events import CERTUTIL, DOWNLOADS, HOST, POWERSHELL, SIGNTOOL, TEMP
from tests.searches.harness import Searches, table

PFX = DOWNLOADS + "x.pfx"
ADD = f"certutil -addstore root {TEMP}x.cer"
IMPORT = f"certutil -importpfx {PFX}"


def run(searches: Searches, name: str, processes=(), files=(), now: float = 900):
    return searches.run(name, now=now, datamodels={"Endpoint.Processes": processes, "Endpoint.Filesystem": files})


ALERTS = {
    "a certificate goes into the root store": (
        [process(0, CERTUTIL, ADD, parent=POWERSHELL)],
        [(0, HOST, "a.rivera", "certutil.exe", "powershell.exe", 62)],
    ),
    "4688 has no original name and no GUID": (
        [process(0, CERTUTIL, ADD, parent=POWERSHELL, guids=False)],
        [(0, HOST, "a.rivera", "certutil.exe", "powershell.exe", 62)],
    ),
    "Sysmon 1 and 4688 are one alert": (
        [process(0, CERTUTIL, ADD, parent=POWERSHELL), process(1, CERTUTIL, ADD, parent=POWERSHELL, guids=False)],
        [(0, HOST, "a.rivera", "certutil.exe", "powershell.exe", 62)],
    ),
    "a renamed tool, by its original name": (
        [process(0, TEMP + "a.tmp", f"a.tmp -addstore root {TEMP}x.cer", original="CertUtil.exe")],
        [(0, HOST, "a.rivera", "a.tmp", "cmd.exe", 100)],
    ),
    "no user": (
        [process(0, CERTUTIL, ADD, parent=POWERSHELL, user="")],
        [(0, HOST, "unknown", "certutil.exe", "powershell.exe", 62)],
    ),
    "near miss: reading": ([process(0, CERTUTIL, f"certutil -hashfile {PFX}")], []),
    "near miss: 59": ([process(0, CERTUTIL, ADD, parent="C:\\Windows\\explorer.exe")], []),
}


@pytest.mark.parametrize(("processes", "rows"), ALERTS.values(), ids=ALERTS)
def test_high_score_process(searches: Searches, processes, rows):
    result = run(searches, "High Score Process Data Model", processes)
    assert table(result, "_time dest user process_name parent_process_name codesign_score") == rows


def test_risk_events(searches: Searches):
    result = run(
        searches,
        "Risk Events Data Model",
        [process(0, CERTUTIL, ADD, parent=POWERSHELL), process(1, SIGNTOOL, "signtool verify /pa x.exe")],
        [file(5, PFX), file(6, TEMP + "x.txt"), file(7, "C:\\Program Files\\x.cer")],
    )
    assert table(result, "_time dest user risk_score codesign_action codesign_store seen_as") == [
        (0, HOST, "a.rivera", 62, "add_to_store", "LocalMachine\\root", "process"),
        (5, HOST, "a.rivera", 28, "certificate_drop", "none", "file"),
    ]


DROPS = {
    "same path, same user": (
        [process(0, CERTUTIL, IMPORT)],
        [file(-30, PFX, pid=1)],
        [(0, HOST, "a.rivera", "certutil.exe", 69, 30, "same path", 0, 1)],
    ),
    "same process tree": (
        [process(0, CERTUTIL, IMPORT, ppid=5200)],
        [file(-30, PFX, pid=5200)],
        [(0, HOST, "a.rivera", "certutil.exe", 79, 30, "same path", 1, 1)],
    ),
    "neither users nor GUIDs: unknown is nobody": (
        [process(0, CERTUTIL, IMPORT, user="", guids=False)],
        [file(-30, PFX, user="", guids=False)],
        [(0, HOST, "unknown", "certutil.exe", 64, 30, "same path", 0, 0)],
    ),
    "near miss: unknown users, other paths": (
        [process(0, CERTUTIL, ADD, user="", guids=False)],
        [file(-30, PFX, user="", guids=False)],
        [],
    ),
    "near miss: another host": (
        [process(0, CERTUTIL, IMPORT)],
        [file(-30, PFX, pid=1, dest="ws-0999.corp.example")],
        [],
    ),
    "near miss: more than a day": ([process(0, CERTUTIL, IMPORT)], [file(-86_401, PFX, pid=1)], []),
    "near miss: dropped after the use": ([process(0, CERTUTIL, IMPORT)], [file(1, PFX, pid=1)], []),
}


@pytest.mark.parametrize(("processes", "files", "rows"), DROPS.values(), ids=DROPS)
def test_certificate_drop_then_use(searches: Searches, processes, files, rows):
    result = run(searches, "Certificate Drop Then Use Data Model", processes, files)
    columns = "_time dest user process_name codesign_score drop_age drop_match drop_same_tree drop_same_user"
    assert table(result, columns) == rows
