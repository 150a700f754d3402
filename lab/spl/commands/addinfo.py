"""addinfo: the time range of the search in every row (Search Reference, `addinfo`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table


def parse(args: Args, context: Context) -> Step:
    """Without a range it is 0.000 to +Infinity."""
    args.end()

    def run(table: Table) -> Table:
        info = {
            "info_min_time": f"{context.earliest or 0:.3f}",
            "info_max_time": "+Infinity" if context.latest is None else f"{context.latest:.3f}",
            "info_sid": f"lab_{int(context.now)}",
            "info_search_time": f"{context.now:.3f}",
        }
        for row in table.rows:
            row.update(info)
        order = None if table.order is None else list(dict.fromkeys([*table.columns, *info]))
        return Table(table.rows, order)

    return run
