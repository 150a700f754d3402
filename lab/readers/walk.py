"""Which files are meant: by name, by folder, by pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_WILD = frozenset("*?[")


class Found(NamedTuple):
    """A file to read. `named`: by the user, so that it is an error if it holds no events; else it lay in a folder."""

    path: str
    named: bool


def find(names: Iterable[str]) -> Iterator[Found]:
    """The files that are meant, each once, those of a folder in order of their names; `-` is standard input.

    Links to folders are not followed. A pattern that finds nothing is a name.
    """
    seen: set[str] = set()
    for name in names:
        for found in _matching(name):
            key = found.path if found.path == "-" else os.path.realpath(found.path)
            if key not in seen:
                seen.add(key)
                yield found


def _matching(name: str) -> Iterator[Found]:
    path = Path(name)
    if name != "-" and not path.exists() and _WILD.intersection(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # a pattern of a shell, also an absolute one
        if matches:
            for match in matches:
                yield from _below(match) if Path(match).is_dir() else [Found(match, True)]
            return
    yield from _below(name) if name != "-" and path.is_dir() else [Found(name, True)]


def _below(folder: str) -> Iterator[Found]:
    for here, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            yield Found(str(Path(here) / file), False)
