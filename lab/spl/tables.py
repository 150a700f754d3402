"""Lookup tables: CSV files, found by definition (transforms.conf) or by file name.

Sources: transforms.conf.spec; Knowledge Manager Manual, "Add field matching rules to your lookup configuration"
(max_matches 100, case_sensitive_match true, match_type) ; Search Reference, `inputlookup`, `outputlookup`. An empty
cell is null.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from lab.records import Record
from lab.spl.args import Args
from lab.spl.context import Context
from lab.spl.patterns import wildcard
from lab.spl.source import Token

_MATCH_TYPE = re.compile(r"(\w+)\(([^()]+)\)")
_KNOWN_KEYS = frozenset(
    "filename case_sensitive_match match_type max_matches min_matches default_match batch_index_query check_permission "
    "description".split()
)


@dataclass(frozen=True)
class Definition:
    """A lookup: its file, and how it matches."""

    filename: str
    case_sensitive: bool = True
    wildcards: frozenset[str] = frozenset()
    max_matches: int = 100
    default_match: str = ""


@dataclass
class Csv:
    """A table as read: header and rows; rows hold filled cells only."""

    columns: list[str] = field(default_factory=list)
    rows: list[Record] = field(default_factory=list)


def definition(args: Args, context: Context, token: Token) -> Definition:
    """The lookup of that name: a stanza of transforms.conf or a .csv file. Fails for anything else."""
    stanza = context.app.transforms.get(token.text)
    if stanza is None or "filename" not in stanza:
        if token.text.endswith(".csv") and PurePath(token.text).name == token.text:
            return Definition(token.text)
        args.fail(f'unknown lookup "{token.text}": neither a stanza of transforms.conf nor a .csv file', token)
    if unknown := sorted(set(stanza) - _KNOWN_KEYS):
        args.fail(f'lookup "{token.text}": {unknown[0]} in transforms.conf is not supported', token)
    wild: set[str] = set()
    for kind, names in _MATCH_TYPE.findall(stanza.get("match_type", "")):
        if kind.upper() != "WILDCARD":
            args.fail(f'lookup "{token.text}": match_type {kind} is not supported', token)
        wild.update(name.strip() for name in names.split(","))
    return Definition(
        stanza["filename"],
        stanza.get("case_sensitive_match", "true").lower() not in ("false", "0"),
        frozenset(wild),
        int(stanza.get("max_matches", "100")),
        stanza.get("default_match", "") if int(stanza.get("min_matches", "0")) else "",
    )


def find_file(filename: str, context: Context) -> Path | None:
    """Where a table lies."""
    return next((folder / filename for folder in folders(context) if (folder / filename).is_file()), None)


def folders(context: Context) -> list[Path]:
    """The folders of tables: the directory of this run first, then that of the app."""
    return [*([context.lookups] if context.lookups else []), context.app.path / "lookups"]


def read_csv(path: Path, args: Args) -> Csv:
    """Read a table. The cells that a short row lacks are null, as in splunkd and in the command.

    Fails for rows of more cells than the header and for repeated columns, which splunkd would guess its way through.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            rows = [row for row in reader if row]
        except (csv.Error, UnicodeDecodeError) as error:
            args.fail(f"{path.name}: {error}")
    if len(set(header)) != len(header):
        args.fail(f"{path.name}: a column is there twice")
    for number, row in enumerate(rows, start=2):
        if len(row) > len(header):
            args.fail(f"{path.name}: row {number} has {len(row)} cells, the header {len(header)}")
    return Csv(header, [{name: cell for name, cell in zip(header, row, strict=False) if cell} for row in rows])


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Record]) -> None:
    """Write a table of single values."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(name, "") for name in columns] for row in rows)


def matcher(table: Csv, keys: Sequence[str], rules: Definition) -> Callable[[tuple[str, ...]], list[Record]]:
    """What finds the rows whose `keys` columns match given values, in file order, `max_matches` at most."""

    def fold(text: str) -> str:
        return text if rules.case_sensitive else text.lower()

    exact: dict[tuple[str, ...], list[Record]] = {}
    patterns: list[Record] = []
    for row in table.rows:
        cells = [row.get(key) for key in keys]
        if any(not isinstance(cell, str) for cell in cells):
            continue
        if any("*" in str(cell) and key in rules.wildcards for key, cell in zip(keys, cells, strict=True)):
            patterns.append(row)
        else:
            exact.setdefault(tuple(fold(str(cell)) for cell in cells), []).append(row)
    places = {id(row): place for place, row in enumerate(table.rows)}
    known: dict[tuple[str, ...], list[Record]] = {}

    def fits(row: Record, values: tuple[str, ...]) -> bool:
        return all(
            wildcard(str(row[key]), rules.case_sensitive)(value)
            if key in rules.wildcards
            else fold(str(row[key])) == fold(value)
            for key, value in zip(keys, values, strict=True)
        )

    def find(values: tuple[str, ...]) -> list[Record]:
        if values not in known:
            found = exact.get(tuple(map(fold, values)), []) + [row for row in patterns if fits(row, values)]
            known[values] = sorted(found, key=lambda row: places[id(row)])[: rules.max_matches]
        return known[values]

    return find
