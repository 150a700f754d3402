"""File events: certificate and key files that appear or go, and the policies of code integrity."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import file
from codesignrisk_core.model import Report
from codesignrisk_core.records import fields
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import CERTUTIL, SYSMON, SYSTEM32, TEMP, THUMB, judged, never_raises

POWERSHELL = f"{SYSTEM32}WindowsPowerShell\\v1.0\\powershell.exe"
EXPLORER = "C:\\Windows\\explorer.exe"
CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
WORD = "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE"
ONEDRIVE = "C:\\Users\\jane\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe"
PUBLIC = "C:\\Users\\Public\\"
DOWNLOADS = "C:\\Users\\jane\\Downloads\\"
WORK = "D:\\pki\\"
GUID = "b1c2d3e4-0000-1111-2222-333344445555"
MY = f"C:\\Users\\jane\\AppData\\Roaming\\Microsoft\\SystemCertificates\\My\\Certificates\\{THUMB}"
POLICIES = f"{SYSTEM32}CodeIntegrity\\"


def sysmon(target: str, image: str = EXPLORER, event_id: str = "11") -> dict[str, str]:
    return {"EventCode": event_id, "Channel": SYSMON, "Image": image, "TargetFilename": target}


def security(target: str, mask: str, image: str = EXPLORER, object_type: str = "File") -> dict[str, str]:
    return {
        "EventCode": "4663",
        "Channel": "Security",
        "ObjectType": object_type,
        "ObjectName": target,
        "AccessMask": mask,
        "ProcessName": image,
    }


def judge(record: dict[str, Any], settings: Settings) -> Report:
    return judged(file, record, settings)[0]


def score(record: dict[str, Any], settings: Settings) -> int:
    return judged(file, record, settings)[1]


@pytest.mark.parametrize(
    ("record", "path", "value"),
    [
        # what it is
        *((sysmon(f"{WORK}a.{extension}"), f"d:\\pki\\a.{extension}", 20) for extension in ("pfx", "p12", "pvk")),
        *((sysmon(f"{WORK}a.{extension}"), f"d:\\pki\\a.{extension}", 10) for extension in ("snk", "p8", "key")),
        *((sysmon(f"{WORK}a.{extension}"), f"d:\\pki\\a.{extension}", 10)
          for extension in ("cer", "crt", "der", "p7b", "p7c", "spc", "sst")),
        (sysmon(f"{WORK}cacert.pem", "C:\\Python313\\python.exe"), "d:\\pki\\cacert.pem", 5),
        (sysmon(f"{WORK}My Cert.PFX"), "d:\\pki\\my cert.pfx", 20),
        (sysmon(f"{WORK}www.contoso.com.pfx"), "d:\\pki\\www.contoso.com.pfx", 30),
        # where it lies
        (sysmon(f"{TEMP}a.pfx"), "c:\\users\\jane\\appdata\\local\\temp\\a.pfx", 28),
        (sysmon(f"{PUBLIC}a.cer"), "c:\\users\\public\\a.cer", 14),
        (sysmon("\\\\server\\share\\a.pfx"), "\\\\server\\share\\a.pfx", 28),
        (sysmon("\\Device\\Mup\\server\\share\\a.pfx"), "\\\\server\\share\\a.pfx", 28),
        (sysmon("C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\a.pfx"),
         "c:\\programdata\\microsoft\\windows\\start menu\\programs\\startup\\a.pfx", 38),
        (sysmon("C:\\agent\\_work\\1\\a.pfx"), "c:\\agent\\_work\\1\\a.pfx", 8),
        # who writes it
        (sysmon(f"{WORK}a.pfx", POWERSHELL), "d:\\pki\\a.pfx", 27),
        (sysmon(f"{WORK}a.pfx", CERTUTIL), "d:\\pki\\a.pfx", 25),
        (sysmon(f"{WORK}a.pfx", ONEDRIVE), "d:\\pki\\a.pfx", 8),
        (sysmon(f"{WORK}a.pfx", f"{SYSTEM32}wscript.exe"), "d:\\pki\\a.pfx", 37),
        (sysmon(f"{WORK}a.pfx", f"{TEMP}x.exe"), "d:\\pki\\a.pfx", 37),
        (sysmon(f"{DOWNLOADS}a.pfx", CHROME), "c:\\users\\jane\\downloads\\a.pfx", 33),
        (sysmon(f"{DOWNLOADS}a.cer", CHROME), "c:\\users\\jane\\downloads\\a.cer", 17),
        (sysmon(f"{TEMP}a.cer", "C:\\7-Zip\\7zFM.exe"), "c:\\users\\jane\\appdata\\local\\temp\\a.cer", 17),
        (sysmon(f"{TEMP}a.cer", WORD), "c:\\users\\jane\\appdata\\local\\temp\\a.cer", 54),
        (sysmon(f"{TEMP}a.cer", f"{SYSTEM32}mshta.exe"), "c:\\users\\jane\\appdata\\local\\temp\\a.cer", 50),
        # programs that save what their user asks them to, and a renewal in its own folder
        (sysmon(f"{TEMP}a.cer", f"{SYSTEM32}rundll32.exe"), "c:\\users\\jane\\appdata\\local\\temp\\a.cer", 22),
        (sysmon("C:\\ProgramData\\acme\\a.pfx", "C:\\Program Files\\acme\\acme.exe"),
         "c:\\programdata\\acme\\a.pfx", 13),
        # where nobody looks
        (sysmon("C:\\$Recycle.Bin\\S-1-5-21-1\\a.pfx"), "c:\\$recycle.bin\\s-1-5-21-1\\a.pfx", 38),
        # streams
        (sysmon(f"{DOWNLOADS}a.pfx:Zone.Identifier", CHROME, "15"), "c:\\users\\jane\\downloads\\a.pfx", 37),
        (sysmon(f"{WORK}a.txt:b.pfx", event_id="15"), "d:\\pki\\a.txt:b.pfx", 30),
        # every source
        (security(f"{WORK}a.pfx", "0x2"), "d:\\pki\\a.pfx", 20),
        (security(f"{WORK}a.pfx", "0x6"), "d:\\pki\\a.pfx", 20),
        ({"file_path": f"{WORK}a.pfx", "file_name": "a.pfx", "process_path": POWERSHELL, "action": "created"},
         "d:\\pki\\a.pfx", 27),
        ({"Filesystem.file_path": f"{WORK}a.pfx", "Filesystem.process_path": POWERSHELL}, "d:\\pki\\a.pfx", 27),
    ],
)  # fmt: skip
def test_a_certificate_file_appears(record: dict[str, Any], path: str, value: int, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.files) == ("certificate_drop", [path])
    assert report.flags == ({"HasPFX"} if path.endswith((".pfx", ".p12")) else set())
    assert score(record, shipped) == value


def test_code_in_a_stream_of_a_certificate(shipped: Settings) -> None:
    hidden = sysmon(f"{WORK}a.cer:x.dll", event_id="15")
    assert [finding.indicator for finding in judge(hidden, shipped).findings] == ["code_in_stream", "drop_certificate"]
    assert score(hidden, shipped) == 48
    assert score(sysmon(f"{WORK}a.cer:note.txt", event_id="15"), shipped) == 10


def test_a_container_of_keys_that_appears_is_daily_work(shipped: Settings) -> None:
    path = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\0a1b_c2d3"
    assert judge(sysmon(path, f"{PUBLIC}copy.exe"), shipped) == Report()


@pytest.mark.parametrize(
    ("before", "after", "indicators"),
    [
        ("a.pfx", "C:\\x\\update.tmp", ["key_disguised"]),
        ("a.pfx", "C:\\x\\b.pfx", ["drop_key_file"]),
        ("a.txt", "C:\\x\\b.tmp", []),
    ],
)
def test_a_key_file_gets_another_name(before: str, after: str, indicators: list[str], shipped: Settings) -> None:
    record = {
        "ActionType": "FileRenamed",
        "PreviousFileName": before,
        "FolderPath": after,
        "InitiatingProcessFolderPath": EXPLORER,
    }
    assert [finding.indicator for finding in judge(record, shipped).findings] == indicators


def test_a_presentation_is_no_key(shipped: Settings) -> None:
    office = "C:\\Program Files\\Microsoft Office\\root\\Office16\\POWERPNT.EXE"
    assert judge(sysmon(f"{WORK}talk.key", office), shipped) == Report()


@pytest.mark.parametrize(
    ("target", "expected"),
    [("\\\\10.0.0.9\\c$\\a.pfx", True), ("\\\\fs1\\keys\\a.pfx", False), ("\\\\10.0.0.9\\c$\\a.cer", False)],
)
def test_a_key_on_the_share_of_a_bare_address(target: str, expected: bool, shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(sysmon(target, CERTUTIL), shipped).findings]
    assert ("key_to_bare_address" in found) is expected


def test_the_sentences(shipped: Settings) -> None:
    report = judge(sysmon(f"{TEMP}a.pfx", f"{SYSTEM32}wscript.exe"), shipped)
    assert [finding.sentence for finding in report.findings] == [
        "wscript writes a.pfx",
        "a.pfx is in a user-writable path",
        "written by wscript.exe (script host)",
    ]
    assert judge(sysmon(f"{WORK}a.pfx", CERTUTIL), shipped).tool == "certutil"
    assert judge(sysmon(f"{WORK}a.pfx", ""), shipped).findings[0].sentence == "a program writes a.pfx"


@pytest.mark.parametrize(
    "name",
    [
        # one of each ending; tests of trust.key_export_names have the names
        f"ntds_capi_0_{GUID}.pvk",
        "CURRENT_USER_My_0_jane.pfx",
        "local_machine_enterprise_Root_0_x.der",
        "local_machine_enterprise_Root_0_x.cer",
        f"ntds_legacy_0_{GUID}.key",
        "machine_cng_12_tsk.dsa.ec.p8k",
        f"ntds_unknown_0_{GUID}.binary",
    ],
)
def test_the_names_of_stolen_keys(name: str, shipped: Settings) -> None:
    record = sysmon(f"{WORK}{name}", POWERSHELL)
    assert judge(record, shipped).findings[0].indicator == "exported_key_file"
    assert score(record, shipped) == 70


@pytest.mark.parametrize(
    ("record", "value"),
    [
        (sysmon(f"{TEMP}a.pfx", event_id="23"), 8),
        (sysmon(f"{TEMP}a.cer", event_id="26"), 8),
        (security(f"{WORK}a.pfx", "0x10000"), 8),
        ({"file_path": f"{WORK}a.pfx", "action": "deleted", "process_path": EXPLORER}, 8),
        # it was there: somebody stole a key
        (sysmon(f"{WORK}ntds_capi_0_{GUID}.pfx", event_id="23"), 62),
    ],
)
def test_a_certificate_file_goes(record: dict[str, Any], value: int, shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, report.flags, len(report.files)) == ("certificate_deleted", set(), 1)
    assert score(record, shipped) == value


@pytest.mark.parametrize(
    "record",
    [
        sysmon(f"{POLICIES}CiPolicies\\Active\\{{{GUID}}}.cip", EXPLORER),
        sysmon("S:\\EFI\\Microsoft\\Boot\\CiPolicies\\Active\\a.cip", EXPLORER),
        sysmon(f"{POLICIES}SiPolicy.p7b", EXPLORER, "23"),
        sysmon(f"{POLICIES}SiPolicy.p7b", "C:\\Windows\\System32x\\svchost.exe"),
    ],
)
def test_a_code_integrity_policy(record: dict[str, Any], shipped: Settings) -> None:
    report = judge(record, shipped)
    assert (report.action, len(report.files)) == ("change_code_integrity_policy", 1)
    assert score(record, shipped) == 25


@pytest.mark.parametrize(
    ("target", "writer", "remote"),
    [
        (f"{POLICIES}CiPolicies\\Active\\{{{GUID}}}.cip", "System", True),
        (f"{POLICIES}SiPolicy.p7b", "System", True),
        (f"{POLICIES}SiPolicy.p7b", f"{PUBLIC}System.exe", False),
        (f"{POLICIES}SiPolicy.p7b", POWERSHELL, False),
    ],
)
def test_a_policy_that_another_host_writes(target: str, writer: str, remote: bool, shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(sysmon(target, writer), shipped).findings]
    assert found[0] == "code_integrity_policy"
    assert ("policy_of_other_host" in found) is remote


def test_the_kernel_keeps_other_files_of_a_share(shipped: Settings) -> None:
    assert score(sysmon(f"{WORK}a.cer", "System"), shipped) == 10


def test_a_certificate_in_the_stores_of_a_profile(shipped: Settings) -> None:
    report = judge(sysmon(MY, POWERSHELL), shipped)
    assert (report.action, report.store, report.thumbprint) == ("add_to_store", "CurrentUser\\my", THUMB)
    assert (report.flags, score(sysmon(MY, POWERSHELL), shipped)) == ({"CertImport"}, 16)


@pytest.mark.parametrize(
    "record",
    [
        sysmon(f"{TEMP}a.exe"),
        sysmon(f"{TEMP}a.pfx.txt"),
        sysmon(f"{TEMP}pfx"),
        sysmon(f"{TEMP}a.exe:Zone.Identifier", CHROME, "15"),
        sysmon(f"{TEMP}setup.binary"),
        sysmon(f"{TEMP}a.cip"),
        sysmon(f"{POLICIES}bootcat.cache"),
        # those whose work it is
        sysmon(f"{POLICIES}driversipolicy.p7b", "C:\\Windows\\WinSxS\\amd64_servicingstack\\TiWorker.exe"),
        sysmon(f"{POLICIES}SiPolicy.p7b", f"{SYSTEM32}svchost.exe"),
        sysmon(MY, f"{SYSTEM32}lsass.exe"),
        sysmon(MY, EXPLORER, "23"),
        sysmon(MY.rpartition("\\")[0], EXPLORER),
        # a look is no change
        security(f"{WORK}a.pfx", "0x1"),
        security(f"{WORK}a.pfx", "0x20000"),
        {"file_path": f"{WORK}a.pfx", "action": "read", "process_path": POWERSHELL},
        # whatever the shipper calls the access
        {"winlog.event_id": "4663", "winlog.channel": "Security", "winlog.event_data.ObjectName": f"{WORK}a.pfx",
         "winlog.event_data.AccessMask": "0x1"},
        {"EventID": "4663", "Channel": "Security", "EventData.ObjectName": f"{WORK}a.pfx",
         "EventData.AccessMask": "0x1"},
    ],
)  # fmt: skip
def test_nothing_to_say(record: dict[str, Any], shipped: Settings) -> None:
    assert judge(record, shipped) == Report()


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        *(({"EventCode": event_id, "Channel": SYSMON}, True) for event_id in ("11", "15", "23", "26")),
        ({"EventCode": "11", "source": f"XmlWinEventLog:{SYSMON}"}, True),
        ({"EventCode": "11", "Channel": "System"}, False),
        ({"EventCode": "13", "Channel": SYSMON}, False),
        (security("C:\\a.pfx", "0x2"), True),
        (security("\\REGISTRY\\MACHINE\\SOFTWARE", "0x2", object_type="Key"), False),
        ({"EventCode": "4663", "source": "WinEventLog:Security", "Object_Type": "File"}, True),
        ({"file_path": "C:\\a.pfx"}, True),
        ({"registry_path": "HKLM\\SOFTWARE"}, False),
        ({"ObjectName": "\\REGISTRY\\MACHINE\\SOFTWARE"}, False),
        ({}, False),
    ],
)
def test_which_events_are_of_files(record: dict[str, Any], expected: bool) -> None:
    assert file.matches(fields.Reader().view(record)) is expected


PIECES = st.sampled_from(
    [
        WORK,
        MY,
        POLICIES,
        "a",
        ".pfx",
        ".p7b",
        ".p8k",
        ":",
        "ntds_capi_",
        "_0_",
        "my",
        "\\\\?\\",
        "\\Device\\Mup\\",
        "\x00",
        "²",
    ]
)

TEXT = st.lists(PIECES | st.text(max_size=8), max_size=6).map("".join)


@pytest.mark.parametrize(
    ("target", "image", "indicators"),
    [
        # drivers
        (f"{SYSTEM32}drivers\\RTCore64.sys", f"{SYSTEM32}rundll32.exe", ["vulnerable_driver", "writer_script_host"]),
        (f"{SYSTEM32}drivers\\RTCore64.sys", "System", ["vulnerable_driver"]),
        (f"{SYSTEM32}drivers\\RTCore64.sys", f"{SYSTEM32}msiexec.exe", []),
        # keys where a web server hands them out
        ("C:\\inetpub\\wwwroot\\img\\a.pfx", f"{SYSTEM32}inetsrv\\w3wp.exe",
         ["drop_key_file", "key_served", "writer_exploit"]),
        ("C:\\inetpub\\certs\\a.pfx", EXPLORER, ["drop_key_file"]),
        # keys of federation, and keys as text
        (f"{PUBLIC}EncryptedPfx.bin", f"{SYSTEM32}rundll32.exe",
         ["exported_key_file", "input_user_writable", "writer_script_host"]),
        (f"{TEMP}.x\\a.p12.b64", "C:\\Program Files\\nodejs\\node.exe",
         ["key_as_text", "drop_hidden", "input_user_writable", "writer_interpreter"]),
        # what systems keep of whom they trust
        (f"{SYSTEM32}CatRoot\\{{F750E6C3-38EE-11D1-85E5-00C04FC295EE}}\\a.cat", f"{SYSTEM32}cmd.exe",
         ["catalog_planted", "writer_shell"]),
        (f"{SYSTEM32}CatRoot\\{{F750E6C3-38EE-11D1-85E5-00C04FC295EE}}\\a.cat", f"{SYSTEM32}svchost.exe", []),
        ("C:\\ProgramData\\win-acme\\x\\a.pfx", "C:\\tools\\win-acme\\wacs.exe",
         ["drop_key_file", "writer_own_folder"]),
        ("C:\\ProgramData\\win-acme\\x\\a.pfx", "C:\\Users\\Public\\wacs.exe",
         ["drop_key_file", "writer_user_writable"]),
        ("/Library/Security/Trust Settings/Admin.plist", "/bin/cp", ["trust_settings_file"]),
    ],
)  # fmt: skip
def test_files_of_drivers_and_of_trust(target: str, image: str, indicators: list[str], shipped: Settings) -> None:
    assert [finding.indicator for finding in judge(sysmon(target, image), shipped).findings] == indicators


@pytest.mark.slow
@given(
    event=st.sampled_from(["11", "15", "23", "26", "4663", ""]),
    values=st.dictionaries(
        st.sampled_from("TargetFilename ObjectName file_path Image ProcessName AccessMask action".split()), TEXT
    ),
)
def test_never_raises(event: str, values: dict[str, str], shipped: Settings) -> None:
    never_raises(file, {"EventCode": event, **values}, shipped)
