"""dedup: the first rows of each combination of values (Search Reference, `dedup`)."""

from __future__ import annotations

from collections import Counter

from lab.records import Record, Value
from lab.spl.args import Args
from lab.spl.commands.sort import parse_fields, sort_rows
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table

_OPTIONS = ("keepempty", "consecutive", "keepevents")


def parse(args: Args, context: Context) -> Step:
    """Rows with a null field go unless keepempty=true. `sortby` sorts what is left."""
    count = 1
    if args.token.kind == "word" and args.token.text.isdigit():
        count = args.whole(args.next(), "the number of rows to keep", least=1)
    found = args.options(_OPTIONS)
    names = args.some_fields(stop=lambda: args.is_word("sortby"))
    while args.is_option():
        args.option_into(found, _OPTIONS)
    keep_empty = args.flag(found, "keepempty", False)
    consecutive = args.flag(found, "consecutive", False)
    if args.flag(found, "keepevents", False):
        args.fail("keepevents=true is not supported", found["keepevents"])
    fields = parse_fields(args) if args.take_word("sortby") else []
    args.end()

    def run(table: Table) -> Table:
        rows: list[Record] = []
        seen: Counter[object] = Counter()
        last: object = None
        for row in table.rows:
            if any(name not in row for name in names):
                if keep_empty:
                    rows.append(row)
                continue
            key = tuple(_hashable(row[name]) for name in names)
            if consecutive and key != last:
                seen.clear()
            last = key
            seen[key] += 1
            if seen[key] <= count:
                rows.append(row)
        return Table(sort_rows(rows, fields, args) if fields else rows, table.order)

    return run


def _hashable(value: Value) -> object:
    return tuple(value) if isinstance(value, list) else value
