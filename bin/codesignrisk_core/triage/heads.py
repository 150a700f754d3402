"""Process starts told by what their rows begin with, in columns as the command asks for them (records.sources).

There, all that decides which program a start is, and whose child, stands before the command line, and columns that no
process start of Windows fills stand between. The text up to these is the same for all starts of a program by a parent,
so it is read once; of every other row only this text and the line are cut out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from codesignrisk_core.records import names
from codesignrisk_core.triage.lines import LONGEST, Search
from codesignrisk_core.triage.shapes import QUOTE, Cell, NotRegularError, cells, shape_of
from codesignrisk_core.triage.starts import Start, class_of, start_of

_DECISIVE = ("event_id", "channel", "image", "original_name", "parent_image")
_LINE = "CommandLine"
_END = b'",'
_DOUBLED = QUOTE + QUOTE
_MAX_HEADS = 20_000
_MAX_SIZE = 4_096

Group = tuple[list[int], list[bytes]]
"""Places and lines of rows whose lines are searched together."""


class Head(NamedTuple):
    """What rows with one beginning have in common.

    suffix: the output cells of one that shows nothing. group: where its line goes; None where the line's first word
    decides that. start, key: to ask for the class then (starts.class_of).
    """

    suffix: bytes
    group: Group | None
    start: Start
    key: tuple[bytes, ...]


class Heads:
    """Tells starts of one layout of columns. It remembers beginnings of rows, within bounds."""

    def __init__(self, columns: Sequence[str], suffix: Callable[[bytes], bytes | None], search: Search) -> None:
        """suffix: of a start that shows nothing, by its parent; None where more than its parent's path tells."""
        self._columns = tuple(columns)
        self._suffix = suffix
        self._search = search
        self._heads: dict[bytes, Head | None] = {}
        self._groups: dict[str, Group] = {kind: ([], []) for kind in LONGEST}
        self._place = self._columns.index(_LINE) if _LINE in columns else -1
        last = _last(columns, names.ALIASES)
        self.fits = 0 <= last < self._place < len(columns) - 1 and _last(columns, names.ALL) < self._place
        """Whether the columns stand as they were asked for."""
        self._gap = b"," * (self._place - last)

    def sift(self, rows: Sequence[bytes]) -> list[bytes | None]:
        """The output cells of rows that show nothing; b"" where they are dropped, None where more has to be read.

        rows: without the twins at their end. Each begins where a row begins.
        """
        if len(self._heads) >= _MAX_HEADS:
            self._heads.clear()
        found: list[bytes | None] = []
        add, heads, mark, end = found.append, self._heads, self._gap + QUOTE, _END
        size, quote, doubled = len(mark), QUOTE, _DOUBLED
        for place, row in enumerate(rows):
            at = row.find(mark)
            begin = row[:at]
            try:
                head = heads[begin]
            except KeyError:
                head = self._learn(begin)
            behind = row.find(end, at + size)
            if head is None or at < 0 or behind < 0:
                add(None)
                continue
            line = row[at + size : behind]
            if quote in line:
                if line.count(quote) & 1:  # it goes on: the quote was doubled
                    add(None)
                    continue
                line = line.replace(doubled, quote)
            suffix, group, start, key = head
            if group is None:
                group = self._groups.get(class_of(start, key, line))
                if group is None:
                    add(None)
                    continue
            add(suffix)
            group[0].append(place)
            group[1].append(line)
        for kind, (places, lines) in self._groups.items():
            for number in self._search.telling(kind, lines):
                found[places[number]] = None
            places.clear()
            lines.clear()
        return found

    def _learn(self, begin: bytes) -> Head | None:
        head = self._read(begin)
        if len(begin) <= _MAX_SIZE:
            self._heads[begin] = head
        return head

    def _read(self, begin: bytes) -> Head | None:
        """What a row begins with, up to its command line; None where that does not decide."""
        pieces = (begin + self._gap).split(QUOTE)
        try:
            found = cells(shape_of(pieces)) if len(pieces) & 1 else []
        except NotRegularError:
            return None
        if len(found) != self._place + 1:
            return None
        held = {name: cell for name, cell in zip(self._columns, found) if cell is not None}
        if "EventCode" not in held:
            return None
        start = start_of({**held, _LINE: Cell(1, 2)}, frozenset())
        if start is None or not start.is_start(pieces) or not start.parent:
            return None
        suffix = self._suffix(pieces[start.parent])
        if suffix is None:
            return None
        key = start.key(pieces)
        if start.by_word(key):
            return Head(suffix, None, start, key)
        group = self._groups.get(class_of(start, key, b""))
        return None if group is None else Head(suffix, group, start, key)


def _last(columns: Sequence[str], table: Mapping[str, tuple[str, ...]]) -> int:
    """The place of the last column with a name of what decides."""
    decisive = {name for canonical in _DECISIVE for name in table[canonical]}
    return max((place for place, name in enumerate(columns) if name in decisive), default=-1)
