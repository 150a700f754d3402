"""bin (bucket): puts numbers and times into ranges (Search Reference, `bin`)."""

from __future__ import annotations

import math

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.grouping import time_of
from lab.spl.source import Token
from lab.spl.times import span_seconds
from lab.spl.values import format_number, to_number


def parse(args: Args, context: Context) -> Step:
    """`bin span=SPAN field [AS name]`. `_time` becomes the start of its span; a number becomes `low-high`."""
    found = args.options(("span",))
    token = args.token
    name = args.field()
    if args.is_option():
        args.option_into(found, ("span",))
    target = args.field() if args.take_word("as") else name
    args.end()
    if "span" not in found:
        args.fail("without span the size of the ranges depends on the data: give span", token)
    if name == "_time":
        return _time_step(time_span(args, found["span"]), target)
    return _number_step(args, found["span"], name, target)


def time_span(args: Args, token: Token) -> int:
    """The seconds of a span. Spans that begin at midnight or an even part of the day; longer ones than a day are
    refused, as their start depends on the calendar."""
    try:
        seconds = span_seconds(token.text)
    except RefusalError as refusal:
        args.fail(str(refusal), token)
    if 86_400 % seconds:
        args.fail(f'where a span of "{token.text}" begins is not documented: use a part of a day', token)
    return seconds


def floor_time(time: float, seconds: int) -> str:
    """The start of a time's span."""
    return str(int(time // seconds * seconds))


def _time_step(seconds: int, target: str) -> Step:
    def run(table: Table) -> Table:
        for row in table.rows:
            time = time_of(row)
            if time is not None:
                row[target] = floor_time(time, seconds)
        return table

    return run


def _number_step(args: Args, token: Token, name: str, target: str) -> Step:
    size = to_number(token.text)
    if size is None or size <= 0:
        args.fail(f'span is a number for "{name}", not "{token.text}"', token)

    def run(table: Table) -> Table:
        for row in table.rows:
            value = row.get(name)
            if isinstance(value, list):
                args.fail(f'"{name}" has several values')
            number = None if value is None else to_number(value)
            if number is not None:
                low = math.floor(number / size) * size
                row[target] = f"{format_number(low)}-{format_number(low + size)}"
            elif value is not None:
                row[target] = value
        return table

    return run
