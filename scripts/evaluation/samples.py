"""Labelled files: one process start per row, with what people say about it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lab.records import Record

LABELS = ("malicious", "suspicious", "benign")
BACKGROUND = "unlabelled-background"
# Malicious, but by another technique than code signing: here it must stay as silent as what is benign.
OTHER_TECHNIQUE = "other_technique"

Row = dict[str, Any]


class BadFile(Exception):  # noqa: N818 - the message is for the user as it stands
    """A labelled file that cannot be read; says which, where and why."""


class Sample(NamedTuple):
    """One process start and its label.

    expect: published field -> 0 or 1. low, high: the window that the score must lie in.
    published_image: the image that the published search is shown, as it needs one.
    """

    name: str
    label: str
    record: Record
    line: str
    expect: dict[str, int]
    low: int = 0
    high: int = 100
    published_image: str = ""


def read_cases(path: Path) -> list[Sample]:
    """Rows of Sysmon field names with id, label, expect, expect_min, expect_max and scope."""
    samples = []
    for where, row in _rows(path):
        label = _text(row, "label", where)
        if label not in LABELS:
            raise BadFile(f"{where}: label '{label}' is none of {', '.join(LABELS)}")
        samples.append(
            Sample(
                name=_text(row, "id", where),
                label="benign" if row.get("scope") == OTHER_TECHNIQUE else label,
                # here `source` says where the line was found; in an event it is the log
                record=_fields(row, leave_out="source"),
                line=_text(row, "CommandLine", where),
                expect=row.get("expect", {}),
                low=row.get("expect_min", 0),
                high=row.get("expect_max", 100),
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


def _text(row: Row, key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise BadFile(f"{where}: there is no '{key}'")
    return value


def _fields(row: Row, leave_out: str = "") -> Record:
    """What Splunk would hand to the command: text, and lists of text for multivalue fields."""
    return {
        key: value if isinstance(value, list) else str(value)
        for key, value in row.items()
        if key != leave_out and not isinstance(value, dict) and value is not None
    }
