"""Sources that tell the same events in words of their own: one module each, which says how they read.

A new sensor is one new module and its line in MARKS.
"""

from __future__ import annotations

import importlib

from codesignrisk_core.records.sensors.sensor import Sensor

MARKS: dict[str, tuple[str, ...]] = {
    "defender": ("ActionType", "properties.ActionType"),
    "falcon": ("event_simpleName", "ExternalApiType"),
    "endpoint_security": ("process.executable.path", "event.exec.target.executable.path"),
    "osquery": ("columns.path", "columns.target_path"),
    "auditd": ("argc", "EXECVE.argc"),
    "carbon_black": ("process_cmdline", "target_cmdline"),
    "ecs": ("winlog.event_id", "event.code", "event.category{}", "event.category"),
}
"""Module -> input names; a record is this sensor's when one of them has a value. The first in order reads it."""


def load(name: str) -> Sensor:
    """A sensor's module, imported when the first of its events comes: most searches have one source."""
    sensor: Sensor = importlib.import_module(f"{__name__}.{name}").SENSOR
    return sensor
