"""outputlookup: writes the rows to a lookup table (Search Reference, `outputlookup`), in the directory of the run
only.
"""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.source import Token
from lab.spl.tables import Csv, definition, find_file, read_csv, write_csv

_OPTIONS = ("append", "create_empty", "override_if_empty", "max", "createinapp", "create_context", "output_format")


def parse(args: Args, context: Context) -> Step:
    """`append=true` keeps the table's columns and drops others; `override_if_empty=false` leaves it alone when there
    are no rows; `create_empty=true` makes an empty file where there was none. The rows go on."""
    found = args.options(_OPTIONS)
    append = args.flag(found, "append", False)
    override = args.flag(found, "override_if_empty", True)
    create = args.flag(found, "create_empty", False)
    most = args.count(found, "max", 0)
    token = args.next()
    if token.kind not in ("word", "string"):
        args.unexpected("the name of a lookup")
    filename = definition(args, context, token).filename
    args.end()

    def run(table: Table) -> Table:
        folder = context.lookups
        if folder is None:
            args.fail("there is no directory to write lookups to")
        rows = table.rows[:most] if most else table.rows
        path = find_file(filename, context)
        before = read_csv(path, args) if path and append else Csv()
        columns = before.columns or table.columns
        if not rows and (not override or append or (not path and not create)):
            return table
        _check(Table(rows, columns), args, token)
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / filename, columns, [*before.rows, *rows])
        return table

    return run


def _check(table: Table, args: Args, token: Token) -> None:
    """What becomes of internal and multivalue fields in a table is not documented."""
    for name in table.order or []:
        if name.startswith("_"):
            args.fail(f"whether {name} is written is not documented: rename or remove it", token)
        if any(isinstance(row.get(name), list) for row in table.rows):
            args.fail(f'"{name}" has several values: use mvjoin() before', token)
