"""A whole event as text in a field: Splunk's `_raw`, journald's MESSAGE and their like."""

from __future__ import annotations

from lab.readers import audit_log, classic_text
from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.windows_event import SYSTEM_NAMES
from lab.records import Record

_FIELDS = ("_raw", "MESSAGE", "EventXml", "Xml", "xml", "raw_event", "raw", "event", "message")


def add(record: Record) -> None:
    """Give the record the fields of the event that it carries, unless it has any of the event's own data already."""
    for name in _FIELDS:
        text = record.get(name)
        if isinstance(text, str) and (event := _event(text, record)):
            if not any(field in record for field in event if field not in SYSTEM_NAMES):
                for field, value in event.items():
                    record.setdefault(field, value)
            return


def _event(text: str, record: Record) -> Record | None:
    """The fields of a text that is an event; the object stands for itself where it is none."""
    start = text[:1000].lstrip()
    if start.startswith("<") and "Event" in start[:100]:
        try:
            return parse_event(text)
        except EventXmlError:
            return None
    if audit_log.shows(start):
        return None if "argc" in record else audit_log.parse(text)  # the add-on has read it
    return classic_text.parse(text) if "EventCode=" in start else None
