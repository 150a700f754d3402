"""Expressions of eval, where and eval-based arguments: lexer, parser, and compiler to closures."""

from __future__ import annotations

from lab.spl.expressions.compiler import Compiled, Function, Scope, compile_node, condition, value
from lab.spl.expressions.parser import parse, parse_assignments, parse_prefix

__all__ = [
    "Compiled",
    "Function",
    "Scope",
    "compile_node",
    "condition",
    "parse",
    "parse_assignments",
    "parse_prefix",
    "value",
]
