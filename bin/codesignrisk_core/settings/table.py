"""A lookup and its ``_local`` twin: reading the files, laying the site's rows over the shipped ones, telling faults."""

from __future__ import annotations

import csv
import io
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from codesignrisk_core import clean

T = TypeVar("T")

MAX_BYTES = 64 * 1024 * 1024
MAX_CELL = 65_536
# One fault is often every row's; what comes behind these is counted.
MAX_NOTICES = 20
_MAX_SHOWN = 80
_NORMAL = "expired, hide nothing, or share their key"
# Enough to tell nodes apart.
_DIGEST = 12


class Notice(NamedTuple):
    """What is to be told about a table.

    normal: a thing that happens in the life of a table, such as a rule that expired. everywhere: a fault that another
    node may not have, as when a table did not come with the knowledge bundle; faults of rows are the same on all.
    """

    text: str
    normal: bool = False
    everywhere: bool = False

    @property
    def severity(self) -> str:
        """How much it matters, as splunkd names that: INFO or WARN."""
        return "INFO" if self.normal else "WARN"

    @property
    def message(self) -> str:
        """The words that the user reads: of which command, and what."""
        return f"codesignrisk: {self.text}"


class Notices:
    """Gathers notices, so many of a kind for each file and then their number."""

    def __init__(self) -> None:
        self._all: list[Notice] = []
        self._numbers: dict[tuple[str, bool], int] = {}

    def table(self, file: str, cause: str) -> None:
        """A whole table is at fault."""
        self._all.append(Notice(f"{file}: {cause}", everywhere=True))

    def row(self, file: str, number: int, cause: str, normal: bool = False) -> None:
        """A row is at fault; rows count as an editor shows them: the header is row 1."""
        told = self._numbers.get((file, normal), 0)
        self._numbers[file, normal] = told + 1
        if told < MAX_NOTICES:
            self._all.append(Notice(f"{file} row {number}: {cause}", normal))

    def view(self, file: str) -> None:
        """A lookup does not show what the command goes by."""
        cause = "not the table of this version, which the command goes by: an upgrade kept it, or it was edited"
        self._all.append(Notice(f"{file}: {cause}", normal=True))

    def all(self) -> list[Notice]:
        """The notices, and the numbers of those that are not told one by one."""
        more = [
            Notice(
                f"{file}: {number - MAX_NOTICES} more rows {_NORMAL if normal else 'are left out'}",
                normal,
            )
            for (file, normal), number in self._numbers.items()
            if number > MAX_NOTICES
        ]
        return self._all + more


class BrokenRow(Exception):  # noqa: N818 - it says what a row is
    """A row that cannot be read; the text says why."""


class ExpiredRow(Exception):  # noqa: N818 - it says what a row is
    """A row whose time is over; the text says since when."""


class Row(NamedTuple):
    """A row with the place it came from, and the shipped row that it overrides."""

    file: str
    number: int
    cells: dict[str, str]
    shipped: Row | None = None

    def cell(self, name: str) -> str:
        """A cell without blanks around it; "" where the table has no such column."""
        return self.cells.get(name, "")

    def shown(self, name: str) -> str:
        """A cell as a message shows it."""
        return clean.line(self.cell(name), _MAX_SHOWN)


class Files(NamedTuple):
    """Where a table lies: its name, the folder of the shipped rows, and that of the site's lookups."""

    name: str
    shipped: Path
    site: Path

    @property
    def file(self) -> str:
        """The name of the shipped file."""
        return f"{self.name}.csv"

    @property
    def own(self) -> str:
        """The name of the site's file."""
        return f"{self.name}_local.csv"


def load(files: Files, key: str, read: Callable[[Row], T], notices: Notices) -> Iterator[T]:
    """What the rows of a table and its twin say.

    read: makes something of a row, or raises BrokenRow or ExpiredRow. Where a site's override is broken, the shipped
    row stays in force. Of two rows of one file with the same key, the later stands over the earlier in the same way,
    which is told: whoever wrote the second may not have known of the first.
    """
    rows: dict[str, Row] = {}
    known: set[str] = set()
    for path, required in ((files.shipped / files.file, True), (files.site / files.own, False)):
        header, read_rows = _rows(path, key, required, notices)
        known = known or set(header)
        unknown = ", ".join(name for name in header if name and name not in known)
        if unknown:  # a pattern under a name that nobody knows restricts no rule
            notices.row(path.name, 1, f"not read: {clean.line(unknown, _MAX_SHOWN)}", normal=True)
        under: list[tuple[int, str]] = []
        for row in read_rows:
            identity = row.cell(key).lower()
            shipped = rows.get(identity)
            if shipped is not None:
                if shipped.file == row.file:
                    under.append((shipped.number, identity))
                filled = {column: cell for column, cell in row.cells.items() if cell and column != key}
                row = row._replace(cells={**shipped.cells, **filled}, shipped=shipped)
            rows[identity] = row
        for number, identity in under:
            again = f"row {rows[identity].number} has the same key: its cells stand over those of this one"
            notices.row(path.name, number, again, normal=True)
    for row in rows.values():
        for candidate in filter(None, (row, row.shipped)):
            try:
                yield read(candidate)
            except BrokenRow as fault:
                notices.row(candidate.file, candidate.number, f"{fault}; row left out")
                continue
            except ExpiredRow as end:
                notices.row(candidate.file, candidate.number, f"{end}; not applied", normal=True)
            break


def measure(path: Path, key: str) -> tuple[int, str]:
    """How many rows a file has, comments left out, and the beginning of its SHA-256 hash."""
    _, rows = _rows(path, key, False, Notices())
    try:
        import hashlib  # of a node's health alone, and slow to load

        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGEST]
    except OSError:
        digest = "unreadable"
    return len(rows), digest


def compare(files: Files, notices: Notices) -> None:
    """Tell of a lookup that is there and shows other rows than the table that came with the code."""
    shown = _text(files.site / files.file, False, Notices())
    ours = _text(files.shipped / files.file, False, Notices())
    if shown is not None and ours is not None and shown != ours and _cells(shown) != _cells(ours):
        notices.view(files.file)


def _cells(text: str) -> list[list[str]]:
    """The cells of a file, however an editor has quoted them and ended its lines."""
    try:
        return [list(map(str.strip, cells)) for cells in csv.reader(io.StringIO(text, newline="")) if any(cells)]
    except csv.Error:  # a cell longer than any of ours
        return []


def _rows(path: Path, key: str, required: bool, notices: Notices) -> tuple[list[str], list[Row]]:
    """The columns of a file, and its rows that have a key; nothing of one whose columns cannot be told apart.

    A key that begins with ``#`` makes a comment, wherever its column stands.
    """
    text = _text(path, required, notices)
    if text is None:
        return [], []
    rows: list[Row] = []
    limit = csv.field_size_limit(MAX_BYTES)  # whatever others in this process have set
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        if key not in header:
            notices.row(path.name, 1, f"there is no column '{key}'{_separated(header, key)}")
            return [], []
        name, times = Counter(filter(None, header)).most_common(1)[0]
        if times > 1:
            shown = clean.line(name, _MAX_SHOWN)
            notices.row(path.name, 1, f"column '{shown}' stands there {times} times; no row of the file applies")
            return [], []
        place = header.index(key)
        for cells in reader:
            if not any(map(str.strip, cells)):
                continue
            named = cells[place].strip() if len(cells) > place else ""
            if named.startswith("#"):
                continue
            fault = _fault(cells, header, key, named)
            if fault:
                notices.row(path.name, reader.line_num, f"{fault}; row left out")
            else:
                rows.append(Row(path.name, reader.line_num, dict(zip(header, map(str.strip, cells)))))
    finally:
        csv.field_size_limit(limit)
    return header, rows


def _separated(header: list[str], key: str) -> str:
    """A hint where the key stands between other separators than commas, as Excel writes in some countries; else ""."""
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if any(key in (part.strip('" ') for part in cell.split(sign)) for cell in header if sign in cell):
            return f": its cells stand between {name}, where Splunk reads commas"
    return ""


def _fault(cells: list[str], header: list[str], key: str, named: str) -> str:
    if len(cells) > len(header):
        return f"{len(cells)} cells for {len(header)} columns"
    if not named:
        return f"'{key}' is empty"
    longest = max(map(len, cells))
    return f"a cell has {longest} characters, more than {MAX_CELL}" if longest > MAX_CELL else ""


def _text(path: Path, required: bool, notices: Notices) -> str | None:
    """The text of a file. Only regular files are opened: a pipe would wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            notices.table(path.name, "cannot be read (it is no regular file)")
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            notices.table(path.name, f"cannot be read (it has more than {MAX_BYTES} bytes)")
            return None
        # utf-8-sig: editors on Windows and Splunk's own lookup editor may write a byte-order mark
        return data.decode("utf-8-sig").replace("\x00", "")
    except FileNotFoundError:
        if required:
            notices.table(path.name, "the table is missing from the app or the knowledge bundle")
    except (OSError, UnicodeDecodeError) as error:
        notices.table(path.name, f"cannot be read ({error})")
    return None
