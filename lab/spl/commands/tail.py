"""tail: the last rows, in reverse order, 10 by default (Search Reference, `tail`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.head import parse_count
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """`tail N`: "The last n results are returned in reverse order, starting at the end of the set of results"."""
    count = parse_count(args)
    return lambda table: Table(table.rows[::-1][:count], table.order)
