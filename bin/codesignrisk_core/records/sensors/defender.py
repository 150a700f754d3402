"""Microsoft Defender for Endpoint: tables of advanced hunting, also as streamed events (``properties.``).

Names: learn.microsoft.com/defender-xdr, advanced-hunting-deviceprocessevents-table, -devicefileevents-,
-deviceregistryevents- and -deviceimageloadevents-; streaming-api-event-hub for ``properties``. FolderPath is the file
that the action applied to: the image in DeviceProcessEvents, the written file in DeviceFileEvents. It holds the file's
name too, whatever the documentation says; either is read. Macs and Linux hosts send the same tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View, qualified

# ActionType -> the number of the same event in Sysmon, and what is done where the number does not say it.
_KINDS = {
    "ProcessCreated": (sensor.PROCESS_START, ""),
    "FileCreated": (sensor.FILE_WRITTEN, ""),
    "FileModified": (sensor.FILE_WRITTEN, ""),
    "FileRenamed": (sensor.FILE_WRITTEN, ""),
    "FileDeleted": (sensor.FILE_DELETED, ""),
    "RegistryValueSet": (sensor.VALUE_SET, ""),
    "RegistryValueDeleted": (sensor.KEY_CHANGED, "DeleteValue"),
    "RegistryKeyCreated": (sensor.KEY_CHANGED, "CreateKey"),
    "RegistryKeyDeleted": (sensor.KEY_CHANGED, "DeleteKey"),
    "ImageLoaded": (sensor.IMAGE_LOADED, ""),
}

_COLUMNS = {
    "action": "ActionType",
    "host": "DeviceName",
    "folder": "FolderPath",
    "file": "FileName",
    "original_name": "ProcessVersionInfoOriginalFileName",
    "company": "ProcessVersionInfoCompanyName",
    "command_line": "ProcessCommandLine",
    "integrity": "ProcessIntegrityLevel",
    "account": "AccountName",
    "domain": "AccountDomain",
    "initiator_folder": "InitiatingProcessFolderPath",
    "initiator_file": "InitiatingProcessFileName",
    "initiator_line": "InitiatingProcessCommandLine",
    "initiator_account": "InitiatingProcessAccountName",
    "initiator_domain": "InitiatingProcessAccountDomain",
    "pid": "ProcessId",
    "initiator_pid": "InitiatingProcessId",
    "previous_file": "PreviousFileName",
    "sha1": "SHA1",
    "sha256": "SHA256",
    "registry_path": "RegistryKey",
    "registry_value_name": "RegistryValueName",
    "registry_details": "RegistryValueData",
}


def _translate(view: View) -> Mapping[str, str]:
    get = view.get
    event_id, done = _KINDS.get(get("action"), ("", ""))
    if not event_id:
        return sensor.NOTHING
    path = sensor.full_path(get("folder"), get("file"))
    initiator = sensor.full_path(get("initiator_folder"), get("initiator_file"))
    event = {"event_id": event_id, "host": get("host")}
    if event_id == sensor.PROCESS_START:
        event.update(
            sensor.copied(view, ("company", "command_line", "integrity", "pid")),
            image=path,
            original_name=_without_mui(get("original_name")),
            parent_image=initiator,
            parent_command_line=get("initiator_line"),
            parent_pid=get("initiator_pid"),
            user=qualified(get("domain"), get("account")),
        )
        return event
    event.update(
        sensor.copied(view, ("registry_path", "registry_value_name", "registry_details")),
        image=initiator,
        writer=initiator,
        pid=get("initiator_pid"),
        user=qualified(get("initiator_domain"), get("initiator_account")),
        registry_operation=done,
    )
    if event_id == sensor.FILE_WRITTEN:
        event["file_before"] = get("previous_file")
        event["hashes"] = f"{get('sha1')} {get('sha256')}".strip()
    event["image_loaded" if event_id == sensor.IMAGE_LOADED else "target_file"] = path
    return event


def _without_mui(name: str) -> str:
    """GetFileVersionInfo reads the version resource of the language file, ``CertUtil.exe.mui``, where there is one."""
    return name[:-4] if name.lower().endswith(".mui") else name


SENSOR = sensor.Sensor(
    marks=MARKS["defender"],
    names={canonical: (name, "properties." + name) for canonical, name in _COLUMNS.items()},
    translate=_translate,
)
