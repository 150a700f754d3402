"""fillnull: a value where there is none (Search Reference, `fillnull`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """`fillnull [value=0] [field ...]`; named fields are made where they are missing, else all columns are filled."""
    found = args.options(("value",))
    value = found["value"].text if "value" in found else "0"
    names = args.fields()
    args.end()

    def run(table: Table) -> Table:
        columns = table.columns
        for row in table.rows:
            for name in names or columns:
                row.setdefault(name, value)
        return Table(table.rows, None if table.order is None else list(dict.fromkeys([*columns, *names])))

    return run
