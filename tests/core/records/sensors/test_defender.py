"""Microsoft Defender for Endpoint. Tables: learn.microsoft.com, "Understand the advanced hunting schema"."""

from __future__ import annotations

import pytest
from codesignrisk_core.records.sensors.defender import SENSOR

from tests.core.records.sensors.reading import translated

FOLDER, FILE = "C:\\x", "a.exe"
BY = {
    "InitiatingProcessFolderPath": "C:\\Windows\\explorer.exe",
    "InitiatingProcessFileName": "explorer.exe",
    "InitiatingProcessCommandLine": "explorer",
    "InitiatingProcessAccountName": "ann",
    "InitiatingProcessAccountDomain": "CORP",
}
WRITER = {"image": "C:\\Windows\\explorer.exe", "writer": "C:\\Windows\\explorer.exe", "user": "CORP\\ann"}


def test_a_process_start() -> None:
    record = {
        "ActionType": "ProcessCreated",
        "DeviceName": "host1",
        "FolderPath": FOLDER,
        "FileName": FILE,
        "ProcessVersionInfoOriginalFileName": "A.EXE.MUI",
        "ProcessVersionInfoCompanyName": "Fabrikam",
        "ProcessCommandLine": "a -b",
        "ProcessIntegrityLevel": "High",
        "AccountName": "bob",
        "AccountDomain": "CORP",
        **BY,
    }
    assert translated(SENSOR, record) == {
        "event_id": "1",
        "host": "host1",
        "image": "C:\\x\\a.exe",
        "original_name": "A.EXE",
        "company": "Fabrikam",
        "command_line": "a -b",
        "integrity": "High",
        "user": "CORP\\bob",
        "parent_image": "C:\\Windows\\explorer.exe",
        "parent_command_line": "explorer",
    }


@pytest.mark.parametrize(
    ("action", "event_id", "done"),
    [
        ("FileCreated", "11", ""),
        ("FileModified", "11", ""),
        ("FileRenamed", "11", ""),
        ("FileDeleted", "26", ""),
        ("RegistryValueSet", "13", ""),
        ("RegistryKeyCreated", "12", "CreateKey"),
        ("RegistryKeyDeleted", "12", "DeleteKey"),
        ("RegistryValueDeleted", "12", "DeleteValue"),
    ],
)
def test_a_change_of_a_file_or_of_the_registry(action: str, event_id: str, done: str) -> None:
    record = {"ActionType": action, "FolderPath": FOLDER, "FileName": FILE, **BY}
    change = {"event_id": event_id, "target_file": "C:\\x\\a.exe", **WRITER}
    assert translated(SENSOR, record) == {**change, **({"registry_operation": done} if done else {})}


@pytest.mark.parametrize("prefix", ["", "properties."])
def test_a_registry_value_plain_and_streamed(prefix: str) -> None:
    names = {"RegistryKey": "HKLM\\X", "RegistryValueName": "Blob", "RegistryValueData": "1"}
    record = {prefix + name: text for name, text in {"ActionType": "RegistryValueSet", **names}.items()}
    assert translated(SENSOR, record) == {
        "event_id": "13",
        "registry_path": "HKLM\\X",
        "registry_value_name": "Blob",
        "registry_details": "1",
    }


def test_a_loaded_image() -> None:
    record = {"ActionType": "ImageLoaded", "FolderPath": FOLDER, "FileName": "a.dll", **BY}
    assert translated(SENSOR, record) == {"event_id": "7", "image_loaded": "C:\\x\\a.dll", **WRITER}


@pytest.mark.parametrize("action", ["LogonSuccess", "OpenProcessApiCall", ""])
def test_other_actions(action: str) -> None:
    assert translated(SENSOR, {"ActionType": action, "FolderPath": FOLDER, "FileName": FILE, **BY}) == {}
