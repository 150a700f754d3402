"""Shared by the lab's tests: fake commands that speak the chunked protocol by hand, and recorded events."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# The lab runs on 3.11 and newer; the environment of the oldest Python collects nothing here.
if sys.version_info < (3, 11):  # noqa: UP036
    collect_ignore_glob = ["*"]


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are as wide as in a file, wherever the tests run."""
    monkeypatch.delenv("COLUMNS", raising=False)


PREAMBLE = """
import csv, io, json, re, sys, time

def read():
    line = sys.stdin.buffer.readline()
    if not line:
        sys.exit(0)
    meta, body = map(int, re.findall(rb",(\\d+)", line))
    return json.loads(sys.stdin.buffer.read(meta)), sys.stdin.buffer.read(body).decode()

def write(meta, body=""):
    meta, body = json.dumps(meta).encode(), body.encode()
    sys.stdout.buffer.write(b"chunked 1.0,%d,%d\\n" % (len(meta), len(body)) + meta + body)
    sys.stdout.buffer.flush()

def rows(body):
    return list(csv.reader(io.StringIO(body, newline="")))

def table(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()
"""


@pytest.fixture
def make_app(tmp_path: Path) -> Callable[[str], Path]:
    """Make an app whose command is the given Python text, behind helpers read, write, rows and table."""

    def make(source: str) -> Path:
        script = tmp_path / "fake_app" / "bin" / "codesignrisk.py"
        script.parent.mkdir(parents=True)
        script.write_text(PREAMBLE + source, encoding="utf-8")
        return script.parent.parent

    return make


@pytest.fixture
def recorded() -> Path:
    """The recorded events beside the repository. They are not ours to ship, so a test without them skips."""
    path = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "events"
    if not path.is_dir():
        pytest.skip("the recorded events are not here")
    return path


@pytest.fixture
def read_files() -> Callable[..., tuple[list[Any], bool]]:
    """Read files and folders; gives the events, and whether every file could be read."""
    from lab.readers import Listener, ReadError, Settings, find, read_all

    def read(names: list[str], listener: Listener) -> tuple[list[Any], bool]:
        items = list(read_all(find(names), listener, Settings()))
        events = [item for item in items if not isinstance(item, ReadError)]
        return events, len(events) == len(items)

    return read


ReadAll = Callable[..., "tuple[list[Any], list[str]]"]


@pytest.fixture
def read_all(tmp_path: Path) -> ReadAll:
    """Write a file of that name and content, read it, and give its events and its problems, without the file's name.

    With `notes`, what is worth knowing is among them; `settings` is what the user says of the file.
    """
    from lab.readers import Listener, Problem, read  # here, as this file is loaded on older Pythons too

    def write_and_read(
        name: str, content: str | bytes, notes: bool = False, settings: Any = None
    ) -> tuple[list[Any], list[str]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        told: list[Problem] = []
        listener = Listener(told.append, told.append) if notes else Listener(told.append)
        records = list(read(path, listener, settings))
        return records, [str(problem).removeprefix(f"{path}, ").removeprefix(f"{path}: ") for problem in told]

    return write_and_read
