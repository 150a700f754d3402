"""rename: other names for columns (Search Reference, `rename`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.patterns import wildcard, wildcard_groups


def parse(args: Args, context: Context) -> Step:
    """`a AS b`: b gets a's value and loses its own, also where a is null. `x.* AS *` renames all that fit."""
    pairs: list[tuple[str, str]] = []
    while not args.at_end():
        token = args.token
        old = args.field(wildcards=True)
        if not args.take_word("as"):
            args.unexpected("AS")
        new = args.field(wildcards=True)
        if "*" in new and old.count("*") != new.count("*"):
            args.fail("the wildcards on both sides of AS are not as many", token)
        if "*" in old and "*" not in new:
            args.fail("a wildcard on the left of AS needs one on the right", token)
        pairs.append((old, new))
        args.take(",")
    if not pairs:
        args.unexpected("a field name")

    def run(table: Table) -> Table:
        for old, new in pairs:
            columns = table.columns
            moves = _moves(old, new, columns)
            order = None if table.order is None else _renamed(table.order, moves)
            table = Table([_apply(row, moves) for row in table.rows], order)
        return table

    return run


def _moves(old: str, new: str, columns: list[str]) -> dict[str, str]:
    if "*" not in old:
        return {old: new} if old != new else {}
    fits, groups = wildcard(old, case_sensitive=True), wildcard_groups(old)
    moves = {}
    for column in columns:
        match = groups.fullmatch(column) if fits(column) and not column.startswith("_") else None
        if match:
            name = new
            for part in match.groups():
                name = name.replace("*", part, 1)
            if name != column:
                moves[column] = name
    return moves


def _apply(row: Record, moves: dict[str, str]) -> Record:
    if not moves:
        return row
    gone = set(moves.values()) - set(moves)
    return {moves.get(name, name): value for name, value in row.items() if name not in gone}


def _renamed(order: list[str], moves: dict[str, str]) -> list[str]:
    targets = {new for old, new in moves.items() if old in order}
    return [moves.get(name, name) for name in order if name not in targets or name in moves]
