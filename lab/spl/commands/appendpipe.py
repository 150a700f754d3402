"""appendpipe: the rows of a pipeline over the rows so far, below them (Search Reference, `appendpipe`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.append import bracketed, stack
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """`appendpipe [commands]`; the pipeline works on copies."""
    found = args.options(("run_in_preview",))
    args.flag(found, "run_in_preview", True)
    steps = context.compile(bracketed(args), context, False, False)

    def run(table: Table) -> Table:
        below = Table([row.copy() for row in table.rows], table.order)
        for step in steps:
            below = step(below)
        return stack(table, below)

    return run
