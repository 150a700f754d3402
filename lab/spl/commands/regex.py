"""regex: keeps the rows whose field matches a regular expression (Search Reference, `regex`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.rex import pattern_of
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.patterns import find


def parse(args: Args, context: Context) -> Step:
    """`regex field="..."`, `regex field!="..."` or, on `_raw`, `regex "..."`."""
    name, wanted = "_raw", True
    if args.token.kind == "word":
        name = args.field()
        wanted = args.token.text == "="
        if not (args.take("=") or args.take("!=")):
            args.unexpected('"=" or "!="')
    token = args.token
    pattern = pattern_of(args)
    args.end()

    def test(row: Record) -> bool:
        value = row.get(name)
        if isinstance(value, list):
            args.fail(f'"{name}" has several values: use mvfilter()')
        if value is None and not wanted:
            args.fail(f'whether "!=" keeps a row without {name} is not documented: use where', token)
        try:
            return value is not None and (find(pattern, value) is not None) is wanted
        except RefusalError as refusal:
            args.fail(str(refusal), token)

    return lambda table: Table([row for row in table.rows if test(row)], table.order)
