"""nomv: joins the values of a field with newlines (Search Reference, `nomv`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.values import field_values


def parse(args: Args, context: Context) -> Step:
    """`nomv field`."""
    name = args.field()
    args.end()

    def run(table: Table) -> Table:
        for row in table.rows:
            if name in row:
                row[name] = "\n".join(field_values(row[name]))
        return table

    return run
