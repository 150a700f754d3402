"""collect: adds the rows to an index (Search Reference, `collect`); here, to Result.collected."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table

_OPTIONS = ("index", "source", "sourcetype", "host", "marker", "addtime", "testmode", "output_format", "file", "spool")


def parse(args: Args, context: Context) -> Step:
    """`collect index=NAME ...`. The collected rows get the index; the rows go on unchanged."""
    found = args.options(_OPTIONS)
    args.end()
    if "index" not in found:
        args.fail("index is required")
    index = found["index"].text
    test = args.flag(found, "testmode", False)

    def run(table: Table) -> Table:
        if not test:
            context.collected += [{**row, "index": index} for row in table.rows]
        return table

    return run
