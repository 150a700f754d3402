"""A Windows event's System and event data -> one record, named as the Windows and Sysmon add-ons name the fields.

- System: EventID (and EventCode, the same), Version, Level, Task, Opcode, Keywords, SystemTime, EventRecordID,
  ActivityID, ProcessID, ThreadID (of the logging service, not to be confused with ProcessId), Channel, Computer,
  UserID. The provider's name is `SourceName`, as in the classic events: plain `Name` could be the event data's own.
- `_time` (epoch seconds, 6 decimals): UtcTime for Sysmon, else SystemTime; `host` is Computer, `source`
  `XmlWinEventLog:<Channel>`, `sourcetype` `XmlWinEventLog` (`origin`).
A name of the event data that System or Splunk uses too is kept as `EventData.<name>`.
"""

from __future__ import annotations

from lab.readers.times import epoch
from lab.records import Record

SYSTEM_NAMES = frozenset(
    """EventID EventCode SourceName Version Level Task Opcode Keywords SystemTime EventRecordID ActivityID ProcessID
    ThreadID Channel Computer UserID _time host source sourcetype""".split()
)
"""Names that every event has; all others come from its event data."""

_SYSMON = ("Microsoft-Windows-Sysmon", "Linux-Sysmon")

CHANNELS = {
    "Microsoft-Windows-Sysmon": "Microsoft-Windows-Sysmon/Operational",
    "Microsoft-Windows-Security-Auditing": "Security",
    "Microsoft-Windows-PowerShell": "Microsoft-Windows-PowerShell/Operational",
}
"""The log of providers that write to one log only, for exports that name the provider and not the log."""


_LINUX = "Linux-Sysmon/"


def origin(channel: str) -> tuple[str, str]:
    """source and sourcetype of a log's events, as their add-on has them; Sysmon for Linux writes to syslog."""
    if channel.startswith(_LINUX):
        return f"Syslog:{channel}", "sysmon:linux"
    return f"XmlWinEventLog:{channel}" if channel else "", "XmlWinEventLog"


def record_of(system: Record, data: Record) -> Record:
    """The record of an event. `system` has names of SYSTEM_NAMES."""
    if "Channel" not in system and (channel := CHANNELS.get(str(system.get("SourceName", "")))):
        system["Channel"] = channel
    channel, computer = str(system.get("Channel", "")), str(system.get("Computer", ""))
    utc = data.get("UtcTime") if system.get("SourceName", _SYSMON[0]) in _SYSMON else None
    source, sourcetype = origin(channel)
    known = {
        "_time": epoch(utc) or epoch(system.get("SystemTime")),
        "host": computer,
        "source": source,
        "sourcetype": sourcetype,
    }
    record: Record = {name: value for name, value in known.items() if value}
    record.update(system)
    for name, value in data.items():
        record[f"EventData.{name}" if name in SYSTEM_NAMES else name] = value
    return record


def add_value(record: Record, name: str, value: str) -> None:
    """Add a value under a name; one that is there already becomes the first of several."""
    before = record.get(name)
    if before is None:
        record[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        record[name] = [before, value]
