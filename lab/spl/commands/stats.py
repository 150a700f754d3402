"""stats: one row of statistics for each group (Search Reference, `stats`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import expand, group, parse_by, parse_terms, put_results


def parse(args: Args, context: Context) -> Step:
    """Rows with a null BY field are left out. Groups are sorted by their values as texts; without BY there is one
    row.
    """
    terms, by = parse_terms(args, context), parse_by(args)
    args.end()

    def run(table: Table) -> Table:
        wanted = expand(terms, table.columns)
        groups = group(table.rows, wanted, by, args)
        rows = []
        for key in sorted(groups):
            row: Record = dict(zip(by, key, strict=True))
            put_results(row, wanted, groups[key])
            rows.append(row)
        return Table(rows, list(dict.fromkeys([*by, *(term.name for term in wanted)])))

    return run
