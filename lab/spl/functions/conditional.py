"""Comparison and conditional functions (Search Reference, "Comparison and Conditional functions")."""

from __future__ import annotations

import ipaddress

from lab.records import Record
from lab.spl.errors import RefusalError, SplError
from lab.spl.expressions.compiler import Compiled, Run, Scope, compile_node, condition, guard, value
from lab.spl.expressions.parser import Node
from lab.spl.functions.registry import function, special
from lab.spl.patterns import find, regex
from lab.spl.patterns import like as like_test
from lab.spl.predicate import parse_text
from lab.spl.values import Value, compare, single


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


@special("validate", 2, None)
def _validate(node: Node, scope: Scope) -> Compiled:
    """The value of the first condition that is false, null when all are true."""
    tests, values = _pairs(node, scope)
    branches = list(zip(tests, values, strict=True))

    def run(record: Record) -> Value:
        for test, branch in branches:
            if test(record) is False:
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


@special("false", 0, 0)
def _false(node: Node, scope: Scope) -> Compiled:
    return Compiled(lambda record: False, True, node, scope)


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


@special("searchmatch", 1, 1)
def _searchmatch(node: Node, scope: Scope) -> Compiled:
    """Whether the record matches a search expression given as a literal string."""
    literal = node.args[0].literal
    if node.args[0].kind != "literal" or not isinstance(literal, str):
        raise SplError("searchmatch() takes a search in double quotes", scope.search, node.start)
    test = parse_text(literal)
    return Compiled(lambda record: test(record), True, node, scope)


@function("match", "ss", boolean=True)
def _match(text: str, pattern: str) -> Value:
    return find(regex(pattern), text) is not None


@function("like", "ss", boolean=True)
def _like(text: str, pattern: str) -> Value:
    return like_test(pattern)(text)


@function("cidrmatch", "ss", boolean=True)
def _cidrmatch(network: str, address: str) -> Value:
    try:
        inside = ipaddress.ip_network(network, strict=False)
    except ValueError:
        raise RefusalError(f'"{network}" is not a network such as 10.0.0.0/8') from None
    try:
        return ipaddress.ip_address(address) in inside
    except ValueError:
        return False


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


@special("typeof", 1, 1)
def _typeof(node: Node, scope: Scope) -> Compiled:
    """Boolean, Number, String or Invalid (null); several values are not in the documentation."""
    one = compile_node(node.args[0], scope)

    def run(record: Record) -> Value:
        got = one.run(record)
        if got is None:
            return "Invalid"
        if isinstance(got, bool):
            return "Boolean"
        return "String" if isinstance(single(got, "typeof()"), str) else "Number"

    if one.node.kind == "field":
        raise SplError("typeof() of a field depends on where it came from", scope.search, node.start)
    return Compiled(guard(run, node, scope), False, node, scope)
