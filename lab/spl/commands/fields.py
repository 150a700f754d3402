"""fields: keeps or removes columns (Search Reference, `fields`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.commands.table import choose
from lab.spl.context import Context, Table

_INTERNAL = ("_raw", "_time")


def parse(args: Args, context: Context) -> Step:
    """`fields a b` keeps these, and `_raw` and `_time`, which go only when named: `fields - _raw`."""
    token = args.token
    remove = token.kind == "word" and token.text == "-"
    if token.kind == "word" and token.text in ("-", "+"):
        args.next()
    elif token.kind == "word" and token.text[0] in "-+":
        args.fail("put a space behind the sign")
    names = args.some_fields(wildcards=True)
    args.end()

    def run(table: Table) -> Table:
        columns = table.columns
        chosen = choose(names, columns, keep_missing=not remove)
        if remove:
            gone = set(chosen)
            order = [name for name in columns if name not in gone]
        else:
            order = [*chosen, *(name for name in columns if name in _INTERNAL and name not in chosen)]
        wanted = set(order)
        return Table([{name: v for name, v in row.items() if name in wanted} for row in table.rows], order)

    return run
