"""append: the rows of another search below (Search Reference, `append`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.source import Span


def parse(args: Args, context: Context) -> Step:
    """`append [subsearch]`. The subsearch runs over the same events and the time range of the run: one that the first
    search names itself does not apply to it (Search Reference, "Time ranges and subsearches").
    """
    steps = context.compile(bracketed(args), context, True, False)
    own = context.earliest, context.latest

    def run(table: Table) -> Table:
        bounds = context.earliest, context.latest
        context.earliest, context.latest = own
        below = Table([])
        for step in steps:
            below = step(below)
        context.earliest, context.latest = bounds
        return stack(table, below)

    return run


def bracketed(args: Args) -> Span:
    """Take the subsearch in brackets, which is all that is left."""
    token = args.token
    if token.kind != "sub":
        args.unexpected("a search in square brackets")
    args.next()
    args.end()
    return Span(args.span.search, token.start + 1, token.end - 1)


def stack(above: Table, below: Table) -> Table:
    """One table below the other."""
    order = None if above.order is None else list(dict.fromkeys([*above.columns, *below.columns]))
    return Table([*above.rows, *below.rows], order)
