"""Windows events as objects: for each program, where an event's System and its event data lie. A table.

The names of System differ too, but no name means two things, so that one table of them serves all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lab.readers.shapes import event_data, wazuh
from lab.readers.shapes.flat import flatten, text_of
from lab.readers.windows_event import record_of
from lab.records import Record, Value

Path = tuple[str, ...]


class Dialect(NamedTuple):
    """How a program writes a Windows event.

    marks: the paths that an object of it has, all of them. system: where System lies, () for the object itself.
    data: where the event data may lie; the first place that holds any counts. utc: a time that is UTC, unsaid.
    mend: what is done to the event data.
    """

    name: str
    marks: tuple[Path, ...]
    system: Path
    data: tuple[Path, ...]
    utc: str = ""
    mend: Callable[[Record], Record] = lambda data: data


def _path(text: str) -> Path:
    return tuple(text.split(".")) if text else ()


def _row(name: str, marks: str, system: str, data: str, **more: Any) -> Dialect:
    return Dialect(name, tuple(map(_path, marks.split())), _path(system), tuple(map(_path, data.split())), **more)


DIALECTS = (
    _row("evtx_dump, chainsaw, WHIDS, EvtxHussar", "Event.System", "Event.System", "Event.EventData Event.UserData"),
    _row("Velociraptor", "System.EventID", "System", "EventData UserData Message"),
    _row("Wazuh", "data.win.system", "data.win.system", "data.win.eventdata", mend=wazuh.mended),
    _row("OpenTelemetry", "event_id.id channel", "", "event_data user_data"),
    _row("EvtxECmd", "Payload EventId Channel", "", "Payload", utc="TimeCreated"),
    _row("fluent-bit", "StringInserts EventID ProviderName", "", "StringInserts Message"),
    _row("Get-WinEvent", "Id Message ProviderName", "", "Properties Message"),
    _row("Event of Log Analytics", "EventData EventID EventLog", "", "EventData ParameterXml", utc="TimeGenerated"),
    _row("WindowsEvent of Sentinel", "EventData EventID Channel", "", "EventData"),
)

_SYSTEM: dict[str, tuple[Path, ...]] = {
    canonical: tuple(map(_path, names.split()))
    for canonical, names in {
        "EventID": "EventID EventID.#text EventID.Value EventID.text eventID event_id.id EventId Id",
        "SourceName": "Provider.#attributes.Name Provider_attributes.Name Provider.Name Provider.@Name provider.name "
        "providerName ProviderName Provider Source",
        "Version": "Version version",
        "Level": "Level level",
        "Task": "Task task",
        "Opcode": "Opcode opcode",
        "Keywords": "Keywords keywords",
        "SystemTime": "TimeCreated.#attributes.SystemTime TimeCreated_attributes.SystemTime TimeCreated.SystemTime "
        "TimeCreated.@SystemTime systemTime system_time",
        "EventRecordID": "EventRecordID eventRecordID record_id EventRecordId RecordId",
        "ActivityID": "Correlation.#attributes.ActivityID Correlation_attributes.ActivityID Correlation.ActivityID "
        "ActivityID ActivityId",
        "ProcessID": "Execution.#attributes.ProcessID Execution_attributes.ProcessID Execution.ProcessID processID "
        "execution.process_id ProcessID ProcessId",
        "ThreadID": "Execution.#attributes.ThreadID Execution_attributes.ThreadID Execution.ThreadID threadID "
        "execution.thread_id ThreadID ThreadId",
        "Channel": "Channel channel LogName EventLog",
        "Computer": "Computer computer MachineName",
        "UserID": "Security.#attributes.UserID Security_attributes.UserID Security.UserID security.user_id UserID "
        "UserId",
    }.items()
}


def read(event: Mapping[str, Any]) -> Record | None:
    """The record of an event of one of these dialects; None for any other object."""
    for dialect in DIALECTS:
        if dialect.marks[0][0] in event and all(_at(event, mark) is not None for mark in dialect.marks):
            return _record(event, dialect)
    return None


def _record(event: Mapping[str, Any], dialect: Dialect) -> Record:
    system: Record = {}
    used = {dialect.system[0]} if dialect.system else set()
    inside = _at(event, dialect.system)
    for canonical, paths in _SYSTEM.items():
        for path in paths:
            value = _at(inside, path)
            if value is not None and not isinstance(value, dict):
                system[canonical] = _text(value)
                if not dialect.system:
                    used.add(path[0])
                break
    if event_id := system.get("EventID"):
        system["EventCode"] = event_id
    if dialect.utc and (time := event.get(dialect.utc)):
        system["SystemTime"] = text_of(time)
        used.add(dialect.utc)
    layout = (str(system.get("SourceName", "")), str(system.get("EventID", "")))
    data: Record = {}
    for path in dialect.data:
        if found := event_data.read(_at(event, path), layout):
            data = dialect.mend(found)
            used.update(place[0] for place in dialect.data)  # what could not be read stays a field
            break
    record = record_of(system, data)
    for name, value in flatten({name: item for name, item in event.items() if name not in used}).items():
        record.setdefault(name, value)
    return record


def _at(value: Any, path: Path) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> Value:
    return [text_of(item) for item in value] if isinstance(value, list) else text_of(value)
