"""Which nodes of a module may be mutated: what runs and decides, not what only documents or declares."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

FunctionNode = (ast.FunctionDef, ast.AsyncFunctionDef)
# A type alias is named like a class.
_ALIAS = re.compile(r"_?[A-Z][a-z][A-Za-z]*")
_DUNDER = re.compile(r"__\w+__")


class Site(NamedTuple):
    """A node, the one that holds it, and how often each name is bound in the function around it.

    ``bound`` is None outside of functions.
    """

    node: ast.AST
    parent: ast.AST
    bound: Counter[str] | None


def sites(tree: ast.Module) -> Iterator[Site]:
    """Yield what may be mutated, in the order of the source.

    Left out: imports, docstrings, annotations, decorators, type aliases, ``__all__`` and its like, what stands under
    ``if TYPE_CHECKING``, and the format specifications of f-strings.
    """
    yield from _below(tree, None)


def _below(parent: ast.AST, bound: Counter[str] | None) -> Iterator[Site]:
    if isinstance(parent, FunctionNode):
        bound = _bindings(parent)
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list", "format_spec", "type_params"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not _only_declares(node):
                yield Site(node, parent, bound)
                yield from _below(node, bound)


def _bindings(function: ast.AST) -> Counter[str]:
    names = (node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    arguments = (node.arg for node in ast.walk(function) if isinstance(node, ast.arg))
    return Counter([*names, *arguments])


def _only_declares(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            alias = _ALIAS.fullmatch(name) and isinstance(value, ast.Subscript | ast.BinOp | ast.Name)
            return bool(alias or _DUNDER.fullmatch(name))
    return False
