"""mvcombine: makes one row of rows that differ in one field only (Search Reference, `mvcombine`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.values import field_values, from_values, put


def parse(args: Args, context: Context) -> Step:
    """`mvcombine field`; the values come in the order of the rows."""
    name = args.field()
    args.end()

    def run(table: Table) -> Table:
        groups: dict[object, tuple[Record, list[str]]] = {}
        for row in table.rows:
            rest = {key: tuple(field_values(value)) for key, value in row.items() if key != name}
            _, values = groups.setdefault(tuple(sorted(rest.items())), (row, []))
            values += field_values(row.get(name))
        for row, values in groups.values():
            put(row, name, from_values(values))
        return Table([row for row, _ in groups.values()], table.order)

    return run
