"""One Windows event in XML -> its System and its event data, and the record of both.

- EventData: the names of the Data elements; unnamed ones together are `Data`; a repeated name has several values.
- UserData: the local names of its leaf elements and attributes.
- RenderingInfo, in forwarded events: `Message`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from lab.readers.windows_event import add_value, record_of
from lab.records import Record, valid_text

_PLAIN = ("Version", "Level", "Task", "Opcode", "Keywords", "EventRecordID", "Channel", "Computer")
_ATTRIBUTES = {
    ("TimeCreated", "SystemTime"): "SystemTime",
    ("Correlation", "ActivityID"): "ActivityID",
    ("Execution", "ProcessID"): "ProcessID",
    ("Execution", "ThreadID"): "ThreadID",
    ("Security", "UserID"): "UserID",
    ("Security", "UserId"): "UserID",  # as Sysmon for Linux writes it
    ("Provider", "Name"): "SourceName",
}

_PROLOGUE = re.compile(r"\s*\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*)?")
_ROOT = re.compile(r"<(?:([\w.-]{1,40}):)?([\w.-]{1,100})")
_BAD_REFERENCE = re.compile(r"&#(?:0{0,9}(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0{0,9}(?:[0-8bceBCEfF]|1[0-9a-fA-F]));")
_BAD_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_LEAVES = 10_000

OnMended = Callable[[], None]


class EventXmlError(ValueError):
    """The text is not one Windows event."""


def parse_event(text: str, on_mended: OnMended = lambda: None) -> Record:
    """Read one `<Event>`. Raises EventXmlError.

    Windows writes control characters that XML forbids, above all in script blocks; each becomes U+FFFD, and `on_mended`
    is told.
    """
    root = _parse(text, on_mended)
    if _local(root.tag) != "Event":
        raise EventXmlError(f"the root element is <{_local(root.tag)}>, not <Event>")
    system: Record = {}
    data: Record = {}
    for part in root:
        match _local(part.tag):
            case "System":
                _read_system(part, system)
            case "EventData":
                _read_event_data(part, data)
            case "UserData":
                for item in part:
                    _read_user_data(item, data)
            case "RenderingInfo":
                for item in part:
                    if _local(item.tag) == "Message":
                        add_value(data, "Message", item.text or "")
    if not system.get("EventID"):
        raise EventXmlError("the event has no System/EventID")
    return record_of(system, data)


def data_of(text: str) -> Record:
    """The event data of XML without its event, as Log Analytics keeps it: `<DataItem><EventData>...`. {} for others."""
    try:
        root = _parse(text, lambda: None)
    except EventXmlError:
        return {}
    data: Record = {}
    for part in (root, *root):
        if _local(part.tag) == "EventData":
            _read_event_data(part, data)
        elif _local(part.tag) == "UserData":
            for item in part:
                _read_user_data(item, data)
    return data


def _parse(text: str, on_mended: OnMended) -> Element:
    cause: Exception | None = None
    for number, version in enumerate(_versions(text)):
        try:
            root = fromstring(version)
        except (ParseError, UnicodeEncodeError) as error:
            cause = error
        else:
            if number == 2:
                on_mended()
            return root
    raise EventXmlError(f"not well-formed XML: {cause}")


def _versions(text: str) -> Iterator[str]:
    """What to hand the parser: the text with its line ends kept, then as it stands, then without what XML forbids.

    A text that begins with its root element has no place for a DTD, so it can declare no entities.
    """
    event = text.rstrip()[_PROLOGUE.match(text).end() :]  # type: ignore[union-attr]
    root = _ROOT.match(event)
    if not root:
        told = "declares entities or a DTD" if event.startswith("<!DOCTYPE") else "no element begins it"
        raise EventXmlError(f"refused: {told}")
    prefix = root[1]
    if prefix and f"xmlns:{prefix}=" not in event[:2000]:  # declared at the root of its file
        event = f"<{prefix}:{root[2]} xmlns:{prefix}='prefixed'{event[root.end() :]}"
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


def _read_event_data(part: Element, data: Record) -> None:
    for item in part:
        add_value(data, item.get("Name") or _local(item.tag), "".join(item.itertext()))


def _read_user_data(top: Element, record: Record) -> None:
    """Attributes and leaves in the order of the document, without recursion: who writes an event chooses its depth."""
    stack = [top]
    leaves = 0
    while stack and leaves < _MOST_LEAVES:
        item = stack.pop()
        leaves += 1
        for name, value in item.attrib.items():
            add_value(record, _local(name), value)
        if len(item):
            stack.extend(reversed(item))
        elif item.text:
            add_value(record, _local(item.tag), item.text)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
