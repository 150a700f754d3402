"""Events under the names of Sigma's taxonomy, in the log source to which they belong.

The records are read as the command reads them, so that a rule sees each sensor's events under the names that it asks
for: the best case of a rule, where everything upstream is mapped. Source: Sigma specification, appendix taxonomy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lab.paths import ROOT as _ROOT  # noqa: F401 - first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core.records import fields
from codesignrisk_core.records.fields import Record, View

Fields = dict[str, str]


class LogSource(NamedTuple):
    """Where Sigma looks for an event."""

    product: str
    category: str

    @property
    def table(self) -> str:
        """The name of its table."""
        return f"{self.product}_{self.category}"


def _process(view: View) -> Fields:
    event = fields.event(view)
    return {
        "Image": event.image,
        "OriginalFileName": event.original_name,
        "CommandLine": event.command_line,
        "CurrentDirectory": event.cwd,
        "ParentImage": event.parent_image,
        "ParentCommandLine": event.parent_command_line,
        "User": event.user,
        "IntegrityLevel": event.integrity,
        "Company": event.company,
    }


def _registry(view: View) -> Fields:
    key, value = view.get("registry_path"), view.get("registry_value_name")
    return {
        "Image": view.get("writer"),
        # Security 4657 tells the value's name apart from its key.
        "TargetObject": f"{key}\\{value}" if value and not key.endswith(value) else key,
        "Details": view.get("registry_details"),
        "EventType": view.get("registry_operation"),
    }


def _file(view: View) -> Fields:
    return {"Image": view.get("writer"), "TargetFilename": view.get("target_file"), "User": fields.user(view)}


def _script(view: View) -> Fields:
    return {"ScriptBlockText": view.get("script"), "Path": view.get("script_path")}


def _loaded(view: View) -> Fields:
    return {
        "Image": view.get("image"),
        "ImageLoaded": view.get("image_loaded"),
        "Signed": view.get("signed"),
        "Signature": view.get("signature"),
        "SignatureStatus": view.get("signature_status"),
    }


# Event number -> category and fields. Security's numbers belong to the same categories by Sigma's own pipelines.
_CATEGORIES: dict[str, tuple[str, Callable[[View], Fields]]] = {
    "1": ("process_creation", _process),
    "4688": ("process_creation", _process),
    "6": ("driver_load", _loaded),
    "7": ("image_load", _loaded),
    "11": ("file_event", _file),
    "12": ("registry_event", _registry),
    "13": ("registry_set", _registry),
    "4657": ("registry_set", _registry),
    "14": ("registry_rename", _registry),
    "4104": ("ps_script", _script),
}
FIELDS: dict[str, frozenset[str]] = {
    category: frozenset(read(View({}, dict.fromkeys(fields.ALIASES, ())))) for category, read in _CATEGORIES.values()
}
"""Category -> the fields that its events have here."""

_MACOS_TYPES = frozenset({"eslogger", "jamf:protect:telemetry"})


class Reader:
    """Puts records under Sigma's names."""

    def __init__(self) -> None:
        self._reader = fields.Reader()

    def read(self, record: Record) -> tuple[LogSource, Fields] | None:
        """The event's log source and fields, or None where Sigma has no category for it."""
        view = self._reader.view(record)
        number, channel = view.get("event_id"), view.get("channel").lower()
        if not number:
            number = "1" if view.get("command_line") or view.get("image") else ""
        if number not in _CATEGORIES or (len(number) < 3 and channel and _is_foreign(channel)):
            return None
        category, read = _CATEGORIES[number]
        found = read(view)
        return LogSource(_product(record, found), category), found


def _is_foreign(channel: str) -> bool:
    """Whether a small number belongs to another log than Sysmon's, where it means something else."""
    return "microsoft-windows-" in channel and "sysmon" not in channel


def _product(record: Record, event: Fields) -> str:
    path = event.get("Image") or event.get("TargetFilename") or ""
    if not path.startswith("/"):
        return "windows"
    kind, name = str(record.get("sourcetype", "")), str(record.get("name", ""))
    if kind in _MACOS_TYPES or "es_process" in name or record.get("event_platform") == "Mac":
        return "macos"
    return "linux"
