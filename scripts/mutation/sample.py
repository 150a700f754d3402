"""Draws mutants of one module, the same for the same source and seed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import NamedTuple

from scripts.mutation.operators import OPERATORS
from scripts.mutation.sites import sites

# Characters of a node that a report shows, and how many of them before the difference.
_WIDTH = 100
_BEFORE = 40


class Mutant(NamedTuple):
    """A module with one fault: where, by which operator, what stood there and what does now, and the whole source."""

    line: int
    operator: str
    before: str
    after: str
    source: str


class _Change(NamedTuple):
    line: int
    operator: str
    old: ast.AST
    new: ast.AST


class _Replace(ast.NodeTransformer):
    """Puts one node in another's place."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace the node, or look below it."""
        return self.new if node is self.old else self.generic_visit(node)


def draw(source: str, seed: int, count: int) -> list[Mutant]:
    """Draw that many mutants, or as many as there are, one operator after the other so that each has its share."""
    tree = ast.parse(source)
    return list(islice(_mutants(tree, Random(seed)), count))


def _mutants(tree: ast.Module, random: Random) -> Iterator[Mutant]:
    original = ast.unparse(tree)
    for change in _in_turn(tree, random):
        _Replace(change.old, change.new).visit(tree)
        source = ast.unparse(ast.fix_missing_locations(tree))
        _Replace(change.new, change.old).visit(tree)
        if source != original and _compiles(source):
            yield Mutant(change.line, change.operator, *_shown(change.old, change.new), source)


def _in_turn(tree: ast.Module, random: Random) -> Iterator[_Change]:
    places = list(sites(tree))
    piles = []
    for name, operator in OPERATORS.items():
        pile = [_Change(_line(site.node), name, site.node, new) for site in places for new in operator(site, random)]
        random.shuffle(pile)
        piles.append(pile)
    while any(piles):
        yield from [pile.pop() for pile in piles if pile]


def _line(node: ast.AST) -> int:
    """The line of a node; a comprehension has none of its own and takes its loop variable's."""
    return node.target.lineno if isinstance(node, ast.comprehension) else int(getattr(node, "lineno", 0))


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _shown(old: ast.AST, new: ast.AST) -> tuple[str, str]:
    """Both in one line, from a little before the first difference."""
    before, after = (" ".join(ast.unparse(node).split()) for node in (old, new))
    same = next((place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - _BEFORE)
    return _window(before, start), _window(after, start)


def _window(text: str, start: int) -> str:
    shown = text[start : start + _WIDTH]
    return ("..." if start else "") + shown + ("..." if start + _WIDTH < len(text) else "")
