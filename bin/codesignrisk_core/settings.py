"""The lookups: weights, parent classes and the allowlist, with the site's own rows over the shipped ones.

A broken row never stops a search and is never silently ignored: it becomes a warning with file, row and cause, and the
other rows apply. Row numbers count as an editor shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

KINDS = ("action", "modifier", "context", "benign")
_MAX_WEIGHT = 100

Row = dict[str, str]


class Indicator(NamedTuple):
    """One row of codesignrisk_indicators.csv. weight is 0 to 100; technique an ATT&CK id or ""."""

    id: str
    kind: str
    weight: int
    technique: str
    description: str
    false_positives: str


class AllowRule(NamedTuple):
    """One row of codesignrisk_allowlist.csv: patterns by what they are matched with, and why the row is there."""

    rule_id: str
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    reason: str


ALLOW_KEYS = ("host", "user", "image", "command_line", "parent_image", "cert_file", "indicator")


@dataclass
class Settings:
    """All lookups of one search.

    parents: base name in lower case -> class; parent_patterns: the same for names with ``*``, in order.
    warnings: one line each for what was wrong in a table.
    """

    indicators: dict[str, Indicator] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    parent_patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    allowlist: list[AllowRule] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def load(directory: Path, today: datetime.date | None = None) -> Settings:
    """Read the lookups of a directory. Missing ``_local`` twins are normal, a missing shipped table is a warning.

    directory: the app's lookups folder; on an indexer it lies in the knowledge bundle.
    today: what expiry dates are compared with; the current UTC date when not given.
    """
    settings = Settings()
    now = today or datetime.datetime.now(datetime.timezone.utc).date()
    for row in _layered(directory, "codesignrisk_indicators", "indicator", settings):
        _apply(row, lambda row: _read_indicator(row, settings))
    for row in _layered(directory, "codesignrisk_parents", "image", settings):
        _apply(row, lambda row: _read_parent(row, settings))
    for row in _layered(directory, "codesignrisk_allowlist", "rule_id", settings):
        _apply(row, lambda row: _read_allow(row, settings, now))
    return settings


class _Row(NamedTuple):
    """A table row with the place it came from, and the shipped row that it overrides."""

    where: str
    cells: Row
    shipped: _Row | None = None

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")


def _apply(row: _Row, read: Callable[[_Row], bool]) -> None:
    """Read a row. Where a site's override is broken, the shipped row stays in force."""
    if not read(row) and row.shipped is not None:
        read(row.shipped)


def _layered(directory: Path, table: str, key: str, settings: Settings) -> Iterator[_Row]:
    """Rows of a table and its ``_local`` twin. A local row with a shipped key overrides the cells that it fills."""
    rows: dict[str, _Row] = {}
    for name, required in ((f"{table}.csv", True), (f"{table}_local.csv", False)):
        for row in _read(directory / name, key, required, settings):
            identity = row.cell(key).lower()
            shipped = rows.get(identity)
            if shipped is None:
                rows[identity] = row
            else:
                filled = {column: cell for column, cell in row.cells.items() if cell and column != key}
                rows[identity] = _Row(row.where, {**shipped.cells, **filled}, shipped)
    yield from rows.values()


def _read(path: Path, key: str, required: bool, settings: Settings) -> Iterator[_Row]:
    try:
        # utf-8-sig: editors on Windows and Splunk's own lookup editor may write a byte-order mark
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if required:
            settings.warnings.append(f"{path.name}: the table is missing from the app or the knowledge bundle")
        return
    except (OSError, UnicodeDecodeError) as error:
        settings.warnings.append(f"{path.name}: cannot be read ({error})")
        return
    reader = csv.reader(text.replace("\x00", "").splitlines(keepends=True))
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        if key not in header:
            settings.warnings.append(f"{path.name} row 1: there is no column '{key}'")
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            where = f"{path.name} row {reader.line_num}"
            if len(cells) > len(header):
                settings.warnings.append(f"{where}: {len(cells)} cells for {len(header)} columns; row left out")
                continue
            row = _Row(where, {column: cell.strip() for column, cell in zip(header, cells)})
            if row.cell(key):
                yield row
            else:
                settings.warnings.append(f"{where}: '{key}' is empty; row left out")
    except csv.Error as error:
        settings.warnings.append(f"{path.name} row {reader.line_num}: {error}; the rows behind it are left out")


def _read_indicator(row: _Row, settings: Settings) -> bool:
    name, kind, weight = row.cell("indicator"), row.cell("kind").lower(), row.cell("weight")
    if kind not in KINDS:
        return _broken(row, settings, f"kind '{kind}' of '{name}' is none of {', '.join(KINDS)}")
    if not weight.isdecimal() or int(weight) > _MAX_WEIGHT:
        return _broken(row, settings, f"weight '{weight}' of '{name}' is not a whole number from 0 to {_MAX_WEIGHT}")
    settings.indicators[name] = Indicator(
        name, kind, int(weight), row.cell("technique"), row.cell("description"), row.cell("false_positives")
    )
    return True


def _read_parent(row: _Row, settings: Settings) -> bool:
    image, parent_class = row.cell("image").lower(), row.cell("class").lower()
    if not parent_class:
        return _broken(row, settings, f"'class' of '{image}' is empty")
    if f"parent_{parent_class}" not in settings.indicators:
        return _broken(row, settings, f"class '{parent_class}' has no indicator parent_{parent_class}")
    if "*" in image:
        settings.parent_patterns.append((wildcard(image), parent_class))
    else:
        settings.parents[image] = parent_class
    return True


def _read_allow(row: _Row, settings: Settings, today: datetime.date) -> bool:
    rule_id, reason = row.cell("rule_id"), row.cell("reason")
    patterns = tuple((key, wildcard(row.cell(key))) for key in ALLOW_KEYS if row.cell(key).strip("*"))
    if not patterns:
        return _broken(row, settings, f"rule '{rule_id}' would allow everything")
    if not reason or not row.cell("owner"):
        return _broken(row, settings, f"rule '{rule_id}' has no reason or no owner")
    if row.cell("expires"):
        try:
            expires = datetime.date.fromisoformat(row.cell("expires"))
        except ValueError:
            cause = f"expires '{row.cell('expires')}' of rule '{rule_id}' is not a date like 2027-01-31"
            return _broken(row, settings, cause)
        if expires < today:
            settings.warnings.append(f"{row.where}: rule '{rule_id}' expired on {expires}; not applied")
            return True
    settings.allowlist.append(AllowRule(rule_id, patterns, reason))
    return True


def _broken(row: _Row, settings: Settings, cause: str) -> bool:
    settings.warnings.append(f"{row.where}: {cause}; row left out")
    return False


def wildcard(pattern: str) -> re.Pattern[str]:
    """A pattern with ``*`` (and nothing else special), without case, matched against the whole text."""
    parts = (re.escape(part) for part in re.split(r"\*+", pattern))
    return re.compile(".*".join(parts), re.IGNORECASE | re.DOTALL)
