"""osquery results: process starts and file events of macOS and Linux.

Tables by osquery.io/schema: es_process_events (macOS), process_events and bpf_process_events (Linux), processes;
es_process_file_events and file_events. Their lines are argv joined with blanks, without quotes. A parent is a process
id, so there is no parent image.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View

# event_type of the es_ tables; syscall of the Linux tables.
_STARTS = frozenset({"", "exec", "execve", "execveat"})
_FILES = {
    **dict.fromkeys(("create", "write", "rename", "CREATED", "UPDATED", "MOVED_TO"), sensor.FILE_WRITTEN),
    "DELETED": sensor.FILE_DELETED,
}


def _translate(view: View) -> Mapping[str, str]:
    get = view.get
    if get("result") == "removed":  # a row that a differential query no longer finds
        return sensor.NOTHING
    done = get("operation")
    if get("target_file") and done in _FILES:
        event = sensor.copied(view, ("host", "target_file", "pid"))
        event.update(event_id=_FILES[done], writer=get("image"))
        return event
    if get("image") and get("command_line") and done in _STARTS:
        event = sensor.copied(view, ("host", "image", "command_line", "cwd", "user", "pid", "parent_pid"))
        event["event_id"] = sensor.PROCESS_START
        return event
    return sensor.NOTHING


SENSOR = sensor.Sensor(
    marks=MARKS["osquery"],
    names={
        "result": ("action",),
        "host": ("host", "hostIdentifier"),
        "operation": ("columns.event_type", "columns.syscall", "columns.action"),
        "image": ("columns.path",),
        "command_line": ("columns.cmdline",),
        "cwd": ("columns.cwd",),
        "user": ("columns.username",),
        "pid": ("columns.pid",),
        "parent_pid": ("columns.parent",),
        "target_file": ("columns.target_path", "columns.dest_filename", "columns.filename"),
    },
    translate=_translate,
)
