"""One thing that happened, told by every sensor in its own words, gets one verdict; what we do not judge passes."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core import fields
from codesignrisk_core.fields import Reader
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.sensors import SENSORS
from hypothesis import given
from hypothesis import strategies as st

SYSMON = "Microsoft-Windows-Sysmon/Operational"
SYSTEM32 = "C:\\Windows\\System32\\"
POWERSHELL = SYSTEM32 + "WindowsPowerShell\\v1.0\\powershell.exe"


def under(prefix: str, **data: str) -> dict[str, str]:
    return {prefix + name: value for name, value in data.items()}


# certutil adds a root, started by PowerShell.
CERTUTIL = {
    "Image": SYSTEM32 + "certutil.exe",
    "OriginalFileName": "CertUtil.exe",
    "CommandLine": "certutil.exe -addstore root C:\\Users\\Public\\x.cer",
    "ParentImage": POWERSHELL,
    "ParentCommandLine": "powershell.exe -File deploy.ps1",
    "User": "CONTOSO\\jane",
    "IntegrityLevel": "High",
}
DEFENDER_PROCESS = {
    "ActionType": "ProcessCreated",
    "DeviceName": "host1",
    "FolderPath": SYSTEM32 + "certutil.exe",
    "FileName": "certutil.exe",
    "ProcessVersionInfoOriginalFileName": "CertUtil.exe.mui",
    "ProcessCommandLine": CERTUTIL["CommandLine"],
    "ProcessIntegrityLevel": "High",
    "AccountDomain": "CONTOSO",
    "AccountName": "jane",
    "InitiatingProcessFolderPath": POWERSHELL,
    "InitiatingProcessFileName": "powershell.exe",
    "InitiatingProcessCommandLine": CERTUTIL["ParentCommandLine"],
    "InitiatingProcessAccountName": "system",
}
ECS_PROCESS = {
    "host.name": "host1",
    "process.executable": CERTUTIL["Image"],
    "process.pe.original_file_name": "CertUtil.exe",
    "process.command_line": CERTUTIL["CommandLine"],
    "process.args": ["certutil.exe", "-addstore", "root", "C:\\Users\\Public\\x.cer"],
    "process.parent.executable": POWERSHELL,
    "process.parent.command_line": CERTUTIL["ParentCommandLine"],
    "user.domain": "CONTOSO",
    "user.name": "jane",
}
WINDOWS: dict[str, dict[str, Any]] = {
    "Sysmon": {"EventCode": "1", "Channel": SYSMON, "Computer": "host1", **CERTUTIL},
    "EventData.": {"EventID": "1", "Channel": SYSMON, "Computer": "host1", **under("EventData.", **CERTUTIL)},
    "Winlogbeat 6": {
        "event_id": "1",
        "log_name": SYSMON,
        "computer_name": "host1",
        "source": "tcp:5044",
        "host": "collector",
        **under("event_data.", **CERTUTIL),
    },
    "Winlogbeat": {
        "winlog.event_id": "1",
        "event.code": "1",
        "winlog.channel": SYSMON,
        "winlog.computer_name": "host1",
        "host.name": "collector",
        "host": "indexer",
        "source": "tcp:5044",
        **under("winlog.event_data.", **CERTUTIL),
    },
    "Winlogbeat, ECS": {
        "event.code": "1",
        "winlog.channel": SYSMON,
        **ECS_PROCESS,
        "winlog.event_data.IntegrityLevel": "High",
    },
    "Elastic Defend": {
        "event.category": ["process"],
        "event.type": ["start"],
        "event.action": "start",
        "process.Ext.token.integrity_level_name": "high",
        **ECS_PROCESS,
    },
    "Elastic Defend, arguments only": {
        "event.category{}": "process",
        "event.type{}": ["start", "end"],
        "event.action{}": ["start", "end"],
        "process.Ext.token.integrity_level_name": "high",
        **ECS_PROCESS,
        "process.command_line": "",
    },
    "Defender": DEFENDER_PROCESS,
    "Defender, streamed": under("properties.", **DEFENDER_PROCESS),
    "Defender, folder without the file": {**DEFENDER_PROCESS, "FolderPath": SYSTEM32},
    "Falcon": {
        "event_simpleName": "ProcessRollup2",
        "event_platform": "Win",
        "ComputerName": "host1",
        "ImageFileName": "\\Device\\HarddiskVolume3\\Windows\\System32\\certutil.exe",
        "CommandLine": CERTUTIL["CommandLine"],
        "ParentBaseFileName": "powershell.exe",
        "UserName": "CONTOSO\\jane",
        "IntegrityLevel": "12288",
        "source": "crowdstrike",
    },
}


@pytest.mark.parametrize("source", WINDOWS)
def test_a_process_start_of_windows(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(WINDOWS[source])
    assert verdict == scorer.assess(WINDOWS["Sysmon"])
    assert (verdict["codesign_event"], verdict["codesign_action"]) == ("process", "add_to_store")
    assert Reader().read(WINDOWS[source]).host == "host1"


# codesign gives an app an ad hoc signature, started by zsh. The app's path has a blank.
APP = "/tmp/Ridge Line.app"
CODESIGN = ["codesign", "--force", "--sign", "-", APP]
EXEC = {
    "event_type": "9",
    "process.executable.path": "/bin/zsh",
    "event.exec.target.executable.path": "/usr/bin/codesign",
    "event.exec.args": CODESIGN,
    "event.exec.cwd.path": "/tmp",
}
MACOS: dict[str, dict[str, Any]] = {
    "eslogger": EXEC,
    "eslogger, as Splunk names an array": {
        **{name: value for name, value in EXEC.items() if name != "event.exec.args"},
        "event.exec.args{}": CODESIGN,
    },
    "Jamf Protect": {**EXEC, "host.hostname": "MAC-1"},
    "Elastic Defend": {
        "event.category": "process",
        "event.type": "start",
        "event.action": "exec",
        "process.executable": "/usr/bin/codesign",
        "process.command_line": " ".join(CODESIGN),
        "process.args": CODESIGN,
        "process.working_directory": "/tmp",
        "process.parent.executable": "/bin/zsh",
    },
    "Falcon": {
        "event_simpleName": "ProcessRollup2",
        "ImageFileName": "/usr/bin/codesign",
        "CommandLine": " ".join(CODESIGN),
        "ParentBaseFileName": "zsh",
    },
    "Defender": {
        "ActionType": "ProcessCreated",
        "FolderPath": "/usr/bin/codesign",
        "FileName": "codesign",
        "ProcessCommandLine": " ".join(CODESIGN),
        "InitiatingProcessFolderPath": "/bin/zsh",
        "InitiatingProcessFileName": "zsh",
    },
}
OSQUERY = {"columns.path": "/usr/bin/codesign", "columns.cmdline": " ".join(CODESIGN), "columns.username": "jane"}


@pytest.mark.parametrize("source", MACOS)
def test_a_process_start_of_macos(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(MACOS[source])
    assert verdict == scorer.assess(MACOS["eslogger"])
    assert (verdict["codesign_action"], verdict["codesign_target"]) == ("sign", [APP.lower()])
    assert verdict["codesign_parent_class"] == "shell"


@pytest.mark.parametrize("operation", [{}, {"columns.event_type": "exec"}, {"columns.syscall": "execve"}])
def test_osquery_knows_no_parent_image(operation: dict[str, str], scorer: Scorer) -> None:
    verdict = scorer.assess({**OSQUERY, **operation, "columns.parent": "2210"})
    assert verdict["codesign_target"] == [APP.lower()]
    assert verdict["codesign_parent_class"] == ""


# openssl packs a key into a PFX file; the password has a quote and a blank.
OPENSSL = ["openssl", "pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-out", "my key.pfx", "-days", "2048"]
OPENSSL_HEX = {
    **{f"a{index}": word for index, word in enumerate(OPENSSL)},
    "a8": "6D79206B65792E706678",
}
LINUX: dict[str, dict[str, Any]] = {
    "Laurel": {
        "EXECVE.argc": "11",
        "EXECVE.ARGV": OPENSSL,
        "SYSCALL.exe": "/usr/bin/openssl",
        "SYSCALL.UID": "jane",
        "CWD.cwd": "/home/jane",
        "NODE": "build1",
    },
    "Sysmon for Linux": {
        "EventID": "1",
        "Channel": "Linux-Sysmon/Operational",
        "source": "Syslog:Linux-Sysmon/Operational",
        "Computer": "build1",
        "Image": "/usr/bin/openssl",
        "CommandLine": " ".join(OPENSSL).replace("my key.pfx", '"my key.pfx"'),
        "CurrentDirectory": "/home/jane",
        "User": "jane",
        "OriginalFileName": "-",
    },
    "Auditbeat": {
        "event.category{}": "process",
        "event.type{}": "start",
        "event.action": "executed",
        "process.executable": "/usr/bin/openssl",
        "process.args{}": OPENSSL,
        "process.working_directory": "/home/jane",
        "user.name": "jane",
    },
}


@pytest.mark.parametrize("source", LINUX)
def test_a_process_start_of_linux(source: str, scorer: Scorer) -> None:
    verdict = scorer.assess(LINUX[source])
    assert verdict == scorer.assess(LINUX["Laurel"])
    assert "/home/jane/my key.pfx" in verdict["codesign_files"]  # type: ignore[operator]


def test_an_execve_record_has_neither_folder_nor_user(scorer: Scorer) -> None:
    record = {"type": "EXECVE", "argc": "11", "node": "build1", **OPENSSL_HEX}
    event = Reader().read(record)
    assert event.command_line == " ".join(OPENSSL).replace("my key.pfx", '"my key.pfx"')
    assert (event.image, event.host, event.user) == ("/openssl", "build1", "")
    verdict = scorer.assess(record)
    assert verdict["codesign_score"] == scorer.assess(LINUX["Laurel"])["codesign_score"]
    assert "my key.pfx" in verdict["codesign_files"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "argument"),
    [
        ("2F746D702F6120622E70656D", '"/tmp/a b.pem"'),
        ("6122622063", '"a"\'"\'"b c"'),
        ("C3A92E70656D", "é.pem"),
        # not encoded, or so that it cannot be told
        ("ABCD", "ABCD"),
        ("DEADBEEF", "DEADBEEF"),
        ("2048", "2048"),
        ("20240131", "20240131"),
        ("6162", "6162"),
        ("2f746d70", "2f746d70"),
        ("A1B2C3D4E5F60718293A4B5C6D7E8F9001122334", "A1B2C3D4E5F60718293A4B5C6D7E8F9001122334"),
        # an extraction that keeps the quotes leaves no doubt
        ('"2F746D702F6120622E70656D"', "2F746D702F6120622E70656D"),
        ("", '""'),
        ("-", "-"),
    ],
)
def test_auditd_writes_odd_arguments_in_hexadecimal(written: str, argument: str) -> None:
    event = Reader().read({"type": "EXECVE", "argc": "3", "a0": "/usr/bin/openssl", "a1": written, "a2": "x"})
    assert event.command_line == f"/usr/bin/openssl {argument} x"


def test_no_more_arguments_are_read_than_splunkd_sends() -> None:
    record = {"type": "EXECVE", "argc": "40", **{f"a{index}": "x" for index in range(40)}}
    assert Reader().read(record).command_line == " ".join("x" * 32)


# PowerShell writes a PFX file.
PFX = "C:\\Users\\jane\\AppData\\Local\\Temp\\release.pfx"
FILES: dict[str, dict[str, Any]] = {
    "Sysmon": {"EventCode": "11", "Channel": SYSMON, "Image": POWERSHELL, "TargetFilename": PFX},
    "Winlogbeat, ECS": {
        "winlog.event_id": "11",
        "winlog.channel": SYSMON,
        "process.executable": POWERSHELL,
        "file.path": PFX,
    },
    "Elastic Defend": {
        "event.category": "file",
        "event.type": "creation",
        "event.action": "creation",
        "process.executable": POWERSHELL,
        "file.path": PFX,
    },
    "Defender": {
        "ActionType": "FileCreated",
        "FolderPath": PFX,
        "FileName": "release.pfx",
        "InitiatingProcessFolderPath": POWERSHELL,
        "InitiatingProcessFileName": "powershell.exe",
    },
}

# certutil puts a certificate into the machine's root store.
KEY = "SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\0123456789ABCDEF0123456789ABCDEF01234567"
REGISTRY: dict[str, dict[str, Any]] = {
    "Sysmon": {
        "EventCode": "13",
        "Channel": SYSMON,
        "EventType": "SetValue",
        "Image": CERTUTIL["Image"],
        "TargetObject": f"HKLM\\{KEY}\\Blob",
        "Details": "Binary Data",
    },
    "Winlogbeat, ECS": {
        "event.code": "13",
        "winlog.channel": SYSMON,
        "process.executable": CERTUTIL["Image"],
        "registry.path": f"HKLM\\{KEY}\\Blob",
        "registry.value": "Blob",
        "winlog.event_data.EventType": "SetValue",
        "winlog.event_data.Details": "Binary Data",
    },
    "Elastic Defend": {
        "event.category{}": ["configuration", "registry"],
        "event.type{}": "change",
        "event.action": "modification",
        "process.executable": CERTUTIL["Image"],
        "registry.path": f"HKLM\\{KEY}\\Blob",
        "registry.value": "Blob",
    },
    "Defender": {
        "properties.ActionType": "RegistryValueSet",
        "properties.RegistryKey": f"HKEY_LOCAL_MACHINE\\{KEY}",
        "properties.RegistryValueName": "Blob",
        "properties.InitiatingProcessFolderPath": CERTUTIL["Image"],
        "properties.InitiatingProcessFileName": "certutil.exe",
    },
}
DELETED: dict[str, dict[str, Any]] = {
    "Sysmon": {
        "EventCode": "12",
        "Channel": SYSMON,
        "EventType": "DeleteKey",
        "Image": POWERSHELL,
        "TargetObject": f"HKLM\\{KEY}",
    },
    "Elastic Defend": {
        "event.category": "registry",
        "event.type": "deletion",
        "event.action": "deletion",
        "process.executable": POWERSHELL,
        "registry.path": f"HKLM\\{KEY}",
    },
    "Defender": {
        "ActionType": "RegistryKeyDeleted",
        "RegistryKey": f"HKEY_LOCAL_MACHINE\\{KEY}",
        "InitiatingProcessFolderPath": POWERSHELL,
    },
}
SCRIPT = "New-SelfSignedCertificate -Type CodeSigningCert -Subject CN=x"
POWERSHELL_LOG = "Microsoft-Windows-PowerShell/Operational"
SCRIPTS: dict[str, dict[str, Any]] = {
    "4104": {"EventCode": "4104", "Channel": POWERSHELL_LOG, "ScriptBlockText": SCRIPT},
    "EventData.": {"EventID": "4104", "Channel": POWERSHELL_LOG, "EventData.ScriptBlockText": SCRIPT},
    "Winlogbeat, ECS": {
        "event.code": "4104",
        "winlog.channel": POWERSHELL_LOG,
        "powershell.file.script_block_text": SCRIPT,
    },
}
# signtool loads a library out of a temporary folder.
SIGNTOOL = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\x64\\signtool.exe"
DLIB = "C:\\Users\\jane\\AppData\\Local\\Temp\\dlib.dll"
IMAGES: dict[str, dict[str, Any]] = {
    "Sysmon": {"EventCode": "7", "Channel": SYSMON, "Image": SIGNTOOL, "ImageLoaded": DLIB},
    "Winlogbeat, ECS": {
        "event.code": "7",
        "winlog.channel": SYSMON,
        "process.executable": SIGNTOOL,
        "file.path": DLIB,
    },
    "Elastic Defend": {"event.category": "library", "process.executable": SIGNTOOL, "dll.path": DLIB},
    "Defender": {
        "ActionType": "ImageLoaded",
        "FolderPath": DLIB,
        "FileName": "dlib.dll",
        "InitiatingProcessFolderPath": SIGNTOOL,
    },
}
KINDS = {
    "file": FILES,
    "registry": REGISTRY,
    "registry, deleted": DELETED,
    "script": SCRIPTS,
    "image": IMAGES,
}


@pytest.mark.parametrize(("kind", "source"), [(kind, source) for kind in KINDS for source in KINDS[kind]])
def test_every_other_kind(kind: str, source: str, scorer: Scorer) -> None:
    records = KINDS[kind]
    verdict = scorer.assess(records[source])
    assert verdict == scorer.assess(next(iter(records.values())))
    assert verdict["codesign_event"] == kind.partition(",")[0]
    assert int(str(verdict["codesign_score"])) >= 20


def test_osquery_sees_a_trust_anchor_written(scorer: Scorer) -> None:
    anchor = "/usr/local/share/ca-certificates/corp.crt"
    for record in (
        {"action": "added", "columns.target_path": anchor, "columns.action": "CREATED"},
        {"columns.event_type": "create", "columns.path": "/bin/cp", "columns.filename": anchor},
    ):
        verdict = scorer.assess(record)
        assert (verdict["codesign_event"], verdict["codesign_files"]) == ("file", [anchor])


OTHERS: list[dict[str, Any]] = [
    {**DEFENDER_PROCESS, "ActionType": "OpenProcessApiCall"},
    {"ActionType": "LogonSuccess", "DeviceName": "host1", "AccountName": "jane"},
    {"properties.ActionType": "ConnectionSuccess", "properties.InitiatingProcessFolderPath": POWERSHELL},
    {**ECS_PROCESS, "event.category": "network", "event.type": "start"},
    {**ECS_PROCESS, "event.category": "process", "event.type": "end", "event.action": "end"},
    {**MACOS["Elastic Defend"], "event.action": "fork"},
    {**ECS_PROCESS, "event.category": "file", "event.type": "access", "event.action": "open", "file.path": PFX},
    {**ECS_PROCESS, "event.category": "registry", "event.type": "access", "registry.path": f"HKLM\\{KEY}"},
    {"event.code": "9", "process.executable": "/usr/bin/codesign"},
    {"winlog.event_id": "5", "winlog.channel": SYSMON, "process.executable": CERTUTIL["Image"]},
    {"winlog.event_id": "1", "winlog.channel": "System", "process.executable": CERTUTIL["Image"]},
    {"event_simpleName": "DnsRequest", "ImageFileName": "\\Device\\HarddiskVolume3\\a.exe", "CommandLine": "certutil"},
    {"event_simpleName": "EndOfProcess", "CommandLine": CERTUTIL["CommandLine"]},
    {"process.executable.path": "/usr/bin/codesign", "event.open.file.path": "/tmp/x.p12"},
    {**OSQUERY, "columns.event_type": "fork"},
    {**OSQUERY, "columns.syscall": "clone"},
    {**OSQUERY, "action": "removed"},
    {"columns.path": "/usr/bin/codesign", "columns.sha256": "00"},
    {"columns.target_path": "/tmp/x.p12", "columns.action": "ATTRIBUTES_MODIFIED"},
    {"type": "SYSCALL", "argc": "", "a0": "55d0", "a1": "0", "exe": "/usr/bin/openssl", "comm": "openssl"},
    {"type": "PATH", "name": "/etc/pki/ca-trust/source/anchors/x.crt", "nametype": "CREATE"},
    {"type": "EXECVE", "argc": "9" * 5000, "a0": "openssl"},
    {"type": "EXECVE", "argc": "²", "a0": "openssl"},
    {"type": "EXECVE", "argc": "0"},
]


@pytest.mark.parametrize("record", OTHERS)
def test_what_is_not_judged_passes_through(record: dict[str, Any], scorer: Scorer) -> None:
    verdict = scorer.assess(record)
    assert (verdict["codesign_event"], verdict["codesign_score"], verdict["codesign_error"]) == ("other", 0, "")


def test_one_chunk_holds_events_of_many_sensors(scorer: Scorer) -> None:
    """splunkd sends the union of the columns; a row's others are empty."""
    records = [record for group in (WINDOWS, MACOS, LINUX, *KINDS.values()) for record in group.values()] + OTHERS
    blank = dict.fromkeys((name for record in records for name in record), "")
    for record in records:
        assert scorer.assess({**blank, **record}) == scorer.assess(record)


def test_every_name_is_asked_for() -> None:
    """splunkd keeps every other column to itself, so a name that is read and not asked for is never there."""
    required = set(fields.REQUIRED_FIELDS)
    assert {name for sensor in SENSORS for name in sensor.required()} <= required
    told_elsewhere = {"event_type", "event_platform", "columns.parent"}
    for group in (WINDOWS, MACOS, LINUX, *KINDS.values()):
        for record in group.values():
            assert set(record) - told_elsewhere <= required


VALUES = st.one_of(st.text(), st.lists(st.text(), max_size=4), st.none())


@given(
    st.sampled_from([record for group in (WINDOWS, MACOS, LINUX, *KINDS.values()) for record in group.values()]),
    st.dictionaries(st.sampled_from(fields.REQUIRED_FIELDS), VALUES, max_size=8),
)
def test_reading_never_raises_and_gives_text(record: dict[str, Any], odd: dict[str, Any]) -> None:
    view = Reader().view({**record, **odd})
    assert all(isinstance(view.get(canonical), str) for canonical in fields.ALIASES)
