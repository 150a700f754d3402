"""Windows' own logs on certificates: CAPI2, certificate lifecycle, Code Integrity, AppLocker and the authority's."""

from __future__ import annotations

import time
from typing import Any

import pytest
from codesignrisk_core.events import certificate_log
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.model import Report
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core import judging

CAPI2 = "Microsoft-Windows-CAPI2/Operational"
LIFECYCLE = "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational"
CODE_INTEGRITY = "Microsoft-Windows-CodeIntegrity/Operational"
APPLOCKER = "Microsoft-Windows-AppLocker/EXE and DLL"

SERVER, CODE_SIGNING = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3"
THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"
OTHER = THUMBPRINT[::-1]
DEVICE = "\\Device\\HarddiskVolume3\\"


def event(number: int, channel: str, **fields: Any) -> dict[str, Any]:
    return {"EventCode": str(number), "Channel": channel, **fields}


def verified(code: str, path: str = "C:\\Tools\\agent.exe") -> dict[str, Any]:
    """CAPI2 81: WinVerifyTrust fails."""
    xml = (
        f"<WinVerifyTrust><ActionID>{{00AAC56B-CD44-11D0-8CC2-00C04FC295EE}}</ActionID>"
        f"<UIChoice value='2'>WTD_UI_NONE</UIChoice><Flags value='80001000' WTD_CACHE_ONLY_URL_RETRIEVAL='true'/>"
        f"<FileInfo filePath='{path}' hasFileHandle='true'/><EventAuxInfo ProcessName='Sysmon64.exe'/>"
        f"<Result value='{code}'>It did not verify.</Result></WinVerifyTrust>"
    )
    return event(81, CAPI2, UserData_Xml=xml)


def acquired(process: str, result: str = "0", extra: str = "") -> dict[str, Any]:
    """CAPI2 70: a private key is acquired."""
    xml = (
        f"<CryptAcquireCertificatePrivateKey><Certificate fileRef='{THUMBPRINT}.cer' subjectName='Contoso'/>"
        f"{extra}<Flags value='10001'/><EventAuxInfo ProcessName='{process}'/><Result value='{result}'/>"
        f"</CryptAcquireCertificatePrivateKey>"
    )
    return event(70, CAPI2, UserData_Xml=xml)


def chain(usage: str, code: str) -> dict[str, Any]:
    """CAPI2 11: a chain is built for a usage; the root may be for everything."""
    xml = (
        f"<CertGetCertificateChain><Certificate fileRef='{THUMBPRINT}.cer' subjectName='Contoso'/>"
        f"<ExtendedKeyUsage><Usage oid='{usage}'/></ExtendedKeyUsage><CertificateChain><ChainElement>"
        f"<ApplicationUsage><Usage oid='{CODE_SIGNING}' name='Code Signing'/></ApplicationUsage></ChainElement>"
        f"</CertificateChain><Result value='{code}'>text</Result></CertGetCertificateChain>"
    )
    return event(11, CAPI2, UserData_Xml=xml)


def policy(kind: str, code: str) -> dict[str, Any]:
    """CAPI2 30: a chain is held against a policy."""
    xml = (
        f"<CertVerifyCertificateChainPolicy><Policy type='{kind}' constant='2'/>"
        f"<Certificate fileRef='{THUMBPRINT}.cer' subjectName='Contoso'/><Result value='{code}'/>"
        f"</CertVerifyCertificateChainPolicy>"
    )
    return event(30, CAPI2, UserData_Xml=xml)


def lifecycle(number: int, usage: str, channel: str = LIFECYCLE) -> dict[str, Any]:
    """Windows writes the thumbprint in small letters here, and nowhere else."""
    return event(number, channel, UserData_Xml=notification(details("CertificateDetails", THUMBPRINT, usage)))


def details(name: str, thumbprint: str, usage: str) -> str:
    return (
        f"<{name} Thumbprint='{thumbprint.lower()}'><SubjectNames><SubjectName>CN=Contoso &amp; Sons</SubjectName>"
        f"</SubjectNames><EKUs><EKU Name='x' OID='{usage}'/></EKUs></{name}>"
    )


def notification(content: str) -> str:
    return (
        f"<CertNotificationData ProcessName='powershell.exe' AccountName='CONTOSO\\jane' Context='User'>{content}"
        f"</CertNotificationData>"
    )


def replaced(old: str, new: str) -> dict[str, Any]:
    """Lifecycle 1001: a certificate is renewed; both may sign code."""
    both = details("OldCertificateDetails", old, CODE_SIGNING) + details("NewCertificateDetails", new, CODE_SIGNING)
    return event(1001, LIFECYCLE, UserData_Xml=notification(both))


def listed(*thumbprints: str) -> dict[str, Any]:
    """CAPI2 90: the certificates of a chain in full."""
    certificates = "".join(
        f"<Certificate fileRef='{thumbprint}.cer' subjectName='Contoso'><Subject><CN>Contoso</CN></Subject>"
        f"<Extensions><ExtendedKeyUsage><Usage oid='{CODE_SIGNING}'/></ExtendedKeyUsage></Extensions></Certificate>"
        for thumbprint in thumbprints
    )
    return event(90, CAPI2, UserData_Xml=f"<X509Objects>{certificates}</X509Objects>")


def refused(number: int, file: str = "Tools\\a.dll", **fields: str) -> dict[str, Any]:
    names = {"FileNameBuffer": DEVICE + file, "ProcessNameBuffer": DEVICE + "Windows\\System32\\svchost.exe"}
    return event(number, CODE_INTEGRITY, **{**names, **fields})


def blocked(number: int, file: str = "Tools\\a.exe", **fields: str) -> dict[str, Any]:
    """The names of 3076 and 3077 have blanks, which Splunk turns into underscores."""
    names = {"File_Name": DEVICE + file, "Process_Name": DEVICE + "Windows\\explorer.exe", "Status": "0xc0e90002"}
    return event(number, CODE_INTEGRITY, **{**names, "SI_Signing_Scenario": "1", **fields})


def denied(publisher: str) -> dict[str, Any]:
    xml = f"<RuleAndFileData><FilePath>%OSDRIVE%\\TOOLS\\A.EXE</FilePath><Fqbn>{publisher}</Fqbn></RuleAndFileData>"
    return event(8004, APPLOCKER, UserData_Xml=xml)


def requested(number: int, template: str) -> dict[str, Any]:
    attributes = f"CertificateTemplate:{template}\r\nccm:pc1.contoso.com"
    return event(number, "Security", Requester="CONTOSO\\jane", Attributes=attributes)


def template(number: int, content: str) -> dict[str, Any]:
    name = "TemplateContent" if number == 4898 else "NewTemplateContent"
    return event(number, "Security", TemplateInternalName="BuildSigning", **{name: content})


def judged(record: dict[str, Any], settings: Settings) -> tuple[Report, int]:
    return judging.judged(certificate_log, record, settings)


CASES: dict[str, tuple[dict[str, Any], list[str], int]] = {
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
    "70, by the authority subsystem": (acquired("lsass.exe"), [], 0),
    "70, by a browser": (acquired("MSEDGE.EXE"), [], 0),
    "70, by another program": (acquired("agent.exe"), ["acquire_private_key"], 15),
    "70, by a script host": (acquired("rundll32.exe"), ["acquire_private_key", "key_user_runs_code"], 25),
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
    "30, of a signature": (policy("CERT_CHAIN_POLICY_AUTHENTICODE", "800B0109"), ["signature_untrusted"], 15),
    "1006, installed": (lifecycle(1006, SERVER), ["certificate_installed"], 10),
    "1006, for code signing": (lifecycle(1006, CODE_SIGNING), ["code_signing_certificate_installed"], 20),
    "1007, exported": (lifecycle(1007, SERVER), ["certificate_exported"], 30),
    "1007, for code signing": (lifecycle(1007, CODE_SIGNING), ["code_signing_certificate_exported"], 50),
    "1007, in the user's log": (
        lifecycle(1007, CODE_SIGNING, LIFECYCLE.replace("System", "User")),
        ["code_signing_certificate_exported"],
        50,
    ),
    "1004, deleted": (lifecycle(1004, SERVER), [], 0),
    "1004, for code signing": (lifecycle(1004, CODE_SIGNING), ["code_signing_certificate_deleted"], 10),
    "1001, replaced": (replaced(THUMBPRINT, OTHER), [], 0),
    **{f"{number}, for code signing": (lifecycle(number, CODE_SIGNING), [], 0) for number in (1002, 1003, 1005, 1008)},
    "90": (listed(THUMBPRINT), [], 0),
    "90, of a chain": (listed(THUMBPRINT, OTHER), [], 0),
    "3033, by policy": (refused(3033, Status="3236495362"), ["signing_level_not_met"], 5),
    "3033, revoked": (refused(3033, Status="3221227011"), ["signature_revoked", "signing_level_not_met"], 41),
    "3034, wrong hash": (refused(3034, Status="0xC0000428"), ["signature_tampered", "signing_level_not_met"], 46),
    "3063": (refused(3063), ["signing_level_not_met"], 5),
    "3023": (refused(3023), ["signature_revoked"], 40),
    "3001": (refused(3001), ["driver_unsigned"], 50),
    "3076": (blocked(3076), ["app_control_audited"], 5),
    "3077": (blocked(3077), ["app_control_blocked"], 15),
    "3077, a driver": (blocked(3077, "Tools\\a.sys", SI_Signing_Scenario="0"), ["driver_refused"], 30),
    "3089, by policy": (event(3089, CODE_INTEGRITY, VerificationError="26"), [], 0),
    "3089, not signed": (event(3089, CODE_INTEGRITY, VerificationError="3"), [], 0),
    "3089, revoked": (event(3089, CODE_INTEGRITY, VerificationError="4"), ["signature_revoked"], 40),
    "3089, tampered": (event(3089, CODE_INTEGRITY, VerificationError="27"), ["signature_tampered"], 45),
    "8004, not signed": (denied("-"), ["unsigned_file_denied"], 5),
    "8004, signed": (denied("O=CONTOSO LTD, C=US\\AGENT\\A.EXE\\1.0"), [], 0),
    "4886": (requested(4886, "CodeSigning"), ["code_signing_certificate_requested"], 15),
    "4887": (requested(4887, "Contoso Code Signing v2"), ["code_signing_certificate_issued"], 20),
    "4887, of a web server": (requested(4887, "WebServer"), [], 0),
    "4898": (template(4898, f"pKIExtendedKeyUsage = {CODE_SIGNING} Code Signing"), ["code_signing_template_loaded"], 5),
    "4899, of other usages": (template(4899, f"{SERVER} {CODE_SIGNING}1"), [], 0),
    "4899, the subject is free": (
        template(4899, f"{CODE_SIGNING}\nCT_FLAG_ENROLLEE_SUPPLIES_SUBJECT -- 1"),
        ["code_signing_template_changed", "template_free_subject"],
        38,
    ),
    "4876": (event(4876, "Security", BackupType="1"), ["backup_ca_database"], 20),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings):
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
        (
            "1007, for code signing",
            "export_certificate",
            "powershell.exe exports a code-signing certificate CN=Contoso & Sons",
        ),
        (
            "3033, revoked",
            "load_image",
            "Code Integrity stops at a.dll for svchost.exe: the signer's certificate is revoked",
        ),
        ("4886", "request_certificate", "CONTOSO\\jane asks for a certificate of the template CodeSigning"),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings):
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)


@pytest.mark.parametrize(
    "name",
    [
        "70, by another program",
        "1007, exported",
        "11, revoked, for code signing",
        # which certificate it is counts, even where there is nothing to say against it
        "1004, deleted",
        *(f"{number}, for code signing" for number in (1002, 1003, 1005, 1008)),
    ],
)
def test_the_thumbprint_is_told_as_every_event_tells_it(name: str, shipped: Settings):
    assert judged(CASES[name][0], shipped)[0].thumbprint == THUMBPRINT


@pytest.mark.parametrize("name", ["1001, replaced", "90", "90, of a chain"])
def test_no_thumbprint_where_the_event_is_not_about_one_certificate(name: str, shipped: Settings):
    assert judged(CASES[name][0], shipped)[0] == Report()


def test_upkeep_comes_out_as_what_it_is(scorer: Scorer):
    for record, thumbprint in ((lifecycle(1005, CODE_SIGNING), THUMBPRINT), (listed(THUMBPRINT), "")):
        verdict = scorer.assess(record)
        assert {name: value for name, value in verdict.items() if value not in ("", 0, [])} == {
            "codesign_event": "certificate_log",
            "codesign_band": "none",
            **({"codesign_thumbprint": thumbprint} if thumbprint else {}),
        }


def test_what_has_nothing_to_say_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch, shipped: Settings):
    monkeypatch.setattr(user_data, "read", lambda view: pytest.fail("the largest events of CAPI2 are scanned"))
    for record in (listed(THUMBPRINT), policy("CERT_CHAIN_POLICY_SSL", "800B0109")):
        assert judged(record, shipped) == (Report(), 0)


def test_an_installed_certificate_is_an_import(shipped: Settings):
    assert judged(lifecycle(1006, SERVER), shipped)[0].flags == {"CertImport"}
    assert judged(lifecycle(1007, SERVER), shipped)[0].flags == set()


def test_who_checks_a_signature_is_not_who_made_it(shipped: Settings):
    report, _ = judged(verified("80096010"), shipped)
    assert report.targets == ["c:\\tools\\agent.exe"]
    assert all("sysmon" not in finding.sentence.lower() for finding in report.findings)


FLAT = {"filePath": "C:\\Tools\\agent.exe", "ProcessName": "Sysmon64.exe", "value": ["2", "80001000", "80096010"]}


def test_user_data_may_come_as_fields(shipped: Settings):
    xml, flat = judged(verified("80096010"), shipped), judged(event(81, CAPI2, **FLAT), shipped)
    assert flat == xml


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (event(1007, LIFECYCLE), True),
        # the same number from software licensing
        (event(1007, "Application", SourceName="Microsoft-Windows-Security-SPP"), False),
        ({"EventCode": "1007", "source": f"XmlWinEventLog:{LIFECYCLE}"}, True),
        ({"EventCode": "4887", "source": "XmlWinEventLog:Security"}, True),
        ({"EventCode": "4887", "source": "WinEventLog:Security"}, True),
        ({"EventCode": "4887", "source": "WinEventLog:Application"}, False),
        (event(70, "System", SourceName="Service Control Manager"), False),
        (event(70, "ForwardedEvents", SourceName="Microsoft-Windows-CAPI2"), True),
        ({"EventCode": "81"}, False),
        (event(90, CAPI2), True),
        (event(90, "System"), False),
        (event(10, CAPI2), False),
        *((event(number, LIFECYCLE), True) for number in range(1001, 1009)),
        # software licensing and user profiles have these numbers too
        *((event(number, "Application"), False) for number in range(1001, 1009)),
    ],
)
def test_event_numbers_need_their_channel(record: dict[str, str], expected: bool):
    assert certificate_log.matches(Reader().view(record)) is expected


def values(xml: str) -> user_data.Values:
    return user_data.read(Reader().view({"UserData_Xml": xml}))


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<a x='1' y=\"2\"/>", {"x": ["1"], "y": ["2"]}),
        ("<ns:a xmlns:ns='u' ns:x='1'>t</ns:a>", {"ns": ["u"], "x": ["1"], "a": ["t"]}),
        ("<a x='1'/><b x='2'/>", {"x": ["1", "2"]}),
        ("<a x='&lt;&quot;&amp;'/>", {"x": ['<"&']}),
        ("<a><b>t</b><c/></a>", {"b": ["t"]}),
        # no DTD, and so no entity that could grow
        ("<!DOCTYPE a [<!ENTITY e 'x'>]><a x='1'/>", {}),
        ("<a x='1'><b y=", {"x": ["1"]}),
        ("no markup", {}),
    ],
)
def test_user_data_is_scanned(xml: str, expected: user_data.Values):
    assert values(xml) == expected


def test_scanning_takes_time_in_proportion_to_the_text():
    for hostile in (
        "a" * 200_000,
        "<" + "a" * 200_000,
        "<a " + "x= " * 60_000,
        "<" * 200_000,
        "<a x='" + "y " * 90_000,
    ):
        started = time.process_time()
        values(hostile)
        assert time.process_time() - started < 2
    assert values("<a x='1'>" + "y" * 300_000) == {}


NUMBERS = st.sampled_from("11 30 70 81 90 1001 1004 1006 1007 1008 3033 3089 4887 4899 8004".split())
CHANNELS = st.sampled_from([CAPI2, LIFECYCLE, CODE_INTEGRITY, APPLOCKER, "Security"])
FIELDS = st.sampled_from(
    ["UserData_Xml", "Status", "VerificationError", "FileNameBuffer", "Attributes", "NewTemplateContent", "value"]
)
TEXTS = st.text() | st.lists(st.text(max_size=5), max_size=3) | st.sampled_from(["<a value='", "<b oid='x'/>", "0x"])


@given(NUMBERS, CHANNELS, st.dictionaries(FIELDS, TEXTS))
def test_never_raises(number: str, channel: str, fields: dict[str, Any]):
    view = Reader().view({"EventCode": number, "Channel": channel, **fields})
    if certificate_log.matches(view):
        certificate_log.judge(view, judging.site(Settings()))
