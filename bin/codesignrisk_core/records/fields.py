"""What goes in and out: records of any source -> one Event, and the output fields.

The input names are tables: `names` for Windows and the Common Information Model, `sensors` for all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from codesignrisk_core.records import names, sensors, sources
from codesignrisk_core.records.names import ALIASES
from codesignrisk_core.records.views import MISSING, Names, Record, Translated, Value, View, plan, qualified

__all__ = [
    "ALIASES",
    "FLAGS",
    "OUTPUT_FIELDS",
    "Event",
    "Reader",
    "Record",
    "Value",
    "View",
    "command_line",
    "event",
    "user",
]

# The published detection's fields, 0 or 1, in its order; RiskScore is their sum (see output.flags).
FLAGS = (
    "IsSigntool",
    "IsCertutil",
    "SigntoolSignCmd",
    "CertImport",
    "TrustedStoreTarget",
    "HasPFX",
    "SelfSigned",
    "SuspiciousParent",
)

OUTPUT_FIELDS: tuple[str, ...] = (
    *FLAGS,
    "RiskScore",
    "codesign_score",
    "codesign_band",
    "codesign_indicators",
    "codesign_reasons",
    "codesign_techniques",
    "codesign_event",
    "codesign_host",
    "codesign_user",
    "codesign_process",
    "codesign_pid",
    "codesign_parent",
    "codesign_parent_pid",
    "codesign_tool",
    "codesign_action",
    "codesign_store",
    "codesign_files",
    "codesign_target",
    "codesign_thumbprint",
    "codesign_parent_class",
    "codesign_message",
    "codesign_allowlisted",
    "codesign_error",
)


class Event(NamedTuple):
    """One record under canonical names; "" where the source says nothing.

    limit: why it is not all of the event. doubt: why arguments may be missing from the command line.
    lines: parts of command_line that may be lines of their own (records.several).
    """

    event_id: str
    channel: str
    host: str
    image: str
    original_name: str
    command_line: str
    cwd: str
    parent_image: str
    parent_command_line: str
    user: str
    integrity: str
    company: str
    limit: str = ""
    doubt: str = ""
    lines: tuple[str, ...] = ()


PATH_ALONE = "a path alone in the field process: the command line may be missing"

# A program's name without its folder.
_NAME = re.compile(r"[\w.+-]+")

# What events of Windows are about, those first that come most.
_SUBJECTS = ("image", "command_line", "script", "target_file", "registry_path", "image_loaded", "service_path")
# Records come without their empty fields, so one source has several layouts; each takes some 5 KB.
_MAX_LAYOUTS = 500


class _Layout:
    """What is known of records with one set of columns. marks: sources and their columns, where such are there."""

    def __init__(self, columns: tuple[str, ...], asked: frozenset[str]) -> None:
        self._present = frozenset(columns)
        self._sensors: dict[str, tuple[Names, Callable[[View], Mapping[str, str]]]] = {}
        self.plan = plan(names.ALL, self._present)
        self.subjects = tuple(name for subject in _SUBJECTS for name in names.ALIASES[subject] if name in columns)
        marked = {**sensors.MARKS, **{name: marks for name, marks in sources.MARKS.items() if name not in asked}}
        self.marks = [
            (name, present)
            for name, marks in marked.items()
            if (present := tuple(mark for mark in marks if mark in self._present))
        ]

    def sensor(self, name: str) -> tuple[Names, Callable[[View], Mapping[str, str]]]:
        """The part of a sensor's table that these columns have, and what translates it."""
        if name not in self._sensors:
            sensor = sensors.load(name)
            self._sensors[name] = (plan(sensor.names, self._present), sensor.translate)
        return self._sensors[name]


class Reader:
    """Turns records into events. It remembers the layouts of columns that it has seen.

    unasked: sources (sources.NAMES) whose events came, and whose columns splunkd was not asked for.
    """

    def __init__(self, asked: Collection[str] = sources.NAMES) -> None:
        self.unasked: set[str] = set()
        self._asked = frozenset(asked)
        self._layouts: dict[tuple[str, ...], _Layout] = {}

    def view(self, record: Record) -> View:
        """A record under canonical names. Never raises on what a field holds."""
        columns = tuple(record)
        layout = self._layouts.get(columns) or self._learn(columns)
        # Add-ons for Windows set EventCode and what the event is about; an alias of a site sets EventCode alone
        if layout.marks and not (record.get("EventCode") and any(map(record.get, layout.subjects))):
            for name, marks in layout.marks:
                if any(record[mark] for mark in marks):
                    if name not in self._asked:
                        self.unasked.add(name)
                    if name in sensors.MARKS:
                        table, translate = layout.sensor(name)
                        read = View(record, table)
                        return Translated(translate(read), read)
        return View(record, layout.plan)

    def _learn(self, columns: tuple[str, ...]) -> _Layout:
        if len(self._layouts) >= _MAX_LAYOUTS:
            self._layouts.clear()
        layout = self._layouts[columns] = _Layout(columns, self._asked)
        return layout

    def read(self, record: Record) -> Event:
        """Read a record as a process start."""
        return event(self.view(record))


def event(view: View) -> Event:
    """A process start, whatever source it is from."""
    get = view.get
    parent_image, parent_line = get("parent_image"), get("parent_command_line")
    if parent_line and "ParentCommandLine" not in view.record and _is_path_only(parent_line):
        # Splunk_TA_windows puts the parent's path, not its command line, into parent_process for 4688
        parent_image = parent_image if "\\" in parent_image else parent_line
        parent_line = ""
    original = get("original_name")
    line, doubt = command_line(view)
    image = get("image")
    if not image and (path := get("command_line")) != line and _is_path(path):
        image = path
    return Event(
        event_id=get("event_id"),
        channel=get("channel"),
        host=get("host"),
        image=image,
        original_name="" if original == "?" else original,
        command_line=line,
        cwd=get("cwd"),
        parent_image=parent_image,
        parent_command_line=parent_line,
        user=user(view),
        integrity=get("integrity"),
        company=get("company"),
        limit=view.limit,
        doubt=doubt,
        lines=view.lines,
    )


def command_line(view: View) -> tuple[str, str]:
    """The command line of a process start, and why its arguments may be missing; "" each where there is nothing to say.

    `process` of the data model is the command line, or the program alone where a source has a name of its own for the
    line or none. Who writes a line also writes what Splunk finds in it (``cmdline=x``), so those names count only where
    no other tells arguments. A row that says it is Sysmon's has a line; 4688 without one is told from its image.
    """
    line = view.get("command_line")
    if line and not (_is_program(line, view.get("image")) and view.source("command_line") in names.MODEL_LINES):
        return line, ""
    other = view.get("other_line")
    if other or not line:
        return other, ""
    return line, PATH_ALONE if _is_path(line) and not view.get("event_id") else ""


def _is_program(line: str, image: str) -> bool:
    """Whether a line is the name or path of a program and no more. A path in quotes is how a shell calls one."""
    if line == image or _NAME.fullmatch(line):
        return True
    return '"' not in line and " -" not in line and " /" not in line and _is_path_only(line)


def _is_path(text: str) -> bool:
    return "\\" in text or "/" in text


def _is_path_only(text: str) -> bool:
    bare = text.strip().strip('"').lower()
    return bare.endswith(".exe") and bare.count(".exe") == 1 and '"' not in bare and not _has_arguments(bare)


def _has_arguments(text: str) -> bool:
    """Whether a blank stands behind the last backslash, where a program's own name rarely has one."""
    return " " in text.rpartition("\\")[2]


def user(view: View) -> str:
    """Who a process runs as. 4688 names the creator as Subject, and the Target where that is somebody else."""
    record, get = view.record, view.get
    named = get("user")
    if named:
        return named
    accounts = record.get("Account_Name")
    if isinstance(accounts, (list, tuple)) and len(accounts) > 1 and accounts[1] not in MISSING:
        domains = record.get("Account_Domain")
        domain = domains[1] if isinstance(domains, (list, tuple)) and len(domains) > 1 else ""
        return qualified(domain, accounts[1])
    target = get("target_user")
    if target:
        return qualified(get("target_domain"), target)
    return qualified(get("subject_domain"), get("subject_user"))
