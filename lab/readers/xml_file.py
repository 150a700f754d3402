"""Text with Windows events in XML: one or many `<Event>` elements, under a root, one per line or simply in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.problem import OnProblem, Problem
from lab.readers.source import Source
from lab.records import Record

_END = "</Event>"
_START = re.compile(r"<Event[\s>]")
_BETWEEN = re.compile(r"\s|\ufeff|<\?xml.*?\?>|<!--.*?-->|</?Events\b[^>]*>", re.DOTALL)
_BLOCK = 1 << 18


def read(source: Source, on_problem: OnProblem) -> Iterator[Record]:
    """Yield the events of an XML file. Broken events, and text that belongs to none, go to `on_problem`."""
    line = 1
    for piece in _pieces(source):
        start = _last_start(piece)
        stray, event = piece[:start], piece[start:]
        if _BETWEEN.sub("", stray):
            place = f"line {line + stray[: len(stray) - len(stray.lstrip())].count(chr(10))}"
            cause = "an event without its end" if _START.search(stray) else "text that is no event"
            on_problem(Problem(source.name, place, f"{cause}: {' '.join(stray.split())[:60]!r}"))
        line += stray.count("\n")
        if event.endswith(_END):
            try:
                yield parse_event(event)
            except EventXmlError as error:
                on_problem(Problem(source.name, f"line {line}", str(error)))
        line += event.count("\n")


def _pieces(source: Source) -> Iterator[str]:
    """Cut the text behind each end tag. Holds one block and one event."""
    text = source.text()
    rest = ""
    while block := text.read(_BLOCK):
        *whole, rest = (rest + block).split(_END)
        for piece in whole:
            yield piece + _END
    if rest:
        yield rest


def _last_start(piece: str) -> int:
    """Where the event of a piece begins. The last start tag counts: an earlier one belongs to an event cut short."""
    if not piece.endswith(_END):
        return len(piece)
    start = len(piece)
    for match in _START.finditer(piece):
        start = match.start()
    return start
