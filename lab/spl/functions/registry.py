"""The table of eval functions, and how plain Python functions get into it.

A function is registered with a signature, one letter for each argument:
`s` text, `n` number, `m` all values as a list of texts, `v` the value as it is; `?` begins the optional ones, `*` after
the last letter repeats it. For `s`, `n` and `m` a null argument makes the whole result null, and a text that is no
number makes the result of `n` null. Several values where one is wanted are an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lab.records import Record
from lab.spl.expressions.compiler import Builder, Compiled, Function, Scope, guard, value
from lab.spl.expressions.parser import Node
from lab.spl.values import Value, single, to_number, to_text, values_of

FUNCTIONS: dict[str, Function] = {}


def special(name: str, low: int, high: int | None) -> Callable[[Builder], Builder]:
    """Register a function that compiles its own arguments, because it does not need them all, or needs conditions."""

    def register(build: Builder) -> Builder:
        FUNCTIONS[name] = Function(low, high, build)
        return build

    return register


def function(
    name: str, signature: str, boolean: bool = False
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a plain function under a signature."""
    required, _, optional = signature.partition("?")
    repeats = signature.endswith("*")
    kinds = (required + optional).removesuffix("*")
    low = len(required.removesuffix("*"))
    high = None if repeats else len(kinds)

    def register(plain: Callable[..., Value]) -> Callable[..., Value]:
        def build(node: Node, scope: Scope) -> Compiled:
            runs = [value(arg, scope).run for arg in node.args]
            wanted = kinds.ljust(len(runs), kinds[-1:])

            def run(record: Record) -> Value:
                arguments: list[Any] = []
                for kind, argument in zip(wanted, runs, strict=False):
                    got = argument(record)
                    if kind != "v":
                        if got is None:
                            return None
                        got = _convert(name, kind, got)
                        if got is None:
                            return None
                    arguments.append(got)
                return plain(*arguments)

            return Compiled(guard(run, node, scope), boolean, node, scope)

        FUNCTIONS[name] = Function(low, high, build)
        return plain

    return register


def _convert(name: str, kind: str, got: Value) -> Value | list[str]:
    if kind == "m":
        return values_of(got)
    one = single(got, f"{name}()")
    return to_text(one) if kind == "s" else to_number(one)
