"""collect: adds the rows to an index (Search Reference, `collect`); here, to Result.collected.

The event is `_raw` where a row has it, and nothing else of the row.
"""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table

_OPTIONS = (
    "addinfo",
    "index",
    "source",
    "sourcetype",
    "host",
    "marker",
    "addtime",
    "testmode",
    "output_format",
    "file",
    "spool",
)

_HOST = "search-head"


def parse(args: Args, context: Context) -> Step:
    """`collect index=NAME ...`. The events get index, source, sourcetype (stash) and the search head as their host; the
    rows go on unchanged.
    """
    found = args.options(_OPTIONS)
    args.end()
    if "index" not in found:
        args.fail("index is required")
    test = args.flag(found, "testmode", False)
    written: Record = {name: found[name].text for name in ("index", "source", "host") if name in found}
    written.setdefault("host", _HOST)
    written |= {"sourcetype": found["sourcetype"].text if "sourcetype" in found else "stash"}
    written |= {"_indextime": f"{context.now:.0f}"}

    def run(table: Table) -> Table:
        if not test:
            context.collected += [{**_event(row), **written} for row in table.rows]
        return table

    return run


def _event(row: Record) -> Record:
    return {name: row[name] for name in ("_time", "_raw") if name in row} if "_raw" in row else row
