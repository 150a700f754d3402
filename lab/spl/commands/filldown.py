"""filldown: the last value above where there is none (Search Reference, `filldown`)."""

from __future__ import annotations

from lab.records import Value
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.commands.table import choose
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """`filldown [field ...]`; without fields all columns are filled."""
    names = args.fields(wildcards=True)
    args.end()

    def run(table: Table) -> Table:
        last: dict[str, Value] = {}
        chosen = choose(names, table.columns, keep_missing=False) if names else table.columns
        for row in table.rows:
            for name in chosen:
                if name in row:
                    last[name] = row[name]
                elif name in last:
                    row[name] = last[name]
        return Table(table.rows, table.order)

    return run
