"""where: keeps the rows for which an expression is true; null is not true (Search Reference, `where`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.expressions import condition
from lab.spl.expressions import parse as parse_expression


def parse(args: Args, context: Context) -> Step:
    """One condition."""
    test = condition(parse_expression(args.span), context.scope).run
    return lambda table: Table([row for row in table.rows if test(row) is True], table.order)
