"""eventstats: the statistics of a row's group, added to the row (Search Reference, `eventstats`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import expand, group, keys_of, parse_by, parse_terms, put_results


def parse(args: Args, context: Context) -> Step:
    """A row with a null BY field stays and gets nothing."""
    found = args.options(("allnum",))
    if args.flag(found, "allnum", False):
        args.fail("allnum=true is not supported", found["allnum"])
    terms, by = parse_terms(args, context), parse_by(args)
    args.end()

    def run(table: Table) -> Table:
        columns = table.columns
        wanted = expand(terms, columns)
        groups = group(table.rows, wanted, by, args)
        for row in table.rows:
            keys = list(keys_of(row, by)) if by else [()]
            if len(keys) > 1:
                args.fail("BY a multivalue field is not documented")
            if keys:
                put_results(row, wanted, groups[keys[0]])
        order = None if table.order is None else list(dict.fromkeys([*columns, *(term.name for term in wanted)]))
        return Table(table.rows, order)

    return run
