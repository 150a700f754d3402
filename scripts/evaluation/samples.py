"""Labelled files: one event per row, with what people say about it."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lab.records import Record

LABELS = ("malicious", "suspicious", "benign")
BACKGROUND = "unlabelled-background"
# Malicious, but by another technique than code signing: here it must stay as silent as what is benign.
OTHER_TECHNIQUE = "other_technique"
CORE, EXTENDED, OUT = "core", "extended", "out"
"""Scopes: keys and certificates that sign or are trusted; those that log people on; what other rules watch."""

PROCESS = "process"
# What is said about an event, in rows where the event's own fields have no underscore before them.
_SAYINGS = frozenset(
    "id label why source scope decidable kind doubt platform tags technique expect expect_min expect_max "
    "seed_score".split()
)
# What stands in paths and lines of macOS, and not in those of Linux.
_MACOS = re.compile(
    r"/(?:Users|Library|Applications|private|Volumes)/|/opt/homebrew/|/usr/s?bin/(?:codesign|security|xattr|spctl|xcrun)"
)
_TELLING = ("Image", "TargetObject", "Details", "TargetFilename", "ImageLoaded", "ScriptBlockText", "UserData_Xml")
# Fields of an event that begin with an underscore too.
_OF_THE_EVENT = ("_time", "_raw")

Row = dict[str, Any]


class BadFile(Exception):  # noqa: N818 - the message is for the user as it stands
    """A labelled file that cannot be read; says which, where and why."""


class Sample(NamedTuple):
    """One event and its label.

    expect: published field -> 0 or 1. low, high: the window that the score must lie in.
    published_image: the image that the published search is shown, as it needs one.
    kind: "process" or another kind of event.
    decidable: a good analyst can tell from these fields. doubt: why we think the label wrong, or "".
    """

    name: str
    label: str
    record: Record
    line: str
    expect: dict[str, int]
    low: int = 0
    high: int = 100
    published_image: str = ""
    kind: str = PROCESS
    scope: str = CORE
    decidable: bool = True
    platform: str = "Windows"
    doubt: str = ""


def read_cases(path: Path) -> list[Sample]:
    """Rows of an event's fields with what people say about it; docs/evaluation.md describes them."""
    samples = []
    for where, row in _rows(path):
        said, event = _sayings(row)
        label = _text(said, "label", where)
        if label not in LABELS:
            raise BadFile(f"{where}: label '{label}' is none of {', '.join(LABELS)}")
        name = _text(said, "id", where)
        kind = _text(said, "kind", where) if "_label" in row else PROCESS
        scope = said.get("scope", CORE)
        samples.append(
            Sample(
                name=name,
                label="benign" if scope == OTHER_TECHNIQUE else label,
                record=_fields(event),
                line=_text(event, "CommandLine", where) if kind == PROCESS else _summary(event),
                expect=said.get("expect", {}),
                low=said.get("expect_min", 0),
                high=said.get("expect_max", 100),
                kind=kind,
                scope=CORE if scope == OTHER_TECHNIQUE else scope,
                decidable=str(said.get("decidable", True)).lower() != "false",
                platform=said.get("platform") or _platform(event),
                doubt=said.get("doubt", ""),
            )
        )
    return samples


def read_cmdlines(path: Path) -> list[Sample]:
    """Command lines without an event: the program is what the line names. A row without a tool is PowerShell text.

    Labels are those of the file (benign, certificate-theft, ...).
    """
    samples = []
    for number, (where, row) in enumerate(_rows(path), start=1):
        line, tool = _text(row, "CommandLine", where), row.get("tool", "")
        record: Record = {"Image": "", "CommandLine": line}
        if not tool:
            tool = "powershell.exe"
            record = {"Image": tool, "CommandLine": subprocess.list2cmdline([tool, "-Command", line])}
        name = str(row.get("_key") or number)
        label = _text(row, "label", where)
        samples.append(Sample(name, label, record, line, expect={}, published_image=tool))
    return samples


def read_events(path: Path) -> list[Sample]:
    """Process starts among recorded events (Sysmon 1, Security 4688), as JSON lines with `_label` or `label`."""
    samples = []
    for where, row in _rows(path):
        if str(row.get("EventCode")) in ("1", "4688"):
            line = str(row.get("CommandLine") or row.get("Process_Command_Line") or "")
            name = where.rpartition(" ")[2]
            samples.append(Sample(name, row.get("_label") or row.get("label") or "", _fields(row), line, expect={}))
    return samples


def read_recorded(path: Path, kind: str) -> Iterator[Sample]:
    """Recorded events of another kind, as JSON lines with `_label`."""
    for where, row in _rows(path):
        name = where.rpartition(" ")[2]
        yield Sample(name, row.get("_label") or "", _fields(row), _summary(row), expect={}, kind=kind)


def read_expected(path: Path) -> Iterator[tuple[Sample, str]]:
    """Events with an id and what is `expected` of them, in words. `source` is the log here, as in an event."""
    for where, row in _rows(path):
        event = {key: value for key, value in row.items() if key not in ("id", "expected", "got", "kind")}
        line = row.get("CommandLine") or _summary(event)
        yield Sample(_text(row, "id", where), "", _fields(event), line, expect={}), _text(row, "expected", where)


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The objects of a file of JSON lines (.gz accepted), each with its place in the file for messages."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                where = f"{path.name} line {number}"
                if not text.strip():
                    continue
                row = json.loads(text)
                if not isinstance(row, dict):
                    raise BadFile(f"{where}: not a JSON object")
                yield where, row
    except json.JSONDecodeError as error:
        raise BadFile(f"{where}: not JSON ({error.msg})") from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}: cannot be read ({error})") from None


def _sayings(row: Row) -> tuple[Row, Row]:
    """What is said about an event, by names without underscore, and the event's own fields.

    In a row with `_label` whatever begins with an underscore is said about it (but _time and _raw); in one with `label`
    the names of _SAYINGS are. Two forms, since `source` is where a line was found in the one and the log in the other.
    """
    underscored = "_label" in row
    said: Row = {}
    event: Row = {}
    for key, value in row.items():
        if underscored and key.startswith("_") and key not in _OF_THE_EVENT:
            said[key[1:]] = value
        elif not underscored and key in _SAYINGS:
            said[key] = value
        else:
            event[key] = value
    return said, event


def _platform(event: Row) -> str:
    """Windows, unless the paths of the event are those of macOS or Linux."""
    texts = [value for value in event.values() if isinstance(value, str)]
    if not any(text.startswith("/") for text in texts):
        return "Windows"
    whole = "\n".join(texts)
    return "macOS" if _MACOS.search(whole) else "Linux"


def _summary(event: Row) -> str:
    """What an event that starts no process is about, in one line."""
    return " | ".join(str(event[name]) for name in _TELLING if event.get(name)) or json.dumps(event)


def _text(row: Row, key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise BadFile(f"{where}: there is no '{key}'")
    return value


def _fields(row: Row) -> Record:
    """What Splunk would hand to the command: text, and lists of text for multivalue fields."""
    return {
        key: value if isinstance(value, list) else str(value)
        for key, value in row.items()
        if not isinstance(value, dict) and value is not None
    }
