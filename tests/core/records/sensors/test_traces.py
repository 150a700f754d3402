"""What is left behind - a file, a registry value, a script, a loaded library - as each sensor tells it."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import sources
from codesignrisk_core.scorer import Scorer

from tests.core.sensor_events import POWERSHELL, SYSMON, SYSTEM32

CERTUTIL = SYSTEM32 + "certutil.exe"

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
        "Image": CERTUTIL,
        "TargetObject": f"HKLM\\{KEY}\\Blob",
        "Details": "Binary Data",
    },
    "Winlogbeat, ECS": {
        "event.code": "13",
        "winlog.channel": SYSMON,
        "process.executable": CERTUTIL,
        "registry.path": f"HKLM\\{KEY}\\Blob",
        "registry.value": "Blob",
        "winlog.event_data.EventType": "SetValue",
        "winlog.event_data.Details": "Binary Data",
    },
    "Elastic Defend": {
        "event.category{}": ["configuration", "registry"],
        "event.type{}": "change",
        "event.action": "modification",
        "process.executable": CERTUTIL,
        "registry.path": f"HKLM\\{KEY}\\Blob",
        "registry.value": "Blob",
    },
    "Defender": {
        "properties.ActionType": "RegistryValueSet",
        "properties.RegistryKey": f"HKEY_LOCAL_MACHINE\\{KEY}",
        "properties.RegistryValueName": "Blob",
        "properties.InitiatingProcessFolderPath": CERTUTIL,
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


def test_one_chunk_holds_events_of_many_sensors(scorer: Scorer) -> None:
    """splunkd sends the union of the columns; a row's others are empty."""
    records = [record for group in KINDS.values() for record in group.values()]
    blank = dict.fromkeys((name for record in records for name in record), "")
    for record in records:
        assert set(record) <= set(sources.required(sources.NAMES))
        assert scorer.assess({**blank, **record}) == scorer.assess(record)
