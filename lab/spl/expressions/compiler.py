"""From the tree to closures over a record.

Null: an operator with a null operand gives null; AND, OR and NOT follow three-valued logic, in which null is not false;
where keeps a row and if() takes its first branch only on true (Search Reference, `where`, `eval`).
Types: conditions are Boolean, everything else is not; mixing them is an error before the search runs.
Comparison: see values.compare. `+` adds two numbers or joins two texts; `.` joins whatever it gets, as text (Search
Reference, `eval`, "Operators"). What several values do in an operator is not documented: it is an error that names the
way around.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lab.records import Record
from lab.spl.errors import RefusalError, SplError
from lab.spl.expressions.parser import Node
from lab.spl.values import COMPARISONS, Number, Value, compare, single, to_number, to_text

Run = Callable[[Record], Value]


@dataclass(frozen=True)
class Scope:
    """What an expression can know besides the record: the text of the search, for errors, the time it runs at, and
    the functions that there are, by name.
    """

    search: str
    now: float
    functions: Mapping[str, Function]


class Compiled(NamedTuple):
    """An expression ready to run; `boolean` says whether it is a condition."""

    run: Run
    boolean: bool
    node: Node
    scope: Scope


Builder = Callable[[Node, Scope], Compiled]


class Function(NamedTuple):
    """How many arguments a function takes (high: None for any number), and what compiles a call of it."""

    low: int
    high: int | None
    build: Builder


def compile_node(node: Node, scope: Scope) -> Compiled:
    """Compile a tree. Raises SplError for unknown functions, wrong numbers of arguments and mixed types."""
    match node.kind:
        case "literal":
            literal = node.literal
            return Compiled(lambda record: literal, False, node, scope)
        case "field":
            return Compiled(_field(node.name), False, node, scope)
        case "call":
            return _call(node, scope)
        case "NOT":
            return Compiled(_not(condition(node.args[0], scope).run), True, node, scope)
        case "AND" | "OR" | "XOR":
            left, right = (condition(arg, scope).run for arg in node.args)
            return Compiled({"AND": _and, "OR": _or, "XOR": _xor}[node.kind](left, right), True, node, scope)
        case "negative":
            run = value(node.args[0], scope).run
            return Compiled(guard(lambda record: _negative(run(record)), node, scope), False, node, scope)
    left, right = (value(arg, scope).run for arg in node.args)
    if node.kind in COMPARISONS:
        _refuse_quoted_number(node, scope)
        return Compiled(guard(_comparison(node.kind, left, right), node, scope), True, node, scope)
    return Compiled(guard(_arithmetic(node.kind, left, right), node, scope), False, node, scope)


def condition(node: Node, scope: Scope) -> Compiled:
    """Compile what must be a condition."""
    compiled = compile_node(node, scope)
    if not compiled.boolean:
        raise SplError("expected a condition (true or false), this is a value", scope.search, node.start)
    return compiled


def value(node: Node, scope: Scope) -> Compiled:
    """Compile what must be a value. "The result of an eval expression cannot be a Boolean" (Search Reference,
    `eval`).
    """
    compiled = compile_node(node, scope)
    if compiled.boolean:
        raise SplError("expected a value, this is a condition: wrap it in if() or tostring()", scope.search, node.start)
    return compiled


def guard(run: Run, node: Node, scope: Scope) -> Run:
    """Give the refusals of a closure their place in the search."""

    def guarded(record: Record) -> Value:
        try:
            return run(record)
        except RefusalError as refusal:
            raise SplError(str(refusal), scope.search, node.start) from None

    return guarded


def _call(node: Node, scope: Scope) -> Compiled:
    """Compile a call. Names are written in lower case."""
    known = scope.functions.get(node.name)
    if not known:
        raise SplError(f'unknown eval function "{node.name}"', scope.search, node.start)
    if len(node.args) < known.low or (known.high is not None and len(node.args) > known.high):
        takes = str(known.low) if known.high == known.low else f"{known.low} to {known.high or 'any number of'}"
        raise SplError(f"{node.name}() takes {takes} arguments, not {len(node.args)}", scope.search, node.start)
    return known.build(node, scope)


def _field(name: str) -> Run:
    return lambda record: record.get(name)


def _not(run: Run) -> Run:
    def negate(record: Record) -> Value:
        value = run(record)
        return None if value is None else not value

    return negate


def _and(left: Run, right: Run) -> Run:
    def both(record: Record) -> Value:
        a = left(record)
        if a is False:
            return False
        b = right(record)
        return False if b is False else (None if a is None or b is None else True)

    return both


def _or(left: Run, right: Run) -> Run:
    def either(record: Record) -> Value:
        a = left(record)
        if a is True:
            return True
        b = right(record)
        return True if b is True else (None if a is None or b is None else False)

    return either


def _xor(left: Run, right: Run) -> Run:
    def one(record: Record) -> Value:
        a, b = left(record), right(record)
        return None if a is None or b is None else a is not b

    return one


def _comparison(sign: str, left: Run, right: Run) -> Run:
    return lambda record: compare(sign, left(record), right(record))


def _refuse_quoted_number(node: Node, scope: Scope) -> None:
    """An order against a number in quotes: whether that is a number or a text is not documented."""
    if node.kind in ("=", "!="):
        return
    for arg in node.args:
        if arg.kind == "literal" and isinstance(arg.literal, str) and to_number(arg.literal) is not None:
            raise SplError("a number in quotes has no certain order: write it without quotes", scope.search, arg.start)


def _negative(value: Value) -> Value:
    number = None if value is None else to_number(single(value, "a sign"))
    return None if number is None else -number


def _arithmetic(sign: str, left: Run, right: Run) -> Run:
    def run(record: Record) -> Value:
        a, b = left(record), right(record)
        if a is None or b is None:
            return None
        a, b = single(a, f'"{sign}"'), single(b, f'"{sign}"')
        if sign == ".":
            return to_text(a) + to_text(b)
        x, y = to_number(a), to_number(b)
        if x is None or y is None:
            return _not_numbers(sign, a, b, x, y)
        return calculate(sign, x, y)

    return run


def _not_numbers(sign: str, a: object, b: object, x: Number | None, y: Number | None) -> Value:
    if sign == "+" and x is None and y is None:
        return str(a) + str(b)
    if sign == "+":
        raise RefusalError('"+" of a number and a text is not documented: use "." to join')
    return None


def calculate(sign: str, x: Number, y: Number) -> Value:
    """Arithmetic on doubles; division by zero is null (Search Reference, `eval`)."""
    try:
        match sign:
            case "+":
                return x + y
            case "-":
                return x - y
            case "*":
                return x * y
            case "/":
                return x / y
            case _:
                # The sign of a remainder follows the dividend, as C's does.
                return x - y * int(x / y)
    except (ZeroDivisionError, OverflowError):
        return None
