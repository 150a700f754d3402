"""What a file's events lack, in one line a file: a kind that is assessed, a time, a host. And what would help."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from codesignrisk_core.events import KINDS, process
from codesignrisk_core.records import fields

from lab.readers.fields import not_understood
from lab.readers.problem import counted
from lab.readers.times import audit_time, instant
from lab.records import Record

# What an event of a kind is about. Without it the event is one in name only.
_SUBJECTS = {"registry": "registry_path", "file": "target_file", "script": "script", "image": "image_loaded"}

# A process start that names neither program nor command line: the command takes it for no event of a kind.
_STARTS = ("Security 4688", "Sysmon/Operational 1")

# How Hayabusa's tables call logs (its rules/config/channel_abbreviations.txt), where ours tell kinds by the whole name.
_SHORT_LOGS = {
    "PwSh": "Microsoft-Windows-PowerShell/Operational",
    "PwShClassic": "Windows PowerShell",
}
# Data that makes an event one of a kind, where its number and log allow that.
_DATA = {"CommandLine": "x", "ScriptBlockText": "x"}

_AUDIT = re.compile(r"([A-Z][A-Z0-9_]{2,40})\.")
_EVENT = re.compile(r"event\.(\w{1,40})\.")
_CARBON_BLACK = "endpoint.event."
_SHAPELESS = "unknown shape with"
_SPLUNKS_OWN = frozenset({"_time", "host", "source", "sourcetype", "_raw"})
_LABELS = 200
_SHOWN = 3
_FIELDS = 4

# What such an event is called by: its log and number, or what its sensor calls it.
_IDS = ("EventCode", "EventID", "winlog.event_id", "event_id", "event.code")
_LOGS = ("Channel", "winlog.channel", "log_name", "event.provider")
# Of other sensors: what each is called, and the field in which it says what happened.
_SENSORS = (
    ("Defender", "ActionType"),
    ("Defender", "properties.ActionType"),
    ("Falcon", "event_simpleName"),
    ("Falcon", "ExternalApiType"),
    ("audit", "auditd.log.record_type"),
    ("Jamf", "header.event_name"),
)

_HELP = (
    ("header.event_name", "Jamf's telemetry from before Endpoint Security is not read: stream its newer form"),
    ("ExternalApiType", "a detection of Falcon is no process start: export ProcessRollup2"),
    ("StringInserts", "the values have no names: let fluent-bit write Render_Event_As_XML"),
    ("Message", "the event data is only in the message: export with wevtutil qe LOG /f:XML, or save as EVTX"),
    ("Properties", "the values have no names: export with wevtutil qe LOG /f:XML, or save as EVTX"),
)

_LOOKED_AT = 100  # events without a time in which one is looked for
_LONGEST_NAME = 40
# A message that was read as text, and has none of the names that English Windows gives.
_FOREIGN = "the names in the message are not English: export with wevtutil qe LOG /f:XML, or save as EVTX"


class Survey:
    """Looks at every event of a file."""

    def __init__(self) -> None:
        self._reader = fields.Reader()
        self._events = self._timeless = self._hostless = self._bare = self._unread = 0
        self._lineless: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._help = ""
        self._time_name = ""

    def see(self, record: Record) -> None:
        """Take an event into the counts."""
        self._events += 1
        if "_time" not in record:
            self._timeless += 1
            if self._timeless <= _LOOKED_AT and not self._time_name:
                self._time_name = _time_name(record)
        view = self._reader.view(record)
        if not (record.get("host") or view.get("host")):
            self._hostless += 1
        kind = next((kind for kind in KINDS if kind.matches(view)), None)
        label = _label(record) if kind is None else ""
        if label.endswith(_STARTS):
            self._bare += 1
            if "SourceName" in record and "Message" not in record:
                self._help = self._help or _FOREIGN
        elif kind is None and _is_assessed(_first(record, _IDS), _first(record, _LOGS)):
            self._unread += 1
        elif kind is None:
            if label in self._unknown or len(self._unknown) < _LABELS:
                self._unknown[label] += 1
            else:
                self._unknown["others"] += 1
        elif kind is process:
            if error := process.line_error(view):
                self._lineless[error] += 1
            return
        elif (subject := _SUBJECTS.get(kind.KIND)) and not (view.get(subject) or view.get("pipeline")):
            self._bare += 1
        else:
            return
        if not self._help:
            self._help = next((text for name, text in _HELP if name in record), "")

    def lines(self) -> list[str]:
        """What to tell: nothing, or one line."""
        parts = []
        if count := self._unknown.total():
            shown = ", ".join(f"{label}: {number:,}" for label, number in self._unknown.most_common(_SHOWN))
            more = len(self._unknown) - _SHOWN
            parts.append(f"{count:,} of kinds that are not assessed ({shown}{f', {more:,} more' if more > 0 else ''})")
        for count, text in (
            (self._unread, "of a form that is not read"),
            (self._bare, "without their event data"),
            (self._timeless, f"without a time{self._time_help()}"),
            (self._hostless, "without a host"),
            *((count, f"with {error}") for error, count in self._lineless.items()),
        ):
            if count:
                parts.append(f"{count:,} {text}")
        if not parts:
            return []
        if self._help:
            parts.append(self._help)
        elif self._unread or self._bare or any(label.startswith(_SHAPELESS) for label in self._unknown):
            parts.append("docs/exports.md says what is read, and how to export it")
        return [f"of {counted(self._events, 'event')}: {'; '.join(parts)}"]

    def _time_help(self) -> str:
        return f" ({self._time_name} may hold it: call it timestamp)" if self._time_name else ""


def _time_name(record: Record) -> str:
    """A field that holds a time under a name that is read as none; "" where one that is read holds text."""
    if not_understood(record):
        return ""
    shown = (name for name, value in record.items() if isinstance(value, str) and ":" in value and instant(value))
    return next((name for name in shown if name.isprintable()), "")[:_LONGEST_NAME]


@lru_cache(_LABELS)
def _is_assessed(number: str, log: str) -> bool:
    """Whether events with a number of a log are of a kind, as long as their data is read."""
    if not number:
        return False
    view = fields.Reader().view({"EventCode": number, "Channel": _SHORT_LOGS.get(log, log), **_DATA})
    return any(kind.matches(view) for kind in KINDS)


def _label(record: Record) -> str:
    """What an event without a kind is: short, as it stands in a line of text."""
    if number := _first(record, _IDS):
        return f"{_first(record, _LOGS)} {number}".strip()[:80]
    for sensor, name in _SENSORS:
        if what := _first(record, (name,)):
            return f"{sensor} {what}"[:80]
    if (kind := _first(record, ("type",))).startswith(_CARBON_BLACK):
        return f"Carbon Black {kind[len(_CARBON_BLACK) :]}"[:80]
    if label := _audit(record) or _osquery(record) or _elastic(record) or _endpoint_security(record):
        return label[:80]
    names = [name for name in record if name not in _SPLUNKS_OWN]
    return f"{_SHAPELESS} {', '.join(names[:_FIELDS])}"[:120] if names else "no fields"


def _audit(record: Record) -> str:
    """Linux audit: a record as the kernel writes it, or several joined, whose fields begin with their type."""
    if audit_time(record.get("msg")) is not None and (kind := _first(record, ("type",))):
        return f"audit {kind}"
    return next((f"audit {match[1]}" for name in record if (match := _AUDIT.match(name))), "")


def _osquery(record: Record) -> str:
    """A row of a query, which has a name."""
    return f"osquery {_first(record, ('name',))}".rstrip() if "hostIdentifier" in record else ""


def _elastic(record: Record) -> str:
    """The Elastic Common Schema: a category such as process, and an action such as end."""
    return " ".join(filter(None, (_first(record, (name,)) for name in ("event.category", "event.action"))))


def _endpoint_security(record: Record) -> str:
    """macOS numbers these events; the data of one lies below its name."""
    if "event_type" not in record:
        return ""
    return next((f"Endpoint Security {match[1]}" for name in record if (match := _EVENT.match(name))), "")


def _first(record: Record, names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if value:
            return value if isinstance(value, str) else value[0]
    return ""
