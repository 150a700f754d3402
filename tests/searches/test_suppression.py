"""What suppression lets through: the same again is silent, and nothing worse or about something else is.

An alert is suppressed by dest and codesign_case. So the keys of two runs are compared, one event a run.
"""

from __future__ import annotations

import pytest

from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    EXPLORER,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    TEMP,
    script,
    start,
    stored,
    sysmon,
    written,
)
from tests.searches.harness import Searches

PFX = TEMP + "stolen.pfx"
ADD = f"certutil -addstore root {TEMP}x.cer"
SIP = (
    "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData"
    "\\{C689AAB8-8E78-11D0-8C47-00C04FC295EE}"
)


def provider(time: float, value: str, data: str) -> dict:
    """Sysmon 13: a value of a subject interface package is set."""
    return sysmon(
        time,
        13,
        HOST,
        EventType="SetValue",
        ProcessId="77",
        Image=POWERSHELL,
        TargetObject=f"{SIP}\\{value}",
        Details=data,
    )


def signs(time: float, line: str, **more: str) -> dict:
    return start(time, SIGNTOOL, line, **more)


def key(searches: Searches, name: str, *events: dict) -> list[tuple[str, str]]:
    """What the rows of a run are suppressed by."""
    return [(str(row["dest"]), str(row["codesign_case"])) for row in searches.run(name, events).rows]


AGAIN = {
    "the same line": (
        "High Score Process",
        start(0, CERTUTIL, ADD, parent=POWERSHELL),
    ),
    "the same drop": ("Certificate Drop", written(0, DOWNLOADS + "x.pfx")),
    "the same risk": ("Risk Events", signs(0, f"signtool sign /f {PFX} {TEMP}x.exe")),
    "the same certificate": ("Trust Store Registry Write", stored(0)),
    "the same value": ("Signature Checks Weakened", provider(0, "Dll", "C:\\Users\\Public\\my.dll")),
}


@pytest.mark.parametrize(("name", "event"), AGAIN.values(), ids=AGAIN)
def test_the_same_again_is_silent(searches: Searches, name: str, event: dict) -> None:
    later = {**event, "_time": f"{float(str(event['_time'])) + 60:.3f}"}
    first = key(searches, name, event)
    assert len(first) == 1
    assert key(searches, name, later) == first


TOLD = {
    "a worse signing by the same user": (
        "Risk Events",
        signs(0, f"signtool sign /a /fd sha256 {TEMP}x.exe"),
        start(60, TEMP + "s.tmp", f"s.tmp sign /f {PFX} {TEMP}x.exe", original="signtool.exe", parent=POWERSHELL),
    ),
    "another file, no worse": (
        "Risk Events",
        signs(0, f"signtool sign /f {PFX} {TEMP}x.exe"),
        signs(60, f"signtool sign /f {TEMP}other.pfx {TEMP}x.exe"),
    ),
    "a stolen key behind a harmless drop": (
        "Certificate Drop",
        written(0, DOWNLOADS + "ca.pfx", EXPLORER),
        written(60, DOWNLOADS + "stolen.pfx", EXPLORER),
    ),
    "the same store, worse": (
        "High Score Process",
        start(0, CERTUTIL, ADD, parent=POWERSHELL),
        start(60, TEMP + "a.tmp", f"a.tmp -addstore root {TEMP}x.cer", original="CertUtil.exe", parent=POWERSHELL),
    ),
    "another thumbprint": ("Trust Store Registry Write", stored(0), stored(60, thumbprint="AB" * 20)),
    "another value of one package": (
        "Signature Checks Weakened",
        provider(0, "Dll", "C:\\Users\\Public\\my.dll"),
        provider(60, "FuncName", "Verify"),
    ),
    "another script": (
        "PowerShell Certificate Abuse",
        script(0, f"certutil -addstore root {TEMP}x.cer", block="one"),
        script(60, f"certutil -addstore root {TEMP}y.cer", block="two"),
    ),
}


@pytest.mark.parametrize(("name", "first", "second"), TOLD.values(), ids=TOLD)
def test_what_is_worse_or_about_something_else_is_told(
    searches: Searches, name: str, first: dict, second: dict
) -> None:
    before, after = key(searches, name, first), key(searches, name, second)
    assert len(before) == len(after) == 1
    assert before != after


def test_scores_that_rise_are_told_band_by_band(searches: Searches) -> None:
    """One user signs, and each time it looks worse."""
    lines = [
        signs(0, f"signtool sign /f {PFX} C:\\work\\x.exe", parent=EXPLORER),
        signs(60, f"signtool sign /f {PFX} {TEMP}x.exe", parent=POWERSHELL),
        start(120, TEMP + "s.tmp", f"s.tmp sign /f {PFX} {TEMP}x.exe", original="signtool.exe", parent=POWERSHELL),
    ]
    rows = [searches.run("Risk Events", [line]).rows for line in lines]
    scores = [int(row["risk_score"]) for [row] in rows]
    assert scores == sorted(scores)
    bands = {score // 20 for score in scores}
    assert len(bands) > 1
    assert len({row["codesign_case"] for [row] in rows}) >= len(bands)
