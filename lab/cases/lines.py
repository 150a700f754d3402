"""Command lines to show, with the secrets of the whole start masked; none where a secret stands in another form."""

from __future__ import annotations

from codesignrisk_core import settings
from codesignrisk_core.events import process
from codesignrisk_core.model import Command
from codesignrisk_core.process.command_line import named_secrets
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records import fields

from lab.output.masking import Mask
from lab.paths import ROOT
from lab.records import Record

LONGEST = 600
"""Longer lines are cut."""


class MaskedLines:
    """Reads starts again to know their secrets: the command's output holds no line."""

    def __init__(self) -> None:
        loaded = settings.load(ROOT / "lookups")
        self._indicators = loaded.indicators
        self._parents = Parents(loaded)
        self._reader = fields.Reader()

    def of(self, record: Record) -> str:
        """The masked command line of a process start; "" for other events and where it cannot be shown safely."""
        if record.get("codesign_event") != process.KIND:
            return ""
        event = self._reader.read(record)
        if not event.command_line:
            return ""
        examined = self._examine(event._replace(parent_command_line=""))
        if not examined.parts:
            return ""
        # The parent's secrets are masked as well, but need not stand in this line.
        own, others = _secrets(examined), _secrets(self._examine(event)) if event.parent_command_line else []
        first = examined.parts[0][0]
        words = first.tokens if isinstance(first, Command) else ()
        line = Mask([*own, *others]).line(event.command_line, words, own)
        if line is None:
            return "(not shown: it holds a secret in another form)"
        return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

    def _examine(self, event: fields.Event) -> process.Examination:
        return process.examine(event, self._parents.classify(event.parent_image), self._indicators)


def _secrets(examined: process.Examination) -> list[str]:
    return [*examined.report.secrets, *named_secrets(examined.parts)]
