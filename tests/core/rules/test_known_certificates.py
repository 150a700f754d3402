"""Certificates that are known: what makes an arrival quiet, what does not, and what is bad wherever it is named."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings

from tests.core.judging import CERTUTIL, SYSMON, THUMB

PUBLIC = "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4"  # DigiCert Global Root G2
PUBLIC_SHA256 = "CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F"
BAD = "C864484869D41D2B0D32319C5A62F9315AAF2CBD"  # Superfish
DROPPER = r"C:\Users\jane\AppData\Local\Temp\setup.exe"
KNOWN, FOUND_BAD = "known_certificate", "known_bad_certificate"


def registry(store: str, thumbprint: str, image: str = DROPPER, **more: str) -> dict[str, str]:
    path = rf"HKLM\SOFTWARE\Microsoft\SystemCertificates\{store}\Certificates\{thumbprint}"
    record = {"EventCode": "13", "EventType": "SetValue", "Channel": SYSMON, "Image": image}
    return {**record, "TargetObject": rf"{path}\Blob", "Details": "Binary Data", **more}


def created(thumbprint: str) -> dict[str, str]:
    record = registry("Root", thumbprint, EventCode="12", EventType="CreateKey")
    return {**record, "TargetObject": record["TargetObject"].rpartition("\\")[0]}


def script(text: str) -> dict[str, str]:
    return {"EventCode": "4104", "Channel": "Microsoft-Windows-PowerShell/Operational", "ScriptBlockText": text}


def start(line: str, image: str = CERTUTIL) -> dict[str, str]:
    return {"EventCode": "1", "Channel": SYSMON, "Image": image, "CommandLine": line}


def drop(hashes: str, name: str = r"C:\Users\jane\Downloads\root.cer", **more: str) -> dict[str, str]:
    record = {"EventCode": "15", "Channel": SYSMON, "Image": r"C:\Program Files\Mozilla Firefox\firefox.exe"}
    return {**record, "TargetFilename": name, "Hash": hashes, **more}


def copied(thumbprint: str, to: str = "Root") -> dict[str, str]:
    return script(rf"Copy-Item Cert:\LocalMachine\CA\{thumbprint} -Destination Cert:\LocalMachine\{to}")


def added(thumbprint: str) -> dict[str, str]:
    store = '$s = New-Object System.Security.Cryptography.X509Certificates.X509Store("Root", "LocalMachine")'
    return script(rf'$c = Get-Item Cert:\LocalMachine\CA\{thumbprint}; {store}; $s.Open("ReadWrite"); $s.Add($c)')


CERTMGR = r"C:\Program Files (x86)\Windows Kits\10\bin\x64\certmgr.exe"
MDE = {"ActionType": "FileCreated", "InitiatingProcessFileName": "msedge.exe", "FolderPath": r"C:\Users\j\r.cer"}
REGISTRY_4657 = {
    "EventCode": "4657",
    "Channel": "Security",
    "ProcessName": DROPPER,
    "ObjectName": rf"\REGISTRY\MACHINE\SOFTWARE\Microsoft\SystemCertificates\ROOT\Certificates\{PUBLIC}",
    "ObjectValueName": "Blob",
    "OperationType": "%%1904",
}

# Events that prove which certificate arrives.
QUIET: list[dict[str, Any]] = [
    registry("Root", PUBLIC),
    registry("ROOT", PUBLIC.lower()),
    registry("AuthRoot", PUBLIC),
    registry("CA", PUBLIC, r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"),
    registry("TrustedPublisher", PUBLIC, r"C:\Windows\System32\mshta.exe"),
    created(PUBLIC),
    REGISTRY_4657,
    copied(PUBLIC),
    added(PUBLIC),
    script(rf"Get-Item Cert:\CurrentUser\CA\{PUBLIC} | Move-Item -Destination Cert:\LocalMachine\Root"),
    start(f"certmgr -add -c -sha1 {PUBLIC} -s ca -s -r localMachine root", CERTMGR),
    drop(f"SHA1={PUBLIC},MD5=0123456789ABCDEF0123456789ABCDEF"),
    drop(f"SHA256={PUBLIC_SHA256}"),
    drop("", EventCode="11", Hash="", Image=r"C:\Windows\System32\mshta.exe", Hashes=f"SHA1={PUBLIC}"),
    {**MDE, "SHA1": PUBLIC.lower(), "SHA256": ""},
    {"event.category": "file", "event.action": "creation", "file.path": r"C:\x\r.cer", "file.hash.sha1": PUBLIC},
    # Windows' own list of bad certificates: to distrust one is no attack
    registry("Disallowed", BAD),
]


@pytest.mark.parametrize("record", QUIET)
def test_a_known_certificate_is_quiet_where_the_event_proves_it(scorer: Scorer, record: dict[str, Any]) -> None:
    output = scorer.assess(record)
    assert KNOWN in output["codesign_indicators"]
    assert int(str(output["codesign_score"])) < 20


# Near misses: another certificate, another store, or only a word that names it.
LOUD = [
    registry("Root", THUMB),
    registry("TrustedPublisher", THUMB),
    created(THUMB),
    registry("NTAuth", PUBLIC),
    registry("Disallowed", PUBLIC),
    registry("TrustedPeople", PUBLIC),
    copied(THUMB),
    copied(PUBLIC, to="Disallowed"),
    added(THUMB),
    start(rf"certutil -addstore root C:\Users\jane\{PUBLIC}.cer"),
    start(f"certutil -addstore root {PUBLIC}"),
    start(f"certmgr -add -all -c -sha1 {PUBLIC} evil.sst -s -r localMachine root", CERTMGR),
    start(
        rf"reg add HKLM\SOFTWARE\Microsoft\SystemCertificates\Root\Certificates\{PUBLIC} /v Blob /t REG_BINARY /d 00",
        r"C:\Windows\System32\reg.exe",
    ),
    script(rf"Import-Certificate C:\Users\jane\{PUBLIC}.cer -CertStoreLocation Cert:\LocalMachine\Root"),
    # one is known, the other one is not
    script(f"{copied(PUBLIC)['ScriptBlockText']}; {copied(THUMB)['ScriptBlockText']}"),
    start(
        f'cmd /c "certmgr -add -c -sha1 {PUBLIC} -s ca -s -r localMachine root & '
        'certmgr -add evil.cer -s -r localMachine root"'
    ),
    # what has the name may be another one
    script(rf"function Get-Item {{ $evil }}; {added(PUBLIC)['ScriptBlockText']}"),
    script(rf"gi Cert:\LocalMachine\CA\{PUBLIC} | % {{ $evil }} | Copy-Item -Destination Cert:\LocalMachine\Root"),
    script(rf"Copy-Item Cert:\LocalMachine\CA\{PUBLIC}, $evil -Destination Cert:\LocalMachine\Root"),
]


@pytest.mark.parametrize("record", LOUD)
def test_nothing_is_quiet_that_the_event_does_not_prove(scorer: Scorer, record: dict[str, Any]) -> None:
    output = scorer.assess(record)
    assert KNOWN not in output["codesign_indicators"]
    assert int(str(output["codesign_score"])) >= 40


def test_the_name_of_a_file_proves_nothing(scorer: Scorer) -> None:
    for record in (drop("", rf"C:\Users\jane\{PUBLIC}.cer"), drop(f"SHA1={PUBLIC}", rf"C:\x\y.txt:{PUBLIC}.cer")):
        assert KNOWN not in scorer.assess(record)["codesign_indicators"]


USED = [
    registry("Root", BAD),
    registry("My", BAD, r"C:\Program Files\Vendor\updater.exe"),
    registry("Root", BAD, r"C:\Windows\System32\msiexec.exe"),
    copied(BAD),
    start(f"signtool sign /sha1 {BAD} /fd sha256 /tr http://ts.example /td sha256 a.exe", r"C:\kits\signtool.exe"),
    start(rf"certutil -f -p x -exportPFX My {BAD} C:\x\a.pfx"),
    drop(f"SHA1={BAD}"),
    script(rf"Remove-Item Cert:\LocalMachine\Disallowed\{BAD}"),
    script(rf"Set-AuthenticodeSignature a.ps1 -Certificate (Get-Item Cert:\CurrentUser\My\{BAD})"),
]


@pytest.mark.parametrize("record", USED)
def test_a_bad_certificate_is_critical(scorer: Scorer, record: dict[str, Any]) -> None:
    output = scorer.assess(record)
    assert FOUND_BAD in output["codesign_indicators"]
    assert output["codesign_band"] == "critical"


@pytest.mark.parametrize(
    "record",
    [
        start(f"certutil -delstore root {BAD}"),
        start(f"certutil -verifystore root {BAD}"),
        script(rf"Remove-Item Cert:\LocalMachine\Root\{BAD}"),
        script(rf"Get-Item Cert:\LocalMachine\Root\{BAD}"),
        registry("Root", BAD, EventCode="12", EventType="DeleteKey"),
        registry("Disallowed", BAD),
    ],
)
def test_to_clean_up_a_bad_certificate_is_no_use_of_it(scorer: Scorer, record: dict[str, Any]) -> None:
    assert FOUND_BAD not in scorer.assess(record)["codesign_indicators"]


LOADED = {"Image": r"C:\x\a.exe", "ImageLoaded": r"C:\x\a.dll", "Signed": "true", "SignatureStatus": "Valid"}


@pytest.mark.parametrize(("event", "kind"), [("7", "image"), ("6", "driver")])
def test_a_file_is_known_by_the_name_of_its_signer(scorer: Scorer, event: str, kind: str) -> None:
    record = {"EventCode": event, "Channel": SYSMON, **LOADED}
    assert scorer.assess({**record, "Signature": "Superfish"})["codesign_score"] == 0
    output = scorer.assess({**record, "Signature": "Superfish, Inc."})
    assert (output["codesign_event"], output["codesign_band"]) == (kind, "critical")
    assert output["codesign_target"] == [r"c:\x\a.dll"]
    assert output["codesign_reasons"] == [
        "a.dll is signed by Superfish, Inc., known to be bad (Lenovo advisory LEN-2015-101) (+85)"
    ]


def test_the_sentence_names_who_and_what(scorer: Scorer) -> None:
    assert scorer.assess(registry("Root", PUBLIC))["codesign_reasons"] == [
        "setup adds a certificate to LocalMachine\\root: it is DigiCert Global Root G2, a public root (+4)",
        "written by setup.exe (user writable) (+3)",
    ]


def test_the_table_is_read_only_when_an_event_names_a_certificate(shipped: Settings) -> None:
    class Counting:
        asked = 0

        def of_hash(self, *hashes: str) -> None:
            self.asked += any(hashes)

    counting = Counting()
    scorer = Scorer(Settings(shipped.indicators, shipped.parents, certificates=counting))  # type: ignore[arg-type]
    for line in ("notepad.exe a.txt", "certutil -addstore root x.cer", "certutil -hashfile x.cer"):
        scorer.assess(start(line))
    assert counting.asked == 0
    scorer.assess(registry("Root", THUMB))
    assert counting.asked > 0
