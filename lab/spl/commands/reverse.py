"""reverse: the last row first (Search Reference, `reverse`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """No arguments."""
    args.end()
    return lambda table: Table(table.rows[::-1], table.order)
