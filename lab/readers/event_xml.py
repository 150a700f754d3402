"""One Windows event in XML -> one record, named as the Windows and Sysmon add-ons name the fields.

- EventData: the names of the Data elements; unnamed ones together are `Data`; a repeated name has several values.
- UserData: the local names of its leaf elements and attributes.
- System: EventID (and EventCode, the same), Version, Level, Task, Opcode, Keywords, SystemTime, EventRecordID,
  ActivityID, ProcessID, ThreadID (of the logging service, not to be confused with ProcessId), Channel, Computer,
  UserID. The provider's name is `SourceName`, as in the classic events: plain `Name` could be the event data's own.
- RenderingInfo, in forwarded events: `Message`.
- `_time` (epoch seconds, 6 decimals): UtcTime for Sysmon, else SystemTime; `host` is Computer, `source`
  `XmlWinEventLog:<Channel>`, `sourcetype` `XmlWinEventLog`.
A name of the event data that System or Splunk uses too is kept as `EventData.<name>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lab.readers.times import epoch
from lab.records import Record, valid_text

_PLAIN = ("Version", "Level", "Task", "Opcode", "Keywords", "EventRecordID", "Channel", "Computer")
_ATTRIBUTES = {
    ("TimeCreated", "SystemTime"): "SystemTime",
    ("Correlation", "ActivityID"): "ActivityID",
    ("Execution", "ProcessID"): "ProcessID",
    ("Execution", "ThreadID"): "ThreadID",
    ("Security", "UserID"): "UserID",
    ("Provider", "Name"): "SourceName",
}
SYSTEM_NAMES = frozenset(
    ("EventID", "EventCode", *_PLAIN, *_ATTRIBUTES.values(), "_time", "host", "source", "sourcetype")
)
"""Names that every event has; all others come from its event data."""

_PROLOGUE = re.compile(r"\A\s*\ufeff?\s*(?:<\?xml.*?\?>\s*)?", re.DOTALL)
_BAD_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bceBCEfF]|1[0-9a-fA-F]));")
_BAD_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class EventXmlError(ValueError):
    """The text is not one Windows event."""


def parse_event(text: str) -> Record:
    """Read one `<Event>`. Raises EventXmlError.

    Windows writes control characters that XML forbids, above all in script blocks; each becomes U+FFFD.
    """
    root = _parse(text)
    if _local(root.tag) != "Event":
        raise EventXmlError(f"the root element is <{_local(root.tag)}>, not <Event>")
    system: Record = {}
    data: Record = {}
    for part in root:
        match _local(part.tag):
            case "System":
                _read_system(part, system)
            case "EventData":
                for item in part:
                    _add(data, item.get("Name") or _local(item.tag), "".join(item.itertext()))
            case "UserData":
                for item in part:
                    _read_user_data(item, data)
            case "RenderingInfo":
                for item in part:
                    if _local(item.tag) == "Message":
                        _add(data, "Message", item.text or "")
    if not system.get("EventID"):
        raise EventXmlError("the event has no System/EventID")
    record = _splunk_fields(system, data) | system
    for name, value in data.items():
        record[f"EventData.{name}" if name in SYSTEM_NAMES else name] = value
    return record


def _parse(text: str) -> Element:
    cause: Exception | None = None
    for version in _versions(text):
        try:
            return cast(Element, fromstring(version))
        except (ParseError, UnicodeEncodeError) as error:
            cause = error
        except DefusedXmlException as error:
            raise EventXmlError(f"refused, the XML declares entities or a DTD: {error}") from None
    raise EventXmlError(f"not well-formed XML: {cause}")


def _versions(text: str) -> Iterator[str]:
    """What to hand the parser: the text with its line ends kept, then as it stands, then without what XML forbids."""
    event = _PROLOGUE.sub("", text.rstrip())
    # XML turns CR LF into LF, but a CR that comes as a reference stays. Inside a tag such a reference is an error.
    kept = event.replace("\r", "&#13;")
    yield kept
    yield event
    yield _BAD_CHARACTER.sub("\ufffd", _BAD_REFERENCE.sub("\ufffd", valid_text(kept)))


def _read_system(system: Element, record: Record) -> None:
    for item in system:
        tag = _local(item.tag)
        if tag == "EventID":
            record["EventID"] = record["EventCode"] = (item.text or "").strip()
        elif tag in _PLAIN:
            record[tag] = (item.text or "").strip()
        for name, value in item.attrib.items():
            if field := _ATTRIBUTES.get((tag, _local(name))):
                record[field] = value


def _read_user_data(item: Element, record: Record) -> None:
    for name, value in item.attrib.items():
        _add(record, _local(name), value)
    if len(item):
        for child in item:
            _read_user_data(child, record)
    elif item.text:
        _add(record, _local(item.tag), item.text)


def _splunk_fields(system: Record, data: Record) -> Record:
    channel, computer = str(system.get("Channel", "")), str(system.get("Computer", ""))
    utc = data.get("UtcTime") if system.get("SourceName") == "Microsoft-Windows-Sysmon" else None
    fields = {
        "_time": epoch(utc) or epoch(system.get("SystemTime")),
        "host": computer,
        "source": f"XmlWinEventLog:{channel}" if channel else "",
        "sourcetype": "XmlWinEventLog",
    }
    return {name: value for name, value in fields.items() if value}


def _add(record: Record, name: str, value: str) -> None:
    before = record.get(name)
    if before is None:
        record[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        record[name] = [before, value]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
