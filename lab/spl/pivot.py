"""Tables with a column for each value of a field, as timechart makes them (Search Reference, `timechart`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.records import Record
from lab.spl.aggregates import Aggregate
from lab.spl.args import Args
from lab.spl.context import Table
from lab.spl.grouping import Term, group
from lab.spl.source import Token
from lab.spl.values import field_values, put, sort_key, to_number

OPTIONS = ("limit", "useother", "usenull", "otherstr", "nullstr")
DEFAULT_LIMIT = 10


@dataclass(frozen=True)
class Series:
    """How columns are made of the values of the split field."""

    limit: int
    use_other: bool
    use_null: bool
    other: str
    null: str


def series_options(args: Args, found: dict[str, Token]) -> Series:
    """`limit` (10; 0 is none; the biggest sums stay), `useother`, `usenull` and their names."""
    return Series(
        args.count(found, "limit", DEFAULT_LIMIT),
        args.flag(found, "useother", True),
        args.flag(found, "usenull", True),
        found["otherstr"].text if "otherstr" in found else "OTHER",
        found["nullstr"].text if "nullstr" in found else "NULL",
    )


def pivot(
    rows: Sequence[Record], row_field: str, column_field: str, terms: Sequence[Term], series: Series, args: Args
) -> Table:
    """Rows by one field, columns by another. With one function the columns are named by the values, with several by
    "function: value". Counts of nothing are 0; other cells stay empty."""
    marked = _mark(rows, row_field, column_field, terms, series, args)
    groups = group(marked, terms, [row_field, column_field], args)
    columns = [name for name in sorted({key[1] for key in groups}) if name not in (series.null, series.other)]
    columns += [name for name in (series.other, series.null) if any(key[1] == name for key in groups)]
    found: dict[str, Record] = {}
    for (row_key, column), aggregates in groups.items():
        row = found.setdefault(row_key, {row_field: row_key})
        for term, aggregate in zip(terms, aggregates, strict=True):
            put(row, _title(term, column, terms), aggregate.result())
    titles = [_title(term, column, terms) for term in terms for column in columns]
    zero = {_title(term, column, terms) for term in terms if counts(term) for column in columns}
    ordered = [found[key] for key in sorted(found, key=sort_key)]
    for row in ordered:
        for title in zero:
            row.setdefault(title, "0")
    return Table(ordered, [row_field, *titles])


def counts(term: Term) -> bool:
    """Whether the function counts, so that nothing is 0."""
    return term.function in ("count", "dc")


def _title(term: Term, column: str, terms: Sequence[Term]) -> str:
    return column if len(terms) == 1 else f"{term.name}: {column}"


def _mark(
    rows: Sequence[Record], row_field: str, column_field: str, terms: Sequence[Term], series: Series, args: Args
) -> list[Record]:
    """Give every row its column: its value, OTHER for those beyond the limit, NULL where it is null."""
    kept = _kept(rows, row_field, column_field, terms, series, args)
    marked = []
    for row in rows:
        if row_field not in row:
            continue
        values = field_values(row.get(column_field))
        names = [value if kept is None or value in kept else series.other for value in values]
        names = [name for name in names if series.use_other or name != series.other or name in (kept or ())]
        if not values and series.use_null:
            names = [series.null]
        # The original stays readable under its own name for functions over the split field.
        marked += [{**row, column_field: name} for name in names]
    return marked


def _kept(
    rows: Sequence[Record], row_field: str, column_field: str, terms: Sequence[Term], series: Series, args: Args
) -> set[str] | None:
    """The values with a column of their own: those with the biggest sums over all rows; None for all."""
    if not series.limit:
        return None
    sums: dict[str, float] = {}
    cells: dict[tuple[str, ...], list[Aggregate]] = group(rows, terms[:1], [row_field, column_field], args)
    for key, aggregates in cells.items():
        result = aggregates[0].result()
        number = to_number(result) if isinstance(result, (str, int, float)) else None
        sums[key[1]] = sums.get(key[1], 0) + (number or 0)
    return set(sorted(sums, key=lambda name: (-sums[name], name))[: series.limit])
