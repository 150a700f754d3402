"""mvexpand: a row for each value of a field (Search Reference, `mvexpand`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.values import field_values


def parse(args: Args, context: Context) -> Step:
    """`mvexpand field [limit=N]`. A row in which the field is null is lost."""
    found = args.options(("limit",))
    name = args.field()
    while args.is_option():
        args.option_into(found, ("limit",))
    args.end()
    limit = args.count(found, "limit", 0)
    if name.startswith("_"):
        args.fail(f"internal fields cannot be expanded: {name}")

    def run(table: Table) -> Table:
        rows = []
        for row in table.rows:
            values = field_values(row.get(name))
            rows += [{**row, name: value} for value in (values[:limit] if limit else values)]
        return Table(rows, table.order)

    return run
