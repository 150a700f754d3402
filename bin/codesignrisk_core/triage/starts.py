"""Process starts that cannot score, told by the text of their rows.

Nearly all events are process starts of programs that have nothing to do with certificates. What a start does is decided
by its program and its command line alone, so these two are looked at, in many rows at once, and the other columns stay
text. A row that is not plainly such a start, for whatever reason, is the scorer's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, Union

from codesignrisk_core.records import names, sensors, sources
from codesignrisk_core.records.views import MISSING
from codesignrisk_core.triage import programs
from codesignrisk_core.triage.lines import Search
from codesignrisk_core.triage.shapes import ALIKE, QUOTE, Cell, cells, shape_of

Pieces = Sequence[bytes]
Record = dict[str, Union[str, list[str]]]
Row = Union[bytes, Record]
"""A row that says nothing: the cell of its parent. Or a record for the scorer, without its empty fields."""

_SYSMON, _SECURITY = b"1", b"4688"
# No class: the first word of the line decides it.
_BY_WORD = ""
_MAX_SHAPES = 2_000
_MAX_PROGRAMS = 20_000
_MAX_KEY = 2_048


class Start(NamedTuple):
    """Where rows of a shape have what decides on a process start; numbers of pieces.

    number: of the event, which stands in a piece from first to last. key: a row's pieces -> those with these roles:
    image, original, channel. line_start, line_end: the command line. parent: 0 where no column tells one.
    """

    number: bytes
    piece: int
    first: int
    last: int
    key: Callable[[Pieces], tuple[bytes, ...]]
    roles: tuple[str, ...]
    line_start: int
    line_end: int
    parent: int
    kinds: dict[tuple[bytes, ...], str]

    def is_start(self, pieces: Pieces) -> bool:
        """Whether a row has the number of a process start."""
        return pieces[self.piece][self.first : self.last] == self.number

    def by_word(self, key: tuple[bytes, ...]) -> bool:
        """Whether the first word of the line decides about a row with this key, by class_of."""
        class_of(self, key, b"")
        return self.kinds.get(key) == _BY_WORD


class Shape(NamedTuple):
    """What is known of rows that look alike: their columns that hold something, and how they are process starts."""

    cells: tuple[tuple[str, Cell], ...]
    start: Start | None

    def record(self, pieces: Pieces) -> Record:
        """A row as a record."""
        return {name: cell.read(pieces).decode("utf-8") for name, cell in self.cells}


class Starts:
    """Tells process starts apart in rows of one layout. It remembers shapes of rows and programs, within bounds."""

    def __init__(self, columns: Sequence[str], search: Search) -> None:
        """columns: the names of the cells."""
        self._columns = tuple(columns)
        self._search = search
        self._shapes: dict[bytes, Shape | None] = {}
        self._marks = frozenset(chain(*sensors.MARKS.values(), *sources.MARKS.values()))

    def sift(self, rows: Sequence[Pieces]) -> list[Row | None]:
        """What each row is; None for one that is no row of these columns.

        rows: their pieces between quotes, an odd number. Raises NotRegularError.
        """
        if len(self._shapes) >= _MAX_SHAPES:
            self._shapes.clear()
        found: list[Row | None] = []
        groups: dict[str, tuple[list[int], list[bytes]]] = {}
        shapes, quote, alike = self._shapes, QUOTE, ALIKE
        for place, pieces in enumerate(rows):
            outside = quote.join(pieces[::2]).translate(alike)
            try:
                shape = shapes[outside]
            except KeyError:
                shape = self._learn(outside)
            if shape is None:
                found.append(None)
                continue
            start = shape.start
            if start is None or pieces[start.piece][start.first : start.last] != start.number:
                found.append(shape.record(pieces))
                continue
            end = start.line_end
            text = pieces[end - 1] if end == start.line_start + 1 else b'"'.join(pieces[start.line_start : end : 2])
            key = start.key(pieces)
            kind = start.kinds.get(key) or class_of(start, key, text)
            if kind == programs.JUDGED:
                found.append(shape.record(pieces))
                continue
            found.append(pieces[start.parent] if start.parent else b"")
            if kind in groups:
                group = groups[kind]
                group[0].append(place)
                group[1].append(text)
            else:
                groups[kind] = ([place], [text])
        for kind, (places, texts) in groups.items():
            for number in self._search.telling(kind, texts):
                found[places[number]] = self.record(rows[places[number]])
        return found

    def record(self, pieces: Pieces) -> Record:
        """A row that was sifted as a record."""
        shape = self._shapes[shape_of(pieces)]
        assert shape is not None  # only rows with one are sifted
        return shape.record(pieces)

    def _learn(self, outside: bytes) -> Shape | None:
        found = cells(outside)
        shape = None
        if len(found) == len(self._columns):
            held = tuple((name, cell) for name, cell in zip(self._columns, found) if cell is not None)
            shape = Shape(held, start_of(dict(held), self._marks))
        self._shapes[outside] = shape
        return shape


def start_of(held: Mapping[str, Cell], marks: frozenset[str]) -> Start | None:
    """How rows with these cells are process starts, or None. marks: columns of sensors with words of their own."""

    def filled(canonical: str) -> list[Cell]:
        return [held[name] for name in names.ALL[canonical] if name in held]

    event_id, image, line = filled("event_id"), filled("image"), filled("command_line")
    if not event_id or not image or not line or event_id[0].end or not line[0].end:
        return None
    if filled("other_line") and next(name for name in names.ALL["command_line"] if name in held) in names.MODEL_LINES:
        return None  # which of them is the line, their texts decide (fields.command_line)
    if "EventCode" not in held and not marks.isdisjoint(held):
        return None  # of a sensor with words of its own
    code = event_id[0]
    number = next((number for number in (_SYSMON, _SECURITY) if len(number) == code.last - code.first), b"")
    parent, original, channel = filled("parent_image"), filled("original_name"), filled("channel")
    if not number or len(original) > 1 or (filled("parent_command_line") and not parent):
        return None
    asked = [("image", image[0]), *(("original", cell) for cell in original)]
    if number == _SYSMON:
        asked += [("channel", cell) for cell in channel[:1]]
    elif original:
        return None
    if any(cell.end != cell.start + 1 for cell in (*(cell for _, cell in asked), *parent[:1])):
        return None
    roles, told = zip(*asked)
    places = [cell.start for cell in told]
    return Start(
        number,
        code.start,
        code.first,
        code.last,
        itemgetter(*places) if len(places) > 1 else itemgetter(places[0], places[0]),
        roles,
        line[0].start,
        line[0].end,
        parent[0].start if parent else 0,
        {},
    )


def class_of(start: Start, key: tuple[bytes, ...], line: bytes) -> str:
    """The class of the program that a row's pieces tell (programs)."""
    kind = start.kinds.get(key)
    if kind is None:
        kind = _remembered(start, key, _named_class(start, key))
    if kind != _BY_WORD:
        return kind
    first = _first_word(line)
    if first is None or (start.number == _SECURITY and line == key[0]):
        return programs.JUDGED
    longer = (*key, first)
    kind = start.kinds.get(longer)
    if kind is None:
        image = key[start.roles.index("image")].decode("utf-8")
        kind = _remembered(start, longer, programs.classify(image, "", first.decode("utf-8")))
    return kind


def _named_class(start: Start, key: tuple[bytes, ...]) -> str:
    """The class where the file names tell it, or _BY_WORD."""
    told = dict(zip(start.roles, (piece.decode("utf-8") for piece in key)))
    image, original, channel = told["image"], told.get("original", ""), told.get("channel")
    if image in MISSING or (channel is not None and "sysmon" not in channel.lower()):
        return programs.JUDGED
    return _BY_WORD if original in MISSING or original == "?" else programs.classify(image, original, "")


def _remembered(start: Start, key: tuple[bytes, ...], kind: str) -> str:
    if len(start.kinds) >= _MAX_PROGRAMS:
        start.kinds.clear()
    if sum(map(len, key)) <= _MAX_KEY:
        start.kinds[key] = kind
    return kind


def _first_word(line: bytes) -> bytes | None:
    """The program's name on a line, as argv.split finds it; None where that takes more than a look."""
    if line[:1] == b'"':
        end = line.find(b'"', 1)
        return line[1:end] if end > 0 and line[end + 1 : end + 2] in (b"", b" ") else None
    word = line.partition(b" ")[0]
    return None if b"\t" in word or b'"' in word else word
