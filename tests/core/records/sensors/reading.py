"""What a sensor's module makes of a record."""

from __future__ import annotations

from typing import Any

from codesignrisk_core.records import views
from codesignrisk_core.records.sensors.sensor import Sensor


def translated(sensor: Sensor, record: dict[str, Any]) -> dict[str, str]:
    """The texts under canonical names that a sensor finds, without the empty ones."""
    found = sensor.translate(views.View(record, views.plan(sensor.names, record)))
    return {name: text for name, text in found.items() if text}
