"""sort (Search Reference, `sort`): 10,000 rows at most unless told otherwise; rows without the field come last either
way.

Numbers come before texts, by size; texts by code point. `num()`, `str()` and `ip()` say how to read the values.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import NamedTuple

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.source import Token
from lab.spl.values import sort_key, to_number

DEFAULT_LIMIT = 10_000
_Key = Callable[[str], object]


def _as_number(text: str) -> object:
    return to_number(text)


def _as_address(text: str) -> object:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return address.version, int(address)


_KINDS: dict[str, _Key] = {"auto": sort_key, "num": _as_number, "str": lambda text: text, "ip": _as_address}


class SortField(NamedTuple):
    """A field to sort by."""

    name: str
    descending: bool
    key: _Key
    token: Token


def parse(args: Args, context: Context) -> Step:
    """`sort [N|limit=N] [+|-]field, ... [desc]`; 0 is no limit."""
    limit = DEFAULT_LIMIT
    if args.is_option():
        limit = args.count(args.options(("limit",)), "limit", DEFAULT_LIMIT)
    elif args.token.kind == "word" and args.token.text.isdigit():
        limit = args.whole(args.next(), "the limit")
    fields = parse_fields(args)
    if args.take_word("desc", "d"):
        fields = [field._replace(descending=not field.descending) for field in fields]
    args.end()

    def run(table: Table) -> Table:
        rows = sort_rows(table.rows, fields, args)
        if limit and len(rows) > limit:
            context.warn(f"sort: {len(rows) - limit} rows beyond the limit of {limit} are gone; sort 0 keeps all")
        return Table(rows[:limit] if limit else rows, table.order)

    return run


def parse_fields(args: Args) -> list[SortField]:
    """Take the fields and their signs, also `- field` with a space between."""
    fields: list[SortField] = []
    while not args.at_end() and not (fields and args.is_word("desc", "d") and args.after.kind == "end"):
        token = args.token
        if token.kind not in ("word", "string"):
            args.unexpected("a field to sort by")
        descending, name = False, token.text
        if token.kind == "word" and name[0] in "+-":
            descending, name = name[0] == "-", name[1:]
            args.next()
            if not name:
                token = args.token
                name = args.field()
            else:
                args.field_name(token._replace(text=name))
        else:
            args.field()
        key = sort_key
        if args.token.text == "(" and args.token.start == token.end and token.kind == "word":
            if name not in _KINDS:
                args.fail(f'unknown type "{name}": auto, num, str or ip', token)
            key = _KINDS[name]  # type: ignore[assignment]
            args.next()
            name = args.field()
            args.expect(")")
        fields.append(SortField(name, descending, key, token))
        args.take(",")
    return fields or args.unexpected("a field to sort by")


def sort_rows(rows: list[Record], fields: list[SortField], args: Args) -> list[Record]:
    """A stable sort: by the last field first."""
    for field in reversed(fields):
        keyed, rest = [], []
        for row in rows:
            value = row.get(field.name)
            if isinstance(value, list):
                args.fail(f'the order of several values in "{field.name}" is not documented', field.token)
            key = None if value is None else field.key(value)
            if key is None:
                rest.append(row)
            else:
                keyed.append((key, row))
        keyed.sort(key=lambda pair: pair[0], reverse=field.descending)  # type: ignore[arg-type, return-value]
        rows = [row for _, row in keyed] + rest
    return rows
