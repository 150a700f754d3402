"""What a scan found in all, whatever the form of its output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lab.readers import Problem
from lab.records import Record

NOTHING_READ = "no event was read, so nothing was looked at: this is no all-clear"
"""What is said where no file gave an event."""

_NO_KIND = "other"
"""What the command calls the kind of an event that it does not assess (docs/data-sources.md)."""

BANDS = ("critical", "high", "medium", "low", "info", "none")


@dataclass
class Summary:
    """Counts of a scan: all events, also those that a lowest score leaves out of what is shown.

    `twice` are records that came before, in another file: they are in no other count. `problems` are what could not be
    read, `notes` what a reader should know of the files that could. `of_no_kind` and `not_told` score 0 and were not
    assessed: the first are of a kind that is not, the others lack something, as a process start its command line.
    """

    read: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    allowlisted: int = 0
    of_no_kind: int = 0
    not_told: int = 0
    twice: int = 0
    messages: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def count(self, record: Mapping[str, object]) -> None:
        """Take a scored record into the counts."""
        band = str(record.get("codesign_band") or "none")
        self.bands[band] += 1
        error = record.get("codesign_error")
        if error:
            self.errors[str(error)] += 1
        if record.get("codesign_event") == _NO_KIND:
            self.of_no_kind += 1
        elif error and band == "none":
            self.not_told += 1
        if record.get("codesign_allowlisted"):
            self.allowlisted += 1

    def came_twice(self, count: int) -> None:
        """Take how many records came before, in another file."""
        self.twice += count

    @property
    def not_assessable(self) -> int:
        """The events that could not be assessed, or not in full; `errors` says why."""
        return self.errors.total()

    @property
    def weighed_notes(self) -> list[Problem]:
        """The notes: on files that were read, whose events may be missed, before those on files that hold none."""
        return sorted(self.notes, key=lambda note: note.is_skipped)

    @property
    def hidden(self) -> str:
        """What to say of events that the allowlist hides; "" where it hides none."""
        return f"{self.allowlisted:,} hidden by the allowlist (score 0): --no-allowlist" if self.allowlisted else ""

    @property
    def unseen(self) -> list[str]:
        """Sentences on events that score 0 and may yet be something: hidden by the allowlist, or not assessable."""
        bare = f"{self.not_assessable:,} not assessable (codesign_error says why)" if self.not_assessable else ""
        return [text for text in (self.hidden, bare) if text]

    @property
    def nothing_assessed(self) -> str:
        """What to say where events were read, and none of them could be assessed in full; else ""."""
        if not self.read or self.of_no_kind + self.not_told < self.read:
            return ""
        what = "that could be assessed in full" if self.not_told else "of a kind that is assessed"
        return f"events {what}: 0 of {self.read:,}, so this is no all-clear"


class Sink(Protocol):
    """Where scored records go."""

    def add(self, record: Record) -> None:
        """Take one record."""

    def close(self, summary: Summary) -> None:
        """Write what is still to be written."""
