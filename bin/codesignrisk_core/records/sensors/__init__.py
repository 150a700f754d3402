"""Sources that tell the same events in words of their own: one module each, which says how they read.

A new sensor is one new module and its line in SENSORS.
"""

from __future__ import annotations

from codesignrisk_core.records.sensors import auditd, defender, ecs, endpoint_security, falcon, osquery
from codesignrisk_core.records.sensors.sensor import Sensor

SENSORS: tuple[Sensor, ...] = tuple(
    module.SENSOR for module in (defender, falcon, endpoint_security, osquery, auditd, ecs)
)
"""In order: the first whose mark a record has reads it."""
