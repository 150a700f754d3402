"""CAPI2: signatures that do not verify, chains that do not hold, private keys that are taken."""

from __future__ import annotations

import pytest
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    CAPI2,
    CODE_SIGNING,
    OTHER,
    SERVER,
    THUMBPRINT,
    Case,
    acquired,
    chain,
    event,
    judged,
    listed,
    policy,
    verified,
)

CASES: dict[str, Case] = {
    "81, the digest is another file's": (verified("80096010"), ["signature_tampered"], 45),
    "81, revoked": (verified("800b010c"), ["signature_revoked"], 40),
    "81, distrusted": (verified("800B0111"), ["signature_distrusted"], 40),
    "81, no trusted root": (verified("0x800B0109"), ["signature_untrusted"], 15),
    "81, expired": (verified("800B0101"), ["signature_expired"], 15),
    "81, no signature at all": (verified("800B0100"), [], 0),
    "81, in the temporary folder": (
        verified("80096010", "C:\\Users\\jane\\AppData\\Local\\Temp\\agent.exe"),
        ["signature_tampered", "signed_file_user_writable"],
        57,
    ),
    "81, under the name of a vendor's program": (
        verified("80096010", "C:\\ProgramData\\x\\OneDriveStandaloneUpdater.exe"),
        ["signature_tampered", "signed_file_user_writable", "target_vendor_named"],
        75,
    ),
    "81, a vendor's program in the folder of its user": (
        verified("80096010", "C:\\Users\\jane\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe"),
        ["signature_tampered", "signed_file_user_writable"],
        57,
    ),
    "70, by the authority subsystem": (acquired("lsass.exe"), [], 0),
    "70, by a browser": (acquired("MSEDGE.EXE"), [], 0),
    "70, by another program": (acquired("agent.exe"), ["acquire_private_key"], 15),
    "70, by a script host": (acquired("rundll32.exe"), ["acquire_private_key", "key_user_runs_code"], 25),
    "70, by a tool that takes keys": (acquired("mimikatz.exe"), ["acquire_private_key", "steal_keys"], 84),
    "70, which failed": (acquired("agent.exe", "80090016"), [], 0),
    "70, of a certificate that signs code": (
        acquired("agent.exe", extra=f"<ExtendedKeyUsage><Usage oid='{CODE_SIGNING}'/></ExtendedKeyUsage>"),
        ["acquire_code_signing_key"],
        25,
    ),
    "11, revoked, for a web server": (chain(SERVER, "800B010C"), [], 0),
    "11, revoked, for code signing": (chain(CODE_SIGNING, "800B010C"), ["signature_revoked"], 40),
    "11, all well": (chain(CODE_SIGNING, "0"), [], 0),
    "30, of a web server": (policy("CERT_CHAIN_POLICY_SSL", "800B0109"), [], 0),
    "30, of Microsoft without its root": (
        policy("CERT_CHAIN_POLICY_AUTHENTICODE", "800B0109", "Microsoft Windows"),
        ["signature_untrusted", "signature_stolen"],
        54,
    ),
    "30, of Microsoft, expired": (
        policy("CERT_CHAIN_POLICY_AUTHENTICODE", "800B0101", "Microsoft Windows"),
        ["signature_expired"],
        15,
    ),
    "30, of a signature": (policy("CERT_CHAIN_POLICY_AUTHENTICODE", "800B0109"), ["signature_untrusted"], 15),
    "90": (listed(THUMBPRINT), [], 0),
    "90, of a chain": (listed(THUMBPRINT, OTHER), [], 0),
}


def self_signed(subject: str, result: str = "800B0109") -> dict[str, str]:
    """A chain of one certificate, which nobody asked about code signing for."""
    status = "<InfoStatus value='8' CERT_TRUST_IS_SELF_SIGNED='true'/>"
    named = f"<Certificate fileRef='{THUMBPRINT}.cer' subjectName='{subject}'/>"
    text = f"<CertGetCertificateChain>{named}<ChainElement>{named}{status}</ChainElement><Result value='{result}'/>"
    return event(11, CAPI2, UserData_Xml=text)


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        (self_signed("Microsoft Windows Production PCA 2011"), ["authority_imitated"]),
        (self_signed("DigiCert Trusted Root G4"), ["authority_imitated"]),
        (self_signed("Lab Root CA"), []),
        (self_signed("Cisco Systems"), []),  # appliances
        (self_signed("localhost"), []),
        (self_signed("Microsoft Root Certificate Authority 2011", "0"), []),
    ],
)
def test_who_imitates_an_authority(record: dict[str, str], indicators: list[str], shipped: Settings) -> None:
    report, score = judged(record, shipped)
    assert [found.indicator for found in report.findings] == indicators
    assert score == (45 if indicators else 0)


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        (
            "81, the digest is another file's",
            "verify",
            "agent.exe fails verification: the signature does not belong to the file",
        ),
        ("70, by another program", "acquire_key", "agent.exe takes the private key of Contoso"),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings) -> None:
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)


@pytest.mark.parametrize("name", ["70, by another program", "11, revoked, for code signing"])
def test_the_thumbprint_is_told_as_every_event_tells_it(name: str, shipped: Settings) -> None:
    assert judged(CASES[name][0], shipped)[0].thumbprint == THUMBPRINT


@pytest.mark.parametrize("name", ["90", "90, of a chain"])
def test_no_thumbprint_where_the_event_is_not_about_one_certificate(name: str, shipped: Settings) -> None:
    assert judged(CASES[name][0], shipped)[0] == Report()


def test_what_has_nothing_to_say_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch, shipped: Settings) -> None:
    monkeypatch.setattr(user_data, "read", lambda view: pytest.fail("the largest events of CAPI2 are scanned"))
    for record in (listed(THUMBPRINT), policy("CERT_CHAIN_POLICY_SSL", "800B0109")):
        assert judged(record, shipped) == (Report(), 0)


def test_who_checks_a_signature_is_not_who_made_it(shipped: Settings) -> None:
    report, _ = judged(verified("80096010"), shipped)
    assert report.targets == ["c:\\tools\\agent.exe"]
    assert all("sysmon" not in finding.sentence.lower() for finding in report.findings)


FLAT = {"filePath": "C:\\Tools\\agent.exe", "ProcessName": "Sysmon64.exe", "value": ["2", "80001000", "80096010"]}


def test_user_data_may_come_as_fields(shipped: Settings) -> None:
    xml, flat = judged(verified("80096010"), shipped), judged(event(81, CAPI2, **FLAT), shipped)
    assert flat == xml
