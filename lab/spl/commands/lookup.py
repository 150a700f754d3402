"""lookup: fields from a table, by key (Search Reference, `lookup`).

- Without OUTPUT or OUTPUTNEW, all other columns of the table come as with OUTPUT.
- OUTPUT overwrites: where nothing matches, the fields are cleared. OUTPUTNEW leaves fields that have a value alone.
- Several matches, in file order and up to max_matches, make a multivalue field, one value for each match that has one.
- A key of several values is looked up value by value.
"""

from __future__ import annotations

from typing import NamedTuple

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.tables import definition, find_file, matcher, read_csv
from lab.spl.values import field_values, from_values, put, values_of


class _Pair(NamedTuple):
    column: str
    field: str


def parse(args: Args, context: Context) -> Step:
    """`lookup [local=BOOL] table key [AS field] ... [OUTPUT|OUTPUTNEW column [AS field] ...]`."""
    args.flag(args.options(("local", "update")), "local", False)
    token = args.next()
    if token.kind not in ("word", "string"):
        args.unexpected("the name of a lookup")
    rules = definition(args, context, token)
    keys = _pairs(args)
    mode = args.take_word("output", "outputnew")
    outputs = _pairs(args) if mode else []
    args.end()
    if not keys or (mode and not outputs):
        args.unexpected("a field name")

    def run(table: Table) -> Table:
        path = find_file(rules.filename, context)
        if not path:
            args.fail(f"the lookup file {rules.filename} does not exist", token)
        content = read_csv(path, args)
        for pair in [*keys, *outputs]:
            if pair.column not in content.columns:
                args.fail(f'the lookup {token.text} has no column "{pair.column}"', token)
        names = [pair.column for pair in keys]
        wanted = outputs or [_Pair(column, column) for column in content.columns if column not in names]
        find = matcher(content, names, rules)
        columns = table.columns
        for row in table.rows:
            matches = [match for values in _key_values(row, keys, args) for match in find(values)]
            for pair in wanted:
                if mode == "outputnew" and pair.field in row:
                    continue
                found = [value for match in matches for value in values_of(match.get(pair.column))]
                put(row, pair.field, from_values(found) or (rules.default_match or None))
        order = None if table.order is None else list(dict.fromkeys([*columns, *(pair.field for pair in wanted)]))
        return Table(table.rows, order)

    return run


def _pairs(args: Args) -> list[_Pair]:
    pairs = []
    while not args.at_end() and not args.is_word("output", "outputnew"):
        column = args.field()
        pairs.append(_Pair(column, args.field() if args.take_word("as") else column))
        args.take(",")
    return pairs


def _key_values(row: Record, keys: list[_Pair], args: Args) -> list[tuple[str, ...]]:
    """The keys to look up: none when a field is null."""
    columns = [field_values(row.get(pair.field)) for pair in keys]
    if len(keys) == 1:
        return [(value,) for value in columns[0]]
    if any(len(values) > 1 for values in columns):
        args.fail("several keys of which one has several values are not documented")
    return [tuple(values[0] for values in columns)] if all(columns) else []
