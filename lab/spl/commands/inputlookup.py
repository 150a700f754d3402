"""inputlookup: the rows of a lookup table (Search Reference, `inputlookup`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.append import stack
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.predicate import parse_search
from lab.spl.tables import definition, find_file, read_csv

_DEFAULT_MAX = 1_000_000_000


def parse(args: Args, context: Context) -> Step:
    """`inputlookup [append=BOOL] [start=N] [max=N] [strict=BOOL] table [WHERE search]`.

    A missing file is a warning and no rows, as documented, and an error with strict=true.
    """
    found = args.options(("append", "strict", "start", "max"))
    append = args.flag(found, "append", False)
    strict = args.flag(found, "strict", False)
    start, most = args.count(found, "start", 0), args.count(found, "max", _DEFAULT_MAX)
    token = args.next()
    if token.kind not in ("word", "string"):
        args.unexpected("the name of a lookup")
    rules = definition(args, context, token)
    test = parse_search(args).test if args.take_word("where") else lambda record: True
    args.end()

    def run(table: Table) -> Table:
        path = find_file(rules.filename, context)
        if not path:
            if strict:
                args.fail(f"the lookup file {rules.filename} does not exist", token)
            context.warn(f"inputlookup: the lookup file {rules.filename} does not exist")
            return table if append else Table([])
        content = read_csv(path, args)
        rows = [row for row in content.rows if test(row)][start : start + most]
        read = Table(rows, content.columns)
        return stack(table, read) if append and (table.rows or table.order) else read

    return run
