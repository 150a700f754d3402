"""Comparison and conditional functions (Search Reference, "Comparison and Conditional functions")."""

from __future__ import annotations

from lab.records import Record
from lab.spl.errors import SplError
from lab.spl.expressions.compiler import Compiled, Run, Scope, compile_node, condition, guard, value
from lab.spl.expressions.parser import Node
from lab.spl.functions.registry import function, special
from lab.spl.patterns import find, regex
from lab.spl.values import Value, compare


@special("if", 3, 3)
def _if(node: Node, scope: Scope) -> Compiled:
    test = condition(node.args[0], scope).run
    yes, no = _same_type(node.args[1:], scope)

    def run(record: Record) -> Value:
        # Null is not true: the third argument.
        return yes.run(record) if test(record) is True else no.run(record)

    return Compiled(run, yes.boolean, node, scope)


@special("case", 2, None)
def _case(node: Node, scope: Scope) -> Compiled:
    """The value of the first condition that is true, null when none is."""
    tests, values = _pairs(node, scope)
    branches = list(zip(tests, values, strict=True))

    def run(record: Record) -> Value:
        for test, branch in branches:
            if test(record) is True:
                return branch(record)
        return None

    return Compiled(run, False, node, scope)


@special("coalesce", 1, None)
def _coalesce(node: Node, scope: Scope) -> Compiled:
    runs = [value(arg, scope).run for arg in node.args]

    def run(record: Record) -> Value:
        return next((got for one in runs if (got := one(record)) is not None), None)

    return Compiled(run, False, node, scope)


@special("true", 0, 0)
def _true(node: Node, scope: Scope) -> Compiled:
    return Compiled(lambda record: True, True, node, scope)


@special("null", 0, 0)
def _null(node: Node, scope: Scope) -> Compiled:
    return Compiled(lambda record: None, False, node, scope)


@special("isnull", 1, 1)
def _isnull(node: Node, scope: Scope) -> Compiled:
    run = value(node.args[0], scope).run
    return Compiled(lambda record: run(record) is None, True, node, scope)


@special("isnotnull", 1, 1)
def _isnotnull(node: Node, scope: Scope) -> Compiled:
    run = value(node.args[0], scope).run
    return Compiled(lambda record: run(record) is not None, True, node, scope)


@special("in", 2, None)
def _in(node: Node, scope: Scope) -> Compiled:
    runs = [value(arg, scope).run for arg in node.args]

    def run(record: Record) -> Value:
        first = runs[0](record)
        return None if first is None else any(compare("=", first, one(record)) is True for one in runs[1:])

    return Compiled(guard(run, node, scope), True, node, scope)


@function("match", "ss", boolean=True)
def _match(text: str, pattern: str) -> Value:
    return find(regex(pattern), text) is not None


@function("nullif", "vv")
def _nullif(first: Value, second: Value) -> Value:
    return None if compare("=", first, second) is True else first


def _pairs(node: Node, scope: Scope) -> tuple[list[Run], list[Run]]:
    if len(node.args) % 2:
        raise SplError(f"{node.name}() takes pairs of a condition and a value", scope.search, node.start)
    return (
        [condition(arg, scope).run for arg in node.args[::2]],
        [value(arg, scope).run for arg in node.args[1::2]],
    )


def _same_type(args: tuple[Node, ...], scope: Scope) -> list[Compiled]:
    compiled = [compile_node(arg, scope) for arg in args]
    if len({one.boolean for one in compiled}) > 1:
        raise SplError("one branch is a condition, the other a value", scope.search, args[1].start)
    return compiled
