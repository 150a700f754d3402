"""An open file of a known kind: its bytes, its text, and whom to tell what about it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import BinaryIO, cast

from lab.readers.limits import MOST_PROBLEMS
from lab.readers.problem import OnProblem, Problem
from lab.readers.text import Text

HEAD = 4096
"""The first bytes, by which a file is known."""


@dataclass(frozen=True)
class Settings:
    """What the user says of files that do not say it themselves: the zone of times, the encoding of text."""

    timezone: tzinfo | None = None
    encoding: str = ""


def _silent(problem: Problem) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Listener:
    """Who is told: what is lost, what is worth knowing, how many bytes of files have been read, and how many records
    came before, in another file.
    """

    on_problem: OnProblem = _silent
    on_note: OnProblem = _silent
    on_bytes: Callable[[int], None] = lambda count: None
    on_twice: Callable[[int], None] = lambda count: None


@dataclass
class Source:
    """An open file. `kind` is one of files.READERS; `stream` gives its bytes, unzipped and from the start."""

    name: str
    stream: BinaryIO
    kind: str
    settings: Settings = field(default_factory=Settings)
    listener: Listener = field(default_factory=Listener)
    problems: int = 0
    notes: list[str] = field(default_factory=list)

    def text(self) -> Text:
        """The file as text."""
        return Text(self.stream, peek(self.stream), self.note, self.settings.encoding)

    def problem(self, place: str, cause: str) -> None:
        """Tell that something could not be read. Only so many are told one by one."""
        self.problems += 1
        if self.problems <= MOST_PROBLEMS:
            self.listener.on_problem(Problem(self.name, place, cause))

    def note(self, text: str) -> None:
        """Keep what a reader of the result should know: it is told in one line."""
        self.notes.append(text)

    def close(self) -> None:
        """Tell the notes, and how many problems were not told."""
        if self.notes:
            self.listener.on_note(Problem(self.name, "", "; ".join(self.notes)))
        if (more := self.problems - MOST_PROBLEMS) > 0:
            self.listener.on_problem(Problem(self.name, "", f"{more:,} more problems"))


def peek(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which stay in it."""
    return cast(io.BufferedReader, stream).peek(HEAD)[:HEAD]
