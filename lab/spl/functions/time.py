"""Date and time functions (Search Reference, "Date and Time functions")."""

from __future__ import annotations

from lab.spl import times
from lab.spl.expressions.compiler import Compiled, Scope
from lab.spl.expressions.parser import Node
from lab.spl.functions.registry import function, special
from lab.spl.values import Number, Value


@special("now", 0, 0)
def _now(node: Node, scope: Scope) -> Compiled:
    """The time at which the search was started, in whole seconds."""
    started = int(scope.now)
    return Compiled(lambda record: started, False, node, scope)


@function("relative_time", "ns")
def _relative_time(time: Number, modifier: str) -> Value:
    return times.relative(float(time), modifier)


@function("strftime", "ns")
def _strftime(time: Number, form: str) -> Value:
    return times.strftime(time, form)


@function("strptime", "ss")
def _strptime(text: str, form: str) -> Value:
    return times.strptime(text, form)
