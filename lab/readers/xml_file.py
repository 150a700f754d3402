"""Text with Windows events in XML: one or many `<Event>` elements, under a root, one per line or simply in a row.

Also Splunk's XML results, whose events are `<result>` elements, and syslog lines that carry an event each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.readers import splunk_results, syslog
from lab.readers.event_xml import EventXmlError, parse_event
from lab.readers.limits import LONGEST_EVENT, MOST_SKIPPED
from lab.readers.problem import NoEventsError, Problem, counted
from lab.readers.source import Source
from lab.records import Record

_START = {"Event": re.compile(r"<(?:\w{1,40}:)?Event(?=[\s>])"), "result": re.compile(r"<result(?=[\s>])")}
_END = {"Event": re.compile(r"</(?:\w{1,40}:)?Event>"), "result": re.compile(r"</result>")}
_END_OF = {"<!--": "-->", "<?": "?>"}
_ROOT_TAG = re.compile(r"</?(?:\w{1,40}:)?(Events|results|meta|messages|msg)(?=[\s/>])")
_BLANK = re.compile(r"[\s\ufeff]+")
_RESULTS = re.compile(r"<results[\s>]")
_KEPT = 100  # characters of the end of what is held, in which a tag may have begun


def read(source: Source) -> Iterator[Record]:
    """Yield the events of an XML file. Broken events, and text that belongs to none, are problems."""
    mended = 0

    def on_mended() -> None:
        nonlocal mended
        mended += 1

    line = 1
    pieces = _Pieces(source)
    for stray, event in pieces:
        line = _tell_stray(source, stray, line, pieces)
        if event:
            try:
                if pieces.element == "result":
                    yield from splunk_results.events(event)
                else:
                    yield parse_event(event, on_mended)
            except EventXmlError as error:
                source.problem(f"line {line}", str(error))
        line += event.count("\n")
    _tell_mended(source, mended)


def read_syslog(source: Source) -> Iterator[Record]:
    """Yield the events that stand behind headers of syslog. Other lines are counted. Raises NoEventsError."""
    line = 1
    events = others = 0
    for stray, event in _Pieces(source):
        *before, header = stray.strip().split("\n")
        host = syslog.host_of(header)
        others += len(before) + (1 if header and (host is None or not event) else 0)
        line += stray.count("\n")
        if event:
            events += 1
            try:
                record = parse_event(syslog.unescaped(event))
                if host:
                    record.setdefault("host", host)
                yield record
            except EventXmlError as error:
                source.problem(f"line {line}", str(error))
        line += event.count("\n")
    if not events:
        raise NoEventsError(Problem(source.name, "", "syslog without events in XML, as Sysmon for Linux writes them"))
    if others:
        source.note(f"{counted(others, 'other line')} of syslog without an event")


def _tell_mended(source: Source, count: int) -> None:
    if count:
        source.note(f"control characters that XML forbids, in {counted(count, 'event')}: each stands as U+FFFD")


def _tell_stray(source: Source, stray: str, line: int, pieces: _Pieces) -> int:
    """Tell of text that belongs to no event. Returns the line behind it."""
    at = _first_stray(stray)
    if at < len(stray):
        place = f"line {line + stray.count(chr(10), 0, at)}"
        cut = _START[pieces.element].search(stray, at)
        cause = "an event without its end" if cut else "text that is no event"
        source.problem(place, f"{cause}: {' '.join(stray[at : at + 200].split())[:60]!r}")
    return line + stray.count("\n")


def _first_stray(text: str) -> int:
    """Where text begins that is no blank, comment, declaration or tag of a root. Each step goes forward."""
    at = 0
    while at < len(text):
        if match := _BLANK.match(text, at):
            at = match.end()
            continue
        end = _END_OF.get(next((opening for opening in _END_OF if text.startswith(opening, at)), ""))
        if end is None and (match := _ROOT_TAG.match(text, at)):
            end = ">"
            if match[1] == "meta" and text[match.end()] != "/":
                end = "</meta>"
        found = text.find(end, at) if end else -1
        if not end or found < 0:
            return at
        at = found + len(end)
    return at


class _Pieces:
    """Cuts a text into events, each with the text before it. Holds one block and one event.

    `element` is what events are, by the first that is seen: Event, or result in Splunk's XML results.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.element = "Event"

    def __iter__(self) -> Iterator[tuple[str, str]]:
        held, scanned, skipped = "", 0, 0
        for number, block in enumerate(self._source.text().blocks()):
            held += block
            if not number and _RESULTS.search(held[:1000]):
                self.element = "result"
            start = 0
            for match in _END[self.element].finditer(held, scanned):
                yield self._cut(held[start : match.end()])
                start = match.end()
            held = held[start:]
            scanned = max(0, len(held) - _KEPT)
            if len(held) > LONGEST_EVENT and not _START[self.element].search(held):
                yield held[:-_KEPT], ""  # nothing begins here: text between events, as much as it is
                held, scanned = held[-_KEPT:], 0
            elif len(held) > LONGEST_EVENT:
                skipped += len(held)
                cause = f"more than {LONGEST_EVENT:,} characters without the end of an event"
                if skipped > MOST_SKIPPED:
                    self._source.problem("", f"{cause}, time and again; the rest of the file is not read")
                    return
                self._source.problem("", cause)
                held, scanned = held[-_KEPT:], 0
        if held:
            yield held, ""

    def _cut(self, piece: str) -> tuple[str, str]:
        """The last start tag counts: an earlier one belongs to an event cut short."""
        at = len(piece)
        for match in _START[self.element].finditer(piece):
            at = match.start()
        return piece[:at], piece[at:]
