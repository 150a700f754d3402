"""From tokens to a tree. Operators from loose to tight: XOR, OR, AND, NOT, comparisons, `.`, `+ -`, `* / %`, sign.

Source: Search Manual, "Boolean expressions with logical operators" (eval and where: NOT, AND, OR, XOR). How `.` binds
against `+` and `*` is not documented, so a mixture without parentheses is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from lab.spl.errors import SplError
from lab.spl.expressions.lexer import Token, lex
from lab.spl.source import Span
from lab.spl.values import Number

_COMPARISONS = frozenset({"=", "==", "!=", "<", "<=", ">", ">="})
_WORDS = frozenset({"AND", "OR", "NOT", "XOR", "IN"})


@dataclass(frozen=True)
class Node:
    """`kind` is literal, field, not, negative, call, in, or an operator; `args` are its operands."""

    kind: str
    start: int
    args: tuple[Node, ...] = ()
    literal: str | Number = ""
    name: str = ""
    grouped: bool = field(default=False, compare=False)


def parse(span: Span) -> Node:
    """Parse a span that is one expression. Raises SplError."""
    parser = _Parser(span)
    node = parser.expression()
    parser.end()
    return node


def parse_prefix(span: Span) -> tuple[Node, int]:
    """Parse the expression at the start of a span; gives the position of the first token behind it."""
    parser = _Parser(span)
    return parser.expression(), parser.token.start


def parse_assignments(span: Span) -> list[tuple[str, Node]]:
    """Parse `field=expression, ...` as of eval."""
    parser = _Parser(span)
    found = []
    while True:
        name = parser.next()
        if name.kind not in ("name", "field", "string") or not name.text:
            parser.fail("expected the name of the field to set", name)
        if not parser.take("="):
            parser.unexpected('"="')
        found.append((name.text, parser.expression()))
        if not parser.take(","):
            parser.end()
            return found


class _Parser:
    def __init__(self, span: Span) -> None:
        self._span = span
        self._tokens = lex(span)
        self._place = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._place]

    def next(self) -> Token:
        token = self.token
        if self._place < len(self._tokens) - 1:
            self._place += 1
        return token

    def take(self, *texts: str) -> Token | None:
        """Take a sign, or an operator word: "The operators must be capitalized"."""
        token = self.token
        if token.kind in ("sign", "name") and token.text in texts:
            return self.next()
        return None

    def fail(self, reason: str, token: Token | None = None) -> NoReturn:
        raise SplError(reason, self._span.search, (token or self.token).start)

    def unexpected(self, wanted: str) -> NoReturn:
        found = "the end of the expression" if self.token.kind == "end" else f'"{self.token.text}"'
        self.fail(f"expected {wanted}, found {found}")

    def end(self) -> None:
        if self.token.kind != "end":
            hint = ": operators are written in capitals" if self.token.text.upper() in _WORDS else ""
            self.fail(f'"{self.token.text}" is not understood here{hint}')

    def expression(self) -> Node:
        return self._chain(("XOR",), self._disjunction)

    def _disjunction(self) -> Node:
        return self._chain(("OR",), self._conjunction)

    def _conjunction(self) -> Node:
        return self._chain(("AND",), self._negation)

    def _chain(self, words: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        while token := self.take(*words):
            node = Node(words[0], token.start, (node, operand()))
        return node

    def _negation(self) -> Node:
        if token := self.take("NOT"):
            return Node("NOT", token.start, (self._negation(),))
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._concatenation()
        if token := self.take(*_COMPARISONS):
            right = self._concatenation()
            if self.token.kind == "sign" and self.token.text in _COMPARISONS:
                self.fail("comparisons do not chain: use AND")
            return Node("=" if token.text == "==" else token.text, token.start, (left, right))
        negated = self.token.kind == "name" and self.token.text == "NOT"
        if negated:
            self.fail('write NOT before the field: "NOT x IN (...)"')
        if token := self.take("IN"):
            if not self.take("("):
                self.unexpected('"(" after IN')
            return Node("call", token.start, (left, *self._arguments()), name="in")
        return left

    def _concatenation(self) -> Node:
        node = self._sum()
        while token := self.take("."):
            right = self._sum()
            for side in (node, right):
                if side.kind in ("+", "-", "*", "/", "%") and not side.grouped:
                    self.fail('"." beside arithmetic: put the arithmetic in parentheses', token)
            node = Node(".", token.start, (node, right))
        return node

    def _sum(self) -> Node:
        return self._arithmetic(("+", "-"), self._product)

    def _product(self) -> Node:
        return self._arithmetic(("*", "/", "%"), self._sign)

    def _arithmetic(self, signs: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        while token := self.take(*signs):
            node = Node(token.text, token.start, (node, operand()))
        return node

    def _sign(self) -> Node:
        token = self.take("-", "+")
        if not token:
            return self._primary()
        if self.token.kind == "sign" and self.token.text in "+-":
            self.fail("two signs in a row")
        node = self._primary()
        return Node("negative", token.start, (node,)) if token.text == "-" else node

    def _primary(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                self.next()
                text = token.text
                return Node("literal", token.start, literal=float(text) if "." in text or len(text) > 15 else int(text))
            case "string":
                self.next()
                return Node("literal", token.start, literal=token.text)
            case "field":
                self.next()
                return Node("field", token.start, name=token.text)
            case "name" if token.text not in _WORDS:
                return self._name()
        if self.take("("):
            node = self.expression()
            if not self.take(")"):
                self.unexpected('")"')
            return Node(node.kind, node.start, node.args, node.literal, node.name, grouped=True)
        return self.unexpected("a value")

    def _name(self) -> Node:
        token = self.next()
        if self.take("("):
            return Node("call", token.start, self._arguments(), name=token.text)
        if token.text.lower() in ("true", "false", "null"):
            self.fail(
                f"a bare {token.text} is a field in some versions and a value in others: write {token.text}()", token
            )
        return Node("field", token.start, name=token.text)

    def _arguments(self) -> tuple[Node, ...]:
        if self.take(")"):
            return ()
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        if not self.take(")"):
            self.unexpected('"," or ")"')
        return tuple(arguments)
