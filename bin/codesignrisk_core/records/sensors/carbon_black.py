"""VMware Carbon Black Cloud: endpoint events of the Data Forwarder, results of its searches, alerts.

Names: developer.carbonblack.com, Endpoint Event Schema (data-forwarder/schema/latest/endpoint.event-1.2.0) and Search
Fields (platform/latest/platform-search-fields). In an event ``process_*`` is the process that acts: where it starts
another one, that is ``childproc_*``, with the command line in ``target_cmdline`` (Data Forwarder) or
``childproc_cmdline`` (searches, alerts). A search for processes tells of each process itself, with its parent.
device_name is ``DOMAIN\\host`` where the host is in a domain.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View

_EVENT = "endpoint.event."
_START = "endpoint.event.procstart"
# event_type of the searches for events
_CHILD = "childproc"
_OTHERS = frozenset("crossproc fileless_scriptload filemod modload netconn regmod scriptload".split())
_OF_PROCESS = ("image", "command_line", "user", "pid", "parent_image", "parent_command_line", "parent_pid")


def _translate(view: View) -> Mapping[str, str]:
    get = view.get
    kind, searched = get("type"), get("event_type")
    if (kind.startswith(_EVENT) and kind != _START) or searched in _OTHERS:
        return sensor.NOTHING
    event = {"event_id": sensor.PROCESS_START, "host": get("host").rpartition("\\")[2]}
    if kind == _START or searched == _CHILD or get("child_line"):
        event.update(
            image=get("child"),
            command_line=get("child_line"),
            user=get("child_user") or get("user"),
            pid=get("child_pid"),
            parent_image=get("image"),
            parent_command_line=get("command_line"),
            parent_pid=get("pid"),
        )
    else:
        event.update(sensor.copied(view, _OF_PROCESS))
    return event


SENSOR = sensor.Sensor(
    marks=MARKS["carbon_black"],
    names={
        "type": ("type",),
        "event_type": ("event_type",),
        "host": ("device_name", "dest", "host"),
        "image": ("process_path", "process_name"),
        "command_line": ("process_cmdline",),
        "user": ("process_username",),
        "pid": ("process_pid",),
        "parent_image": ("parent_path", "parent_name"),
        "parent_command_line": ("parent_cmdline",),
        "parent_pid": ("parent_pid",),
        "child": ("childproc_name",),
        "child_line": ("target_cmdline", "childproc_cmdline"),
        "child_user": ("childproc_username",),
        "child_pid": ("childproc_pid",),
    },
    translate=_translate,
)
