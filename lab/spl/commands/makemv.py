"""makemv: splits a field into several values (Search Reference, `makemv`)."""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.patterns import find_all, regex
from lab.spl.values import from_values, put


def parse(args: Args, context: Context) -> Step:
    """`makemv [delim=TEXT | tokenizer=REGEX] [allowempty=BOOL] field`; the delimiter is a space by default."""
    found = args.options(("delim", "tokenizer", "allowempty", "setsv"))
    name = args.field()
    args.end()
    if args.flag(found, "setsv", False):
        args.fail("setsv=true is not supported", found["setsv"])
    empty = args.flag(found, "allowempty", False)
    delimiter = found["delim"].text if "delim" in found else " "
    tokenizer = None
    if "tokenizer" in found:
        try:
            tokenizer = regex(found["tokenizer"].text)
        except RefusalError as refusal:
            args.fail(str(refusal), found["tokenizer"])
        if tokenizer.groups < 1:
            args.fail("tokenizer needs a group", found["tokenizer"])
    if not delimiter:
        args.fail("delim is empty", found["delim"])

    def split(text: str) -> list[str]:
        parts = [match[1] or "" for match in find_all(tokenizer, text)] if tokenizer else text.split(delimiter)
        return [part for part in parts if part or empty]

    def run(table: Table) -> Table:
        for row in table.rows:
            value = row.get(name)
            if isinstance(value, list):
                args.fail(f'"{name}" has several values already')
            if value is not None:
                put(row, name, from_values(split(value)))
        return table

    return run
