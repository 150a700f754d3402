"""What can be wrong with a file, told so that a user finds the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_SKIPPED = "skipped: "


class Problem(NamedTuple):
    """A broken record or file: `place` is a line or record, empty for the whole file."""

    file: str
    place: str
    cause: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.cause}" if self.place else f"{self.file}: {self.cause}"

    def skipped(self) -> Problem:
        """The same of a file that was left out because of it."""
        return self._replace(cause=_SKIPPED + self.cause)

    @property
    def is_skipped(self) -> bool:
        """Whether it tells of a file that was left out, being of no kind that holds events."""
        return self.cause.startswith(_SKIPPED)


OnProblem = Callable[[Problem], None]


class ReadError(Exception):
    """A file that cannot be read at all. `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class NoEventsError(ReadError):
    """A file that is of no kind that holds events: in a folder there may be many."""


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 event`, `2,000 events`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
