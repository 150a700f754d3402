"""Multivalue functions (Search Reference, "Multivalue eval functions")."""

from __future__ import annotations

from lab.records import Record
from lab.spl.errors import RefusalError, SplError
from lab.spl.expressions.compiler import Compiled, Scope, condition, guard, value
from lab.spl.expressions.parser import Node
from lab.spl.functions.registry import function, special
from lab.spl.patterns import find, regex
from lab.spl.values import Number, Value, from_values, put, to_text, values_of


@function("mvcount", "v")
def _mvcount(got: Value) -> Value:
    """Null, not 0, for null."""
    return None if got is None else len(values_of(got))


@function("mvindex", "mn?n")
def _mvindex(values: list[str], start: Number, end: Number | None = None) -> Value:
    """Counts from 0, negative from the end; both ends included; null when out of range or end before start."""
    count = len(values)
    first = int(start) + (count if start < 0 else 0)
    last = first if end is None else int(end) + (count if end < 0 else 0)
    if not 0 <= first < count or last < first:
        return None
    return from_values(values[first : last + 1])


@function("mvjoin", "ms")
def _mvjoin(values: list[str], separator: str) -> Value:
    return separator.join(values)


@function("mvappend", "v*")
def _mvappend(*values: Value) -> Value:
    """All values in a row; null arguments add none."""
    return from_values(text for got in values for text in values_of(got))


@function("mvdedup", "m")
def _mvdedup(values: list[str]) -> Value:
    return from_values(dict.fromkeys(values))


@function("mvfind", "ms")
def _mvfind(values: list[str], pattern: str) -> Value:
    """The index of the first value that matches a regular expression, else null."""
    compiled = regex(pattern)
    return next((index for index, text in enumerate(values) if find(compiled, text)), None)


@function("mvrange", "nn?n")
def _mvrange(start: Number, end: Number, step: Number = 1) -> Value:
    """From start up to, not including, end."""
    if not step or abs((end - start) / step) > 100_000:
        raise RefusalError("mvrange() with a step of 0, or of more than 100,000 values")
    found = []
    while (start < end) if step > 0 else (start > end):
        found.append(to_text(start))
        start += step
    return from_values(found)


@function("split", "ss")
def _split(text: str, delimiter: str) -> Value:
    """At a literal text, not a regular expression."""
    if not delimiter:
        raise RefusalError("split() with an empty delimiter is not supported")
    return from_values(text.split(delimiter))


@special("mvfilter", 1, 1)
def _mvfilter(node: Node, scope: Scope) -> Compiled:
    """The values for which a condition on one field is true."""
    names = _fields(node.args[0])
    if len(names) != 1:
        raise SplError("mvfilter() takes a condition on exactly one field", scope.search, node.start)
    name = names.pop()
    test = condition(node.args[0], scope).run

    def run(record: Record) -> Value:
        return from_values(text for text in values_of(record.get(name)) if test({name: text}) is True)

    return Compiled(run, False, node, scope)


@special("mvmap", 2, 2)
def _mvmap(node: Node, scope: Scope) -> Compiled:
    """An expression for each value of a field, under that field's name; null results add none."""
    first = node.args[0]
    if first.kind != "field":
        raise SplError("mvmap() takes a field and an expression", scope.search, node.start)
    each = value(node.args[1], scope).run

    def run(record: Record) -> Value:
        found: list[str] = []
        for text in values_of(record.get(first.name)):
            inner = record.copy()
            put(inner, first.name, text)
            found += values_of(each(inner))
        return from_values(found)

    return Compiled(guard(run, node, scope), False, node, scope)


def _fields(node: Node) -> set[str]:
    if node.kind == "field":
        return {node.name}
    return {name for arg in node.args for name in _fields(arg)}
