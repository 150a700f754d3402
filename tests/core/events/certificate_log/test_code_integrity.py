"""Code Integrity: what the kernel and App Control refused, or would have refused, to load."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    CODE_INTEGRITY,
    DEVICE,
    Case,
    blocked,
    event,
    judged,
    refused,
)

SYSTEM32 = f"{DEVICE}Windows\\System32\\"

CASES: dict[str, Case] = {
    "3033, by policy": (refused(3033, Status="3236495362"), ["signing_level_not_met"], 5),
    "3033, revoked": (refused(3033, Status="3221227011"), ["signature_revoked", "signing_level_not_met"], 41),
    "3033, a dropped library for a protected process": (
        refused(3033, "Windows\\Temp\\a.dll", ProcessNameBuffer=f"{SYSTEM32}lsass.exe"),
        ["dropped_code_refused", "signing_level_not_met"],
        46,
    ),
    "3033, an installed library for a protected process": (
        refused(3033, "Windows\\System32\\a.dll", ProcessNameBuffer=f"{SYSTEM32}lsass.exe"),
        ["signing_level_not_met"],
        5,
    ),
    "3034, not signed well enough": (refused(3034, Status="0xC0000428"), ["signing_level_not_met"], 5),
    "3077, a dropped library": (
        blocked(3077, "Users\\Public\\a.dll", Process_Name=f"{SYSTEM32}rundll32.exe"),
        ["dropped_code_refused", "app_control_blocked"],
        49,
    ),
    "3077, of a program itself": (
        blocked(3077, "Users\\Public\\a.dll", Process_Name=f"{SYSTEM32}notepad.exe"),
        ["app_control_blocked"],
        15,
    ),
    "3077, an installed library": (
        blocked(3077, "Tools\\a.dll", Process_Name=f"{SYSTEM32}rundll32.exe"),
        ["app_control_blocked"],
        15,
    ),
    "3063": (refused(3063), ["signing_level_not_met"], 5),
    "3023": (refused(3023), ["signature_revoked"], 40),
    "3023, of a product": (
        refused(3023, "Program Files (x86)\\Fan\\drv\\a.sys"),
        ["signature_revoked", "installed_place"],
        28,
    ),
    "3023, a folder of that name": (refused(3023, "Users\\Public\\Program Files\\a.sys"), ["signature_revoked"], 40),
    "3001": (refused(3001), ["driver_unsigned"], 50),
    "3001, in a place for everybody": (
        refused(3001, "Users\\Public\\a.sys"),
        ["driver_unsigned", "signed_file_user_writable"],
        62,
    ),
    "3076": (blocked(3076), ["app_control_audited"], 5),
    "3077": (blocked(3077), ["app_control_blocked"], 15),
    "3077, a program of security software": (
        blocked(3077, "Program Files\\SentinelOne\\Sentinel Agent\\SentinelAgent.exe"),
        ["security_software_blocked", "app_control_blocked"],
        49,
    ),
    "3077, under such a name and in no such place": (
        blocked(3077, "Users\\Public\\SentinelAgent.exe"),
        ["app_control_blocked"],
        15,
    ),
    "3076, security software that would be blocked": (
        blocked(3076, "Program Files\\SentinelOne\\Sentinel Agent\\SentinelAgent.exe"),
        ["app_control_audited"],
        5,
    ),
    "3077, a driver with holes that was brought along": (
        blocked(3077, "Users\\Public\\rtcore64.sys"),
        ["driver_refused", "vulnerable_driver", "signed_file_user_writable"],
        65,
    ),
    "3077, a driver": (blocked(3077, "Tools\\a.sys", SI_Signing_Scenario="0"), ["driver_refused"], 30),
    "3077, a driver in the temporary folder": (
        blocked(3077, "Windows\\Temp\\k\\a.sys", SI_Signing_Scenario="0"),
        ["driver_refused", "signed_file_user_writable"],
        42,
    ),
    "3089, by policy": (event(3089, CODE_INTEGRITY, VerificationError="26"), [], 0),
    "3089, not signed": (event(3089, CODE_INTEGRITY, VerificationError="3"), [], 0),
    "3089, revoked": (event(3089, CODE_INTEGRITY, VerificationError="4"), ["signature_revoked"], 40),
    "3089, tampered": (event(3089, CODE_INTEGRITY, VerificationError="27"), ["signature_tampered"], 45),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        (
            "3033, revoked",
            "load_image",
            "Code Integrity stops at a.dll for svchost.exe: the signer's certificate is revoked",
        ),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings) -> None:
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)
