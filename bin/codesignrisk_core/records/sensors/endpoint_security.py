"""macOS: exec events of Endpoint Security as JSON, from eslogger and Jamf Protect (telemetry).

Names: eslogger(1), whose JSON is es_message_t (developer.apple.com, es_event_exec_t), and the public samples of
elastic/integrations, packages/jamf_protect, which has the same tree and adds ``host``. ``process`` is who calls exec:
a fork of the parent, so it still has the parent's image. exec keeps the
process id. Users come as numbers, so there is no user.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.cmdline import joining
from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View


def _translate(view: View) -> Mapping[str, str]:
    if not view.get("image"):  # another event: open, fork, exit ...
        return sensor.NOTHING
    event = sensor.copied(view, ("host", "image", "cwd", "parent_image", "pid", "parent_pid"))
    event["event_id"] = sensor.PROCESS_START
    event["command_line"] = joining.posix(view.values("args"))
    return event


SENSOR = sensor.Sensor(
    marks=MARKS["endpoint_security"],
    names={
        "host": ("host.hostname", "host"),
        "image": ("event.exec.target.executable.path",),
        "args": sensor.array("event.exec.args"),
        "cwd": ("event.exec.cwd.path",),
        "parent_image": ("process.executable.path",),
        "pid": ("event.exec.target.audit_token.pid",),
        "parent_pid": ("event.exec.target.ppid", "process.ppid"),
    },
    translate=_translate,
)
