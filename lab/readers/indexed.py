"""Events of files as an index has them once their add-on has named them, for the searches that look for those names.

An export keeps a sensor's fields, and leaves out the index, the host and the sourcetype, which each event in Splunk has
(tstats counts by them), and the event's number under Splunk's name.
The macros of default/macros.conf know the sensors by these sourcetypes, and say which add-on names them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core.events import KINDS, process, script, service
from codesignrisk_core.records import fields, sensors

from lab.records import Record

SOURCETYPES = {
    "auditd": "auditd",
    "carbon_black": "vmware:cbc:s3:events",
    "defender": "ms:defender:eventhub",
    "ecs": "elastic:agent",
    "endpoint_security": "eslogger",
    "falcon": "crowdstrike:events:sensor",
    "osquery": "osquery:results",
}
"""Sensor -> the sourcetype of its events, where they have none of their own."""

NO_HOST = "unknown"
"""The host of events that name none: the app's own name for it."""

INDEX = "main"
"""The index of events that name none: Splunk's own default (indexes.conf.spec, defaultDatabase)."""

# The add-on for Windows gives an event its input's source type, and its source that and the log's name behind it.
_WINDOWS = re.compile(r"((?:Xml)?WinEventLog):")
# Where Windows' events have their number beside EventCode, the first that is there.
_NUMBERS = ("EventID", "event_id", "EventId", "Id")
# The logs of the kinds of events that are told by their number and fields, where nothing names the log.
_SYSMON = "Microsoft-Windows-Sysmon/Operational"
_POWERSHELL = "Microsoft-Windows-PowerShell/Operational"
_SECURITY, _SYSTEM = "Security", "System"


def indexed(records: Iterable[Record]) -> list[Record]:
    """The events with index, host, source, sourcetype and EventCode where those were missing. The records stay as they
    are.
    """
    reader = fields.Reader()
    return [_named({"index": INDEX, **_hosted(record, reader)}, reader) for record in records]


def _hosted(record: Record, reader: fields.Reader) -> Record:
    """The record with a host: the one that it names elsewhere, if any."""
    return record if record.get("host") else {**record, "host": reader.view(record).get("host") or NO_HOST}


def _named(record: Record, reader: fields.Reader) -> Record:
    sensor = next((name for name, marks in sensors.MARKS.items() if any(map(record.get, marks))), "")
    if sensor == "ecs" or (sensor and "sourcetype" not in record):
        # a beat's event has the log's name as its source, and yet it is no event of Windows' own add-on
        return {"source": SOURCETYPES[sensor], **record, "sourcetype": SOURCETYPES[sensor]}
    if sensor:
        return {"source": str(record["sourcetype"]), **record}
    if "sourcetype" not in record and (log := _WINDOWS.match(str(record.get("source", "")))):
        record = {**record, "sourcetype": log[1]}
    number = next((record[name] for name in _NUMBERS if record.get(name)), "")
    if number and "EventCode" not in record:
        record = {**record, "EventCode": number}
    if "source" not in record and "sourcetype" not in record and (name := _log(record, reader)):
        record = {**record, "source": f"XmlWinEventLog:{name}", "sourcetype": "XmlWinEventLog"}
    return record


def _log(record: Record, reader: fields.Reader) -> str:
    """The log of an event of Windows that only its number and its fields tell, as the command takes it; else ""."""
    view = reader.view(record)
    number = view.get("event_id")
    kind = next((kind.KIND for kind in KINDS if number and kind.matches(view)), "")
    if not kind or (kind == process.KIND and not view.get("image")):
        return ""
    if kind == script.KIND:
        return _POWERSHELL if number in ("4103", "4104") else ""
    if kind == service.KIND:
        return _SYSTEM if number == "7045" else _SECURITY
    return _SYSMON if len(number) < 4 else _SECURITY
