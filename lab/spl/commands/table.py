"""table: these columns, in this order (Search Reference, `table`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.patterns import wildcard


def parse(args: Args, context: Context) -> Step:
    """Names without a wildcard are columns even when no row has them."""
    names = args.some_fields(wildcards=True)
    args.end()

    def run(table: Table) -> Table:
        order = choose(names, table.columns, keep_missing=True)
        wanted = set(order)
        return Table([{name: v for name, v in row.items() if name in wanted} for row in table.rows], order)

    return run


def choose(names: list[str], columns: list[str], keep_missing: bool) -> list[str]:
    """The columns that a list of names and patterns means, in the list's order. `*` alone leaves internal fields
    out.
    """
    found: dict[str, None] = {}
    present = set(columns)
    for name in names:
        if "*" in name:
            fits = wildcard(name, case_sensitive=True)
            found.update(dict.fromkeys(c for c in columns if fits(c) and (not c.startswith("_") or name[0] == "_")))
        elif keep_missing or name in present:
            found[name] = None
    return list(found)
