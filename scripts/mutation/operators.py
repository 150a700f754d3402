"""The faults: each operator gives, for one node, the nodes that could stand there by a slip of the hand."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from scripts.mutation.sites import Site

Operator = Callable[[Site, Random], Iterator[ast.AST]]

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    # the opposite, and the slip by one
    ast.Lt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_TEXTS = (ast.JoinedStr, ast.Tuple, ast.List)


def _changed(node: Any, **fields: Any) -> Any:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _not(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def comparison(site: Site, _: Random) -> Iterator[ast.AST]:
    """Swap a comparison for its opposite, or move its boundary by one."""
    if isinstance(node := site.node, ast.Compare):
        for place, old in enumerate(node.ops):
            for new in _COMPARISONS[type(old)]:
                yield _changed(node, ops=[*node.ops[:place], new(), *node.ops[place + 1 :]])


def boolean(site: Site, _: Random) -> Iterator[ast.AST]:
    """Swap ``and`` and ``or``."""
    if isinstance(node := site.node, ast.BoolOp):
        yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def negation(site: Site, _: Random) -> Iterator[ast.AST]:
    """Remove a ``not``."""
    if isinstance(node := site.node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def constant(site: Site, _: Random) -> Iterator[ast.AST]:
    """Move a number by one, swap True and False, change a text."""
    match site.node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=str(value) | bytes(value)):
            more = "XX" if isinstance(value, str) else b"XX"
            yield ast.Constant(value + more)  # type: ignore[operator]  # both are of one type


def result(site: Site, _: Random) -> Iterator[ast.AST]:
    """Return the opposite of a condition, or nothing instead of a value."""
    match site.node:
        case ast.Return(value=ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()) as value):
            yield ast.Return(_not(value))
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))


def branch(site: Site, _: Random) -> Iterator[ast.AST]:
    """Take a branch always, or never."""
    match site.node:
        case ast.If() | ast.IfExp() as node:
            yield _changed(node, test=ast.Constant(True))
            yield _changed(node, test=ast.Constant(False))
        case ast.While() as node:
            yield _changed(node, test=ast.Constant(False))
        case ast.comprehension(ifs=[*ifs]) as node:
            for place in range(len(ifs)):
                yield _changed(node, ifs=ifs[:place] + ifs[place + 1 :])


def arithmetic(site: Site, _: Random) -> Iterator[ast.AST]:
    """Swap an operator for its counterpart, where it works on numbers or sets and not on texts."""
    match site.node:
        case ast.BinOp(left=left, right=right) as node if not _is_text(left) and not _is_text(right):
            if new := _ARITHMETIC.get(type(node.op)):
                yield _changed(node, op=new())
        case ast.AugAssign(value=value) as node if not _is_text(value):
            if new := _ARITHMETIC.get(type(node.op)):
                yield _changed(node, op=new())


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, _TEXTS) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def statement(site: Site, _: Random) -> Iterator[ast.AST]:
    """Leave out a statement inside a function.

    The only assignment of a name stays: without it every call ends in a NameError, which any test notices.
    """
    bound = site.bound
    if bound is None:
        return
    match site.node:
        case ast.Continue() | ast.Break() | ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Assign(targets=[ast.Name(id=name)]) if bound[name] > 1:
            yield ast.Pass()


def element(site: Site, random: Random) -> Iterator[ast.AST]:
    """Leave out one element of a set, list, tuple or dict that is written out, or of ``"a b c".split()``."""
    match site.node:
        case ast.Dict(keys=[_, *_] as keys, values=values) as node:
            place = random.randrange(len(keys))
            yield _changed(node, keys=_without(keys, place), values=_without(values, place))
        case ast.Set(elts=[_, _, *_] as elements) as node:
            yield _changed(node, elts=_without(elements, random.randrange(len(elements))))
        case ast.List(elts=[_, *_] as elements) as node if isinstance(node.ctx, ast.Load):
            yield _changed(node, elts=_without(elements, random.randrange(len(elements))))
        case ast.Tuple(elts=[_, _, *_] as elements) as node if _is_table(node, site.parent):
            yield _changed(node, elts=_without(elements, random.randrange(len(elements))))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(words)), attr="split") as split, args=[]) as node:
            few = " ".join(_without(words.split(), random.randrange(len(words.split()))))
            yield _changed(node, func=_changed(split, value=ast.Constant(few)))


def _without(items: list[Any], place: int) -> list[Any]:
    return items[:place] + items[place + 1 :]


def _is_table(node: ast.Tuple, parent: ast.AST) -> bool:
    """Tell a tuple of equals from a record, whose places are counted on: to lose one of those breaks every use."""
    if not isinstance(node.ctx, ast.Load) or isinstance(parent, ast.Return | ast.Subscript | ast.Yield):
        return False
    return len({type(item) for item in node.elts}) == 1


OPERATORS: dict[str, Operator] = {
    operator.__name__: operator
    for operator in (comparison, boolean, negation, constant, result, branch, arithmetic, statement, element)
}
