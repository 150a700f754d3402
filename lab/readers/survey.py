"""What a file's events lack, in one line a file: a kind that is assessed, a time, a host. And what would help."""

from __future__ import annotations

import re
from collections import Counter

from codesignrisk_core.events import KINDS
from codesignrisk_core.records import fields

from lab.records import Record

# What an event of a kind is about. Without it the event is one in name only.
_SUBJECTS = {"registry": "registry_path", "file": "target_file", "script": "script", "image": "image_loaded"}

_AUDIT = re.compile(r"([A-Z][A-Z0-9_]{2,40})\.")
_SHAPELESS = "fields"
_LABELS = 200
_LAYOUTS = 500
_SHOWN = 3
_FIELDS = 6

# What such an event is called by: its log and number, or what its sensor calls it.
_IDS = ("EventCode", "EventID", "winlog.event_id", "event_id", "event.code")
_LOGS = ("Channel", "winlog.channel", "log_name", "event.provider")
_DEEDS = (
    "ActionType",
    "properties.ActionType",
    "event_simpleName",
    "ExternalApiType",
    "auditd.log.record_type",
    "event.action",
    "event.category",
    "header.event_name",
    "name",
    "category",
    "type",
)

_HELP = (
    ("header.event_name", "Jamf's telemetry from before Endpoint Security is not read: stream its newer form"),
    ("ExternalApiType", "a detection of Falcon is no process start: export ProcessRollup2"),
    ("StringInserts", "the values have no names: let fluent-bit write Render_Event_As_XML"),
    ("Message", "the event data is only in the message: export with wevtutil qe LOG /f:XML, or save as EVTX"),
    ("Properties", "the values have no names: export with wevtutil qe LOG /f:XML, or save as EVTX"),
)


class Survey:
    """Looks at every event of a file."""

    def __init__(self) -> None:
        self._readers: dict[tuple[str, ...], fields.Reader] = {}
        self._events = self._timeless = self._hostless = self._bare = 0
        self._unknown: Counter[str] = Counter()
        self._help = ""

    def see(self, record: Record) -> None:
        """Take an event into the counts."""
        self._events += 1
        if "_time" not in record:
            self._timeless += 1
        view = self._view(record)
        if not (record.get("host") or view.get("host")):
            self._hostless += 1
        kind = next((kind for kind in KINDS if kind.matches(view)), None)
        if kind is None:
            label = _label(record)
            if label in self._unknown or len(self._unknown) < _LABELS:
                self._unknown[label] += 1
            else:
                self._unknown["others"] += 1
        elif (subject := _SUBJECTS.get(kind.KIND)) and not (view.get(subject) or view.get("pipeline")):
            self._bare += 1
        else:
            return
        if not self._help:
            self._help = next((text for name, text in _HELP if name in record), "")

    def _view(self, record: Record) -> fields.View:
        """The record under canonical names. A reader knows one layout of fields, and files mix several."""
        layout = tuple(record)
        reader = self._readers.get(layout)
        if reader is None:
            if len(self._readers) >= _LAYOUTS:
                self._readers.clear()
            reader = self._readers[layout] = fields.Reader()
        return reader.view(record)

    def lines(self) -> list[str]:
        """What to tell: nothing, or one line."""
        parts = []
        if count := self._unknown.total():
            shown = ", ".join(f"{label}: {number:,}" for label, number in self._unknown.most_common(_SHOWN))
            more = len(self._unknown) - _SHOWN
            parts.append(f"{count:,} of no kind that is assessed ({shown}{f', {more:,} more' if more > 0 else ''})")
        for count, text in (
            (self._bare, "without the data of their kind"),
            (self._timeless, "without a time that is known"),
            (self._hostless, "without a host"),
        ):
            if count:
                parts.append(f"{count:,} {text}")
        if not parts:
            return []
        if self._help:
            parts.append(self._help)
        elif any(label.startswith(_SHAPELESS) for label in self._unknown):
            parts.append("docs/exports.md says what is read, and how to export it")
        return [f"of {self._events:,} events: {'; '.join(parts)}"]


def _label(record: Record) -> str:
    """What an event without a kind is: short, as it stands in a line of text."""
    number, log = _first(record, _IDS), _first(record, _LOGS)
    if number:
        return f"{log} {number}".strip()[:80]
    if deed := _first(record, _DEEDS):
        return deed[:80]
    if kind := next((match[1] for name in record if (match := _AUDIT.match(name))), ""):
        return f"audit {kind}"
    names = [name for name in record if name not in ("_time", "host", "source", "sourcetype", "_raw")]
    return f"{_SHAPELESS} {' '.join(sorted(names)[:_FIELDS])}"[:120] if names else "no fields"


def _first(record: Record, names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if value:
            return value if isinstance(value, str) else value[0]
    return ""
