"""Where sources keep what Splunk's own fields say: time, host, source. Tables, and how they fill what is missing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from lab.readers.times import audit_time, instant
from lab.records import Record

UTC_TIMES = (
    "UtcTime",
    "winlog.event_data.UtcTime",
    "event_data.UtcTime",
    "SystemTime",
    "@timestamp",
    "properties.Timestamp",
    "Timestamp [UTC]",
    "TimeGenerated [UTC]",
    "Timestamp",
    "TimeGenerated",
    "calendarTime",
    "unixTime",
    "__REALTIME_TIMESTAMP",
)
"""Times that are UTC where they name no zone: so say Sysmon, Windows, Elastic, Microsoft's tables of hunting and of Log
Analytics, osquery, journald and the kernel's audit. The first that is there wins."""

AUDIT_IDS = ("ID", "msg")
"""Where Laurel and audit's own records have `1748944800.123:481`. Other programs mean other things by these names."""

OTHER_TIMES = (
    "TimeCreated",
    "EventTime",
    "timestamp",
    "Timestamp [Local Time]",
    "TimeGenerated [Local Time]",
    "Date and Time",
    "time",
    "header.time_seconds_epoch",
)
"""Times that are in the zone of whoever wrote them, where they name none: Get-WinEvent, NXLog, Event Viewer."""

HOSTS = (
    "Computer",
    "ComputerName",
    "winlog.computer_name",
    "computer_name",
    "MachineName",
    "Hostname",
    "host.name",
    "host.hostname",
    "hostIdentifier",
    "DeviceName",
    "properties.DeviceName",
    "NODE",
    "node",
    "_HOSTNAME",
    "agent.name",
    "host_info.host_name",
    "aid",  # Falcon's raw events name no host; its agent's id keeps machines apart
)
CHANNELS = ("Channel", "winlog.channel", "log_name", "LogName")


class When(NamedTuple):
    """What a record says of its time: epoch seconds, and a time of an unknown zone, either of which it may lack."""

    known: float | None
    local: datetime | None


def when(record: Record, both: bool = False) -> When:
    """The times of a record: the local one only where no other is known, or where `both` are asked for."""
    known = _known(record)
    if known is not None and not both:
        return When(known, None)
    times = (instant(record[name]) for name in OTHER_TIMES if name in record)
    other = next((time for time in times if time is not None), None)
    if isinstance(other, datetime):
        return When(known, other)
    return When(other if known is None else known, None)


def _known(record: Record) -> float | None:
    for name in UTC_TIMES:
        if name in record:
            time = instant(record[name])
            if time is not None:
                return time.replace(tzinfo=UTC).timestamp() if isinstance(time, datetime) else time
    for name in AUDIT_IDS:
        if (time := audit_time(record.get(name))) is not None:
            return time
    return None


_LOG = re.compile(r"((?:Xml)?WinEventLog):")


def add_origin(record: Record) -> None:
    """Fill host, source and sourcetype where they are missing and the event tells them."""
    if not record.get("host") and (host := _first(record, HOSTS)):
        record["host"] = host
    if ("source" not in record or "sourcetype" not in record) and (channel := _first(record, CHANNELS)):
        record.setdefault("source", f"XmlWinEventLog:{channel}")
        record.setdefault("sourcetype", "XmlWinEventLog")
    elif "sourcetype" not in record and (log := _LOG.match(_first(record, ("source",)))):
        record["sourcetype"] = log.group(1)  # the add-on for Windows gives both the same beginning


def _first(record: Record, names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := record.get(name), str) and value), "")
