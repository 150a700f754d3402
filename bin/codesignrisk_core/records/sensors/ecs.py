"""Elastic Common Schema: Winlogbeat and Elastic Agent with logs of Windows, Elastic Defend, Auditbeat.

Names: elastic.co/guide/en/ecs, process, file, registry, dll, user, host and event fields; elastic/integrations,
packages/windows (Sysmon's and PowerShell's data under ECS names) for what stays in ``winlog.event_data``; Elastic
Defend's process.Ext.token. An event of a Windows log keeps its number and channel; any other is known by its category.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.cmdline import argv, joining
from codesignrisk_core.records.names import ALIASES, manifest_names
from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View, qualified

_NAMES = {
    "image": ("process.executable",),
    "original_name": ("process.pe.original_file_name",),
    "company": ("process.pe.company",),
    "command_line": ("process.command_line",),
    "cwd": ("process.working_directory",),
    "parent_image": ("process.parent.executable",),
    "parent_command_line": ("process.parent.command_line",),
    "pid": ("process.pid",),
    "parent_pid": ("process.parent.pid",),
    "integrity": ("process.Ext.token.integrity_level_name",),
    "target_file": ("file.path",),
    "hashes": ("file.hash.sha1", "file.hash.sha256"),
    "writer": ("process.executable",),
    "registry_path": ("registry.path",),
    "registry_value_name": ("registry.value",),
    "registry_details": sensor.array("registry.data.strings"),
    "script": ("powershell.file.script_block_text",),
    "pipeline": ("winlog.event_data.param3", "winlog.event_data.param1"),
    "image_loaded": ("dll.path", "file.path"),
}
_CANONICAL = tuple(canonical for canonical in ALIASES if canonical in _NAMES or manifest_names(canonical))

# Actions of the category process that start none, though their type may say so.
_NO_START = frozenset("fork started-service stopped-service loaded load".split())
_LOADS = frozenset(("loaded", "load"))
_WRITES = frozenset("creation created overwrite modification updated write rename renamed moved".split())


def _translate(view: View) -> Mapping[str, str]:
    event_id, operation = _kind(view)
    if not event_id:
        return sensor.NOTHING
    get = view.get
    event = sensor.copied(view, _CANONICAL)
    event.update(event_id=event_id, channel=get("channel"), host=get("host"), command_line=_line(view))
    event["user"] = qualified(get("domain"), get("account")) or event["user"]
    event["registry_operation"] = event["registry_operation"] or operation
    return event


def _kind(view: View) -> tuple[str, str]:
    """The event's number, and what it does to the registry where the number does not say it."""
    if view.get("channel"):
        return view.get("code"), ""
    types = set(view.values("types"))
    actions = set(view.values("actions"))
    for category in view.values("categories"):
        if category == "process" and "start" in types and not (actions and actions <= _NO_START):
            return sensor.PROCESS_START, ""
        if category == "process" and actions and actions <= _LOADS and view.get("image_loaded"):
            return sensor.IMAGE_LOADED, ""
        if category == "file":
            written = "creation" in types or not _WRITES.isdisjoint(actions)
            return (sensor.FILE_DELETED if "deletion" in types else sensor.FILE_WRITTEN if written else ""), ""
        if category == "registry":
            return _registry_kind(view, types)
        if category in ("library", "driver") and view.get("image_loaded"):
            return (sensor.IMAGE_LOADED if category == "library" else sensor.DRIVER_LOADED), ""
    return "", ""


def _registry_kind(view: View, types: set[str]) -> tuple[str, str]:
    if "deletion" in types:
        return sensor.KEY_CHANGED, "delete"
    if types.isdisjoint(("change", "creation")):
        return "", ""
    return (sensor.VALUE_SET if view.get("registry_value_name") else sensor.KEY_CHANGED), ""


def _line(view: View) -> str:
    """The command line. On macOS and Linux it is argv joined without quotes, so the arguments are better there."""
    line, words = view.get("command_line"), view.values("args")
    if words and argv.is_posix(view.get("image")):
        return joining.posix(words)
    return line or joining.windows(words)


SENSOR = sensor.Sensor(
    marks=MARKS["ecs"],
    names={
        "code": ("winlog.event_id", "event.code"),
        "channel": ("winlog.channel",),
        "host": ("winlog.computer_name", "host.name", "host.hostname", "host"),
        "account": ("user.name",),
        "domain": ("user.domain",),
        "args": sensor.array("process.args"),
        "categories": sensor.array("event.category"),
        "types": sensor.array("event.type"),
        "actions": sensor.array("event.action"),
        **{
            canonical: (
                *_NAMES.get(canonical, ()),
                *("winlog.event_data." + name for name in manifest_names(canonical)),
            )
            for canonical in _CANONICAL
        },
    },
    translate=_translate,
)
