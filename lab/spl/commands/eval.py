"""eval: sets fields from expressions, from left to right (Search Reference, `eval`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.expressions import parse_assignments, value
from lab.spl.values import put


def parse(args: Args, context: Context) -> Step:
    """A null result leaves the row without the field; the column stays."""
    assignments = [(name, value(node, context.scope).run) for name, node in parse_assignments(args.span)]

    def run(table: Table) -> Table:
        columns = table.order
        for row in table.rows:
            for name, expression in assignments:
                put(row, name, expression(row))
        if columns is not None:
            columns = list(dict.fromkeys([*table.columns, *(name for name, _ in assignments)]))
        return Table(table.rows, columns)

    return run
