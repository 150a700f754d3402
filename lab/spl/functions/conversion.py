"""Conversion and informational functions (Search Reference, "Conversion functions", "Informational functions")."""

from __future__ import annotations

from lab.records import Record
from lab.spl.errors import RefusalError, SplError
from lab.spl.expressions.compiler import Compiled, Scope, compile_node, guard
from lab.spl.expressions.parser import Node
from lab.spl.functions.registry import function, special
from lab.spl.values import Number, Value, format_number, single, to_number, to_text


@function("tonumber", "s?n")
def _tonumber(text: str, base: Number = 10) -> Value:
    """Null when the text is not a number of that base (2 to 36)."""
    if base == 10:
        return to_number(text.strip())
    if base not in range(2, 37):
        raise RefusalError("the base of tonumber() is 2 to 36")
    digits = text.strip().lower()
    try:
        return int(digits.removeprefix("0x") if base == 16 else digits, int(base))
    except ValueError:
        return None


@special("tostring", 1, 2)
def _tostring(node: Node, scope: Scope) -> Compiled:
    """Text of a value; True and False of a condition. Formats: hex, commas, duration."""
    one = compile_node(node.args[0], scope)
    form = node.args[1].literal if len(node.args) > 1 else ""
    if len(node.args) > 1 and form not in ("hex", "commas", "duration"):
        raise SplError('the format of tostring() is "hex", "commas" or "duration"', scope.search, node.args[1].start)

    def run(record: Record) -> Value:
        got = one.run(record)
        if got is None:
            return None
        if isinstance(got, bool):
            return "True" if got else "False"
        text = single(got, "tostring()")
        if not form:
            return to_text(text)
        number = to_number(text)
        return to_text(text) if number is None else _FORMATS[str(form)](number)

    return Compiled(guard(run, node, scope), False, node, scope)


def _commas(number: Number) -> str:
    """Thousands apart; a fraction rounded to two places."""
    return f"{number:,}" if float(number).is_integer() and isinstance(number, int) else f"{number:,.2f}"


def _hex(number: Number) -> str:
    return f"0x{int(number):X}"


def _duration(number: Number) -> str:
    """HH:MM:SS, with days as `1+` in front."""
    if number < 0:
        raise RefusalError("a duration of negative seconds is not documented")
    days, rest = divmod(number, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = "" if float(seconds).is_integer() else format_number(round(seconds % 1, 6))[1:]
    return f"{f'{int(days)}+' if days else ''}{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}{fraction}"


_FORMATS = {"commas": _commas, "hex": _hex, "duration": _duration}
