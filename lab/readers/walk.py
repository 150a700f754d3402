"""Which files are meant: by name, by folder, by pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_WILD = frozenset("*?[")


class Found(NamedTuple):
    """A file to read. `named`: by the user, so that it is an error if it holds no events; else it lay in a folder.

    `cause`: why there is nothing to read.
    """

    path: str
    named: bool
    cause: str = ""


def find(names: Iterable[str]) -> Iterator[Found]:
    """The files that are meant, each once, those of a folder in order of their names; `-` is standard input.

    Links to folders are not followed. A pattern that finds nothing is a name.
    """
    seen: set[str] = set()
    for name in names:
        for found in _matching(name):
            key = found.path if found.path == "-" else os.path.realpath(found.path)
            if found.cause or key not in seen:
                seen.add(key)
                yield found


def _matching(name: str) -> Iterator[Found]:
    # Path's own methods raise on a name that is too long.
    if name != "-" and not os.path.exists(name) and _WILD.intersection(name):  # noqa: PTH110
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # a pattern of a shell, also an absolute one
    else:
        matches = []
    for match in matches or [name]:
        yield from _below(match) if match != "-" and os.path.isdir(match) else [Found(match, True)]  # noqa: PTH112


def _below(folder: str) -> Iterator[Found]:
    """The files of a folder, and what of it is not looked at."""
    denied: list[OSError] = []
    empty = True
    for here, folders, files in os.walk(folder, onerror=denied.append):
        folders.sort()
        for name in (path for path in (Path(here) / name for name in folders) if path.is_symlink()):
            yield Found(str(name), False, "a link to a folder, which is not followed: name it to have it read")
        for file in sorted(files):
            empty = False
            yield Found(str(Path(here) / file), False)
    for error in denied:
        yield Found(str(error.filename), True, error.strerror or "cannot be looked at")
    if empty and not denied:
        yield Found(folder, False, "a folder without files")
