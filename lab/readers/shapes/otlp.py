"""OpenTelemetry's own JSON, as the Collector's file exporter writes it: bodies of log records, as plain values.

Form: opentelemetry-proto, logs/v1 and common/v1 (AnyValue), in JSON. A body of the Windows event log receiver is the
structured event, or its XML where the receiver is set to `raw`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def logs(value: Mapping[str, Any]) -> list[Any] | None:
    """The events of `resourceLogs`; None if it is not of that form."""
    found: list[Any] = []
    for resource in _dicts(value.get("resourceLogs")):
        for scope in _dicts(resource.get("scopeLogs")):
            for record in _dicts(scope.get("logRecords")):
                body = _plain(record.get("body"))
                found.append(body if isinstance(body, dict) else {"_raw": body, **_attributes(record)})
    return found


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _attributes(record: Mapping[str, Any]) -> dict[str, Any]:
    return {str(item.get("key")): _plain(item.get("value")) for item in _dicts(record.get("attributes"))}


def _plain(value: Any) -> Any:
    """An AnyValue as the value that it holds."""
    if not isinstance(value, dict) or len(value) != 1:
        return value
    ((kind, item),) = value.items()
    if kind == "kvlistValue" and isinstance(item, dict):
        return {str(pair.get("key")): _plain(pair.get("value")) for pair in _dicts(item.get("values"))}
    if kind == "arrayValue" and isinstance(item, dict):
        return [_plain(part) for part in item.get("values", [])] if isinstance(item.get("values", []), list) else []
    return item
