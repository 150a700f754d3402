"""Which files are meant: names, folders, patterns."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.paths import ROOT
from lab.readers import Listener, Problem, Settings, find, read_all

ReadFiles = Callable[..., tuple[list[Any], bool]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/2.jsonl", "a.jsonl", "b/1.jsonl", "b/notes.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{"n": "{name}"}}\n' if name.endswith("jsonl") else "# notes\n")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["."], ["a.jsonl", "b/loop", "b/1.jsonl", "b/2.jsonl", "b/notes.md"]),
        (["b"], ["b/loop", "b/1.jsonl", "b/2.jsonl", "b/notes.md"]),
        (["*/*.jsonl"], ["b/1.jsonl", "b/2.jsonl"]),
        (["**/*.jsonl"], ["a.jsonl", "b/1.jsonl", "b/2.jsonl"]),
        (["a.jsonl", "./a.jsonl", "b/../a.jsonl"], ["a.jsonl"]),
        (["no*.evtx"], ["no*.evtx"]),
        (["x" * 300, "x" * 300 + "*"], ["x" * 300, "x" * 300 + "*"]),
        (["-", "-"], ["-"]),
    ],
)
def test_files(names: list[str], found: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert [str(Path(item.path)) for item in find(names)] == found


def test_in_a_folder_what_is_no_event_file_is_skipped_and_told(folder: Path, read_files: ReadFiles) -> None:
    problems: list[Problem] = []
    notes: list[Problem] = []
    listener = Listener(problems.append, notes.append)
    events, complete = read_files([str(folder)], listener)
    assert [event["n"] for event in events] == ["a.jsonl", "b/1.jsonl", "b/2.jsonl"]
    assert (complete, problems) == (True, [])
    link, skipped = [str(note) for note in notes if "skipped" in note.cause]
    assert link == f"{folder}/b/loop: skipped: a link to a folder, which is not followed: name it to have it read"
    assert skipped.startswith(f"{folder}/b/notes.md: skipped: not EVTX, XML, JSON, CSV")
    # named, it is an error
    events, complete = read_files([f"{folder}/b/notes.md"], listener)
    assert (events, complete, len(problems)) == ([], False, 1)


def test_a_folder_without_files_is_told(tmp_path: Path, read_files: ReadFiles) -> None:
    (tmp_path / "inside").mkdir()
    notes: list[Problem] = []
    assert read_files([str(tmp_path)], Listener(on_note=notes.append)) == ([], True)
    assert [str(note) for note in notes] == [f"{tmp_path}: skipped: a folder without files"]


def test_a_folder_that_may_not_be_looked_at_is_an_error(
    folder: Path, read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def denying(path: str) -> Any:
        if Path(path).name == "b":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denying)
    problems: list[Problem] = []
    events, complete = read_files([str(folder)], Listener(problems.append))
    assert ([event["n"] for event in events], complete) == (["a.jsonl"], False)
    assert [str(problem) for problem in problems] == [f"{folder}/b: Permission denied"]


def test_a_broken_log_in_a_folder_is_an_error(folder: Path, read_files: ReadFiles) -> None:
    (folder / "x.evtx").write_bytes(b"ElfFile\0" + b"\0" * 100)
    problems: list[Problem] = []
    _, complete = read_files([str(folder)], Listener(problems.append))
    assert (complete, [problem.file for problem in problems]) == (False, [f"{folder}/x.evtx"])


def test_who_reads_is_told_where_it_is(folder: Path) -> None:
    begun: list[str] = []
    counted: list[int] = []
    list(read_all(find([str(folder)]), Listener(on_bytes=counted.append), Settings(), begun.append))
    assert [Path(name).name for name in begun] == ["a.jsonl", "loop", "1.jsonl", "2.jsonl", "notes.md"]
    assert sum(counted) == sum(path.stat().st_size for path in folder.rglob("*.*") if "loop" not in str(path))


def test_the_tables_of_the_app_are_no_events(tmp_path: Path, read_files: ReadFiles) -> None:
    (tmp_path / "a.jsonl").write_text('{"n": "1"}\n')
    tables = [path.name for path in sorted((ROOT / "lookups").glob("codesignrisk_*.csv"))]
    tables += [name.replace(".csv", "_local.csv") for name in tables]
    for name in tables:
        (tmp_path / name).write_text("indicator,weight\nsign,1\n")
    (tmp_path / "codesignrisk_found.csv").write_text("n,host\n2,b\n")
    problems: list[Problem] = []
    notes: list[Problem] = []
    listener = Listener(problems.append, notes.append)
    events, complete = read_files([str(tmp_path)], listener)
    assert ([event["n"] for event in events], complete, problems) == (["1", "2"], True, [])
    why = "a table of the app, not events: --lookups takes its folder"
    skipped = [str(note) for note in notes if "skipped" in note.cause]
    assert skipped == [f"{tmp_path}/{name}: skipped: {why}" for name in sorted(tables)]
    # named, it is an error
    events, complete = read_files([f"{tmp_path}/{tables[0]}"], listener)
    assert (events, complete, [str(problem) for problem in problems]) == ([], False, [f"{tmp_path}/{tables[0]}: {why}"])
