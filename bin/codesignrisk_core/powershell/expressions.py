"""Expressions: operators in the order of their precedence, casts and lists."""

from __future__ import annotations

import re

from codesignrisk_core.powershell import lexer, textual, values
from codesignrisk_core.powershell.operands import Operands
from codesignrisk_core.powershell.values import EMPTY, Value

# Of binary operators, learn.microsoft.com about_Operator_Precedence: the higher, the closer it binds.
_OPERATOR_WORD = re.compile(r"-[a-z]+$", re.IGNORECASE)
_SIGNED = re.compile(r"-\d")
_RANKS = {"-and": 0, "-or": 0, "-xor": 0, "+": 2, "-": 2, "*": 3, "/": 3, "%": 3, "-f": 4, "..": 5}
_COMPARISON, _SUM, _PRODUCT = 1, 2, 3
_UNARY_TEXT = frozenset({"-join", "-split", "-isplit", "-csplit"})
_UNARY = frozenset({*_UNARY_TEXT, "-not", "-bnot", "-", "--"})


class Expressions(Operands):
    """Evaluates expressions; statements.Parser adds what blocks and commands are."""

    def _expression(self, end: int, *, lists: bool = True, least: int = 0) -> Value:
        first = self._at
        left = self._list(end) if lists else self._operand(end)
        while self._at < end:
            operator, rank, length = self._operator(end)
            if not operator or rank < least:
                break
            self._at += length
            self._skip_lines(end)
            right = self._expression(end, lists=lists, least=rank + 1)
            raw = self._source(first)
            if self._evaluates(operator, left, right):
                left = self._paid(textual.apply(operator, left, right, raw), raw)
            else:
                left = values.unresolved(raw, left)
        return left

    def _operator(self, end: int) -> tuple[str, int, int]:
        """The binary operator that stands here, its rank, and how many lexemes it takes; "" where there is none."""
        lexeme = self._lexemes[self._at]
        if lexeme.kind == lexer.PLUS:
            return "+", _SUM, 1
        if lexeme.kind == lexer.DOT and self._kind(end, 1) == lexer.DOT:
            return "..", _RANKS[".."], 2
        if lexeme.kind == lexer.WORD:
            word = lexer.unescape(lexeme.text).lower()
            if _OPERATOR_WORD.match(word):
                return word, _RANKS.get(word, _COMPARISON), 1
            if _SIGNED.match(word):  # 5 -1 is 5 + -1
                return "+", _SUM, 0
            if word[:1] in ("*", "/", "%", "-"):
                return word, _RANKS.get(word, _PRODUCT), 1
        return "", 0, 0

    def _list(self, end: int) -> Value:
        first = self._at
        while self._kind(end) == lexer.COMMA:
            self._at += 1
        items = [self._operand(end)]
        while self._kind(end) == lexer.COMMA:
            self._at += 1
            self._skip_lines(end)
            items.append(self._operand(end))
        return items[0] if len(items) == 1 else self._paid(values.array(items, self._source(first)), "")

    def _operand(self, end: int) -> Value:
        """A primary behind its casts and unary operators."""
        self._step()
        first = self._at
        before: list[str] = []
        while self._at < end:
            lexeme = self._lexemes[self._at]
            word = lexer.unescape(lexeme.text).lower() if lexeme.kind == lexer.WORD else ""
            if self._opens(end, "["):
                kind = self._type(end)
                if self._kind(end) in (lexer.STATIC, ""):
                    value = self._members(Value(f"[{kind}]", f"[{kind}]"), first, end)
                    return self._prefixed(before, value, first)
                before.append(f"[{kind}]")
            elif word in _UNARY:
                before.append(word)
                self._at += 1
            elif word[:1] == "!" or lexeme.kind == lexer.PLUS:
                self._at += 1
            else:
                break
        value = self._primary(end)
        if value is EMPTY and before and before[-1].startswith("["):
            return Value(before[-1], before[-1])
        return self._prefixed(before, value, first)

    def _prefixed(self, before: list[str], value: Value, first: int) -> Value:
        """A value with the casts and unary operators in front of it applied, the nearest first."""
        raw = self._source(first) if before else ""
        for prefix in reversed(before):
            if not self._evaluates(prefix, value):
                return values.unresolved(raw, value)
            if prefix == "-join":
                value = values.join(value, Value(""), raw)
            elif prefix in _UNARY_TEXT:
                value = textual.split_blanks(value, raw)
            elif prefix == "-":
                value = values.negative(value, raw)
            elif prefix.startswith("["):
                value = values.cast(prefix[1:-1], value, raw)
        return self._told(value)
