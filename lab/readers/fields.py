"""Where sources keep what Splunk's own fields say: time, host, source. Tables, and how they fill what is missing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from codesignrisk_core.records.views import MISSING

from lab.readers import time_forms, windows_event
from lab.readers.times import audit_time, instant
from lab.records import Record, Value

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
    "device_timestamp",
    "backend_timestamp",
    "__REALTIME_TIMESTAMP",
)
"""Times that are UTC where neither they nor the user names a zone: so say Sysmon, Windows, Elastic, Microsoft's tables
of hunting and of Log Analytics, osquery, Carbon Black Cloud, journald and the kernel's audit. The first that is there
wins."""

_UTC = frozenset(UTC_TIMES)

ALWAYS_UTC = frozenset(
    {name for name in UTC_TIMES if "utc" in name.lower()} | {"SystemTime", "calendarTime", "__REALTIME_TIMESTAMP"}
)
"""Those that are UTC whatever the user says: by their name, or by the one program that writes them. The others are
names that anybody gives a column."""

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
    "device_name",
    "aid",  # Falcon's raw events name no host; its agent's id keeps machines apart
)
CHANNELS = ("Channel", "winlog.channel", "log_name", "LogName")


_NO_TIME = ("0001-01-01", "1601-01-01", "1970-01-01")  # what programs make of no time


class When(NamedTuple):
    """What a record says of its time: epoch seconds, and a time of an unknown zone, either of which it may lack.

    name: the field that tells the time. is_bare: it names no zone, and is UTC by the field's name.
    """

    known: float | None
    local: datetime | None
    name: str = ""
    is_bare: bool = False


class Ways(NamedTuple):
    """How times are read that leave something open.

    by_user: the user tells the zone of times without one. day_first: of dates with slashes, None where nobody knows.
    """

    by_user: bool = False
    day_first: bool | None = None


def when(record: Record, ways: Ways, both: bool = False) -> When:
    """The times of a record: the local one only where no other is known, or where `both` are asked for."""
    known = _known(record, ways)
    if known.known is not None and not both:
        return known
    for name in (*OTHER_TIMES, *UTC_TIMES):
        value = record.get(name)
        if value is None:
            continue
        time = instant(value, ways.day_first)
        if name in _UTC and not (isinstance(time, datetime) and _is_local(name, value, ways)):
            continue
        if isinstance(time, datetime):
            return known._replace(local=time, name=known.name or name)
        if time is not None:
            return When(time, None, name) if known.known is None else known
    return known


def slashed(record: Record) -> str:
    """The first time of a record whose date has slashes, or ""."""
    for name in ("_time", *UTC_TIMES, *OTHER_TIMES):
        value = record.get(name)
        if isinstance(value, str) and "/" in value[:3] and time_forms.is_slashed(value):
            return value
    return ""


def not_understood(record: Record) -> tuple[str, str] | None:
    """The first field of a record without a time that should tell one, and its text; None where none says anything."""
    for name in ("_time", *UTC_TIMES, *OTHER_TIMES):
        value = record.get(name)
        if isinstance(value, str) and value.strip() not in MISSING and not value.startswith(_NO_TIME):
            return name, value
    return None


def _known(record: Record, ways: Ways) -> When:
    for name in UTC_TIMES:
        if name in record:
            time = instant(record[name], ways.day_first)
            if isinstance(time, datetime):
                if not _is_local(name, record[name], ways):
                    return When(time.replace(tzinfo=UTC).timestamp(), None, name, is_bare=True)
            elif time is not None:
                return When(time, None, name)
    for name in AUDIT_IDS:
        if (time := audit_time(record.get(name))) is not None:
            return When(time, None, name)
    return When(None, None)


def _is_local(name: str, value: Value, ways: Ways) -> bool:
    """Whether a time without a zone in a field of UTC is not UTC all the same."""
    if ways.by_user and name not in ALWAYS_UTC:
        return True
    return isinstance(value, str) and time_forms.is_of_kibana(value)


_LOG = re.compile(r"((?:Xml)?WinEventLog):")


def add_origin(record: Record) -> None:
    """Fill host, source and sourcetype where they are missing and the event tells them."""
    if not record.get("host") and (host := _first(record, HOSTS)):
        record["host"] = host
    if ("source" not in record or "sourcetype" not in record) and (channel := _first(record, CHANNELS)):
        source, sourcetype = windows_event.origin(channel)
        record.setdefault("source", source)
        record.setdefault("sourcetype", sourcetype)
    elif "sourcetype" not in record and (log := _LOG.match(_first(record, ("source",)))):
        record["sourcetype"] = log.group(1)  # the add-on for Windows gives both the same beginning


def _first(record: Record, names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := record.get(name), str) and value), "")
