"""head: the first rows, 10 by default (Search Reference, `head`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """`head N` or `head limit=N`. Heads by condition are not supported."""
    if args.is_option():
        count = args.count(args.options(("limit",)), "limit", 10, least=1)
    else:
        count = 10 if args.at_end() else args.whole(args.next(), "the number of rows", least=1)
    args.end()
    return lambda table: Table(table.rows[:count], table.order)
