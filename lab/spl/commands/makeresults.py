"""makeresults: rows that hold the time of the search (Search Reference, `makeresults`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table

# One search must not hold the pages of all others.
_MOST = 100_000


def parse(args: Args, context: Context) -> Step:
    """`makeresults [count=N] [annotate=BOOL]`. The annotations other than splunk_server are null."""
    found = args.options(("count", "annotate"))
    args.end()
    count = args.count(found, "count", 1)
    if count > _MOST:
        args.fail(f"makeresults of more than {_MOST:,} rows")
    row: Record = {"_time": str(int(context.now))}
    if args.flag(found, "annotate", False):
        row["splunk_server"] = "lab"
    return lambda table: Table([row.copy() for _ in range(count)])
