"""Operands of expressions: literals, variables, what stands in brackets, and members of all of them.

A method that is called becomes a statement.
"""

from __future__ import annotations

import re
from abc import abstractmethod

from codesignrisk_core.powershell import lexer, strings, textual, values, variables
from codesignrisk_core.powershell.cursor import MAX_SOURCE, Cursor
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

TOO_MANY_ARGUMENTS = f"a PowerShell command has more than {values.MAX_ITEMS:,} arguments"

_NAME = re.compile(r"\w+")
_NUMBER = re.compile(r"0[xX][0-9A-Fa-f]+|[+-]?\d+")


class Operands(Cursor):
    """Reads operands; expressions.Expressions puts them together."""

    @abstractmethod
    def _expression(self, end: int, *, lists: bool = True, least: int = 0) -> Value: ...

    def _evaluates(self, name: str, *operands: Value) -> bool:
        """Whether there is budget for an operator or a method with these operands; it is paid then."""
        return self._affords(textual.cost(name, operands)) and self._affords(textual.matches(name, operands))

    def _primary(self, end: int) -> Value:
        first = self._at
        lexeme = self._lexemes[first] if first < end else None
        if lexeme is None:
            return EMPTY
        if lexeme.kind == lexer.OPEN:
            value = self._group(end)
        elif lexeme.kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE, lexer.SPLAT):
            self._at += 1
            value = self._literal(lexeme)
        elif lexeme.kind == lexer.WORD:
            self._at += 1
            is_number = _NUMBER.fullmatch(lexeme.text) is not None
            value = Value(lexer.unescape(lexeme.text), lexeme.text, number=is_number)
        else:
            return EMPTY
        return self._members(value, first, end)

    def _literal(self, lexeme: lexer.Lexeme) -> Value:
        raw = self._lexed.text[lexeme.start : min(lexeme.end, lexeme.start + MAX_SOURCE)]
        if lexeme.kind == lexer.QUOTED:
            return Value(lexeme.text, raw, quoted=True)
        if lexeme.kind == lexer.EXPAND:
            return self._paid(self._expanded(lexeme, raw), raw)
        return self._variable(lexeme.text, raw)

    def _variable(self, name: str, raw: str) -> Value:
        key = variables.key(name)
        known = self._variables.get(key)
        if known is not None:
            return known._replace(raw=raw, quoted=True)
        if key in variables.SESSION:
            return Value(variables.SESSION[key], raw)
        if key.startswith("env:"):  # as paths of every other origin have it
            return Value(f"%{name[4:]}%", raw, known=False, quoted=True)
        return Value(f"${name}", raw, known=False, quoted=True)

    def _expanded(self, lexeme: lexer.Lexeme, raw: str) -> Value:
        pieces: list[str] = []
        known = True
        for kind, text in lexeme.parts:
            if kind == strings.TEXT:
                pieces.append(text)
                continue
            part = self._variable(text, f"${text}") if kind == strings.VARIABLE else self._told(self._nested(text))
            if part.made_by is not None or (kind == strings.CODE and not part.known):
                shown = f"$({text[:MAX_SOURCE]})" if kind == strings.CODE else f"${text}"
                part = Value(shown, known=False)
            if not self._affords(values.size(part)):
                return values.unresolved(raw)
            pieces.append(part.text)
            known = known and part.known
        return values.bounded(Value("".join(pieces), raw, known, quoted=True, split=strings.is_escaped(raw)))

    def _group(self, end: int) -> Value:
        """What stands in brackets: their value, or the source where they are a block or put out nothing."""
        first = self._at
        opening = self._lexemes[first].text
        if opening == "@{":
            fields = self._fields(end)
            raw = self._source(first)
            return Value(raw, raw, known=False, fields=fields, quoted=True)
        inside = self._inside(end)
        raw = self._source(first)
        if opening == "{" or not inside:
            return Value(raw, raw, known=False, quoted=True)
        return self._told(values.array(inside, raw))._replace(raw=raw, quoted=True)

    def _inside(self, end: int) -> list[Value]:
        """What the statements in the brackets that stand here put out."""
        self._step()
        close = self._close(end)
        inside: list[Value] = []
        if self._descend():
            is_expression = self._opens(end, "(")
            self._at += 1
            assigned = self._assignment(close) if is_expression else None  # ($a = 'x') is also 'x'
            inside = [] if assigned is None or assigned is EMPTY else [assigned]
            inside += self._block(close)
            self._depth -= 1
        self._at = min(close + 1, end)
        return inside

    def _fields(self, end: int) -> tuple[tuple[str, Value], ...]:
        """The pairs of the hashtable that stands here."""
        close = self._close(end)
        fields: tuple[tuple[str, Value], ...] = ()
        if self._descend():
            self._at += 1
            fields = self._hashtable(close)
            self._depth -= 1
        self._at = min(close + 1, end)
        return fields

    def _hashtable(self, end: int) -> tuple[tuple[str, Value], ...]:
        fields: list[tuple[str, Value]] = []
        while self._at < end:
            self._step()
            lexeme = self._lexemes[self._at]
            self._at += 1
            if lexeme.kind in (lexer.WORD, lexer.QUOTED, lexer.EXPAND) and self._kind(end) == lexer.EQUALS:
                self._at += 1
                self._skip_lines(end)
                key = lexeme.text if lexeme.kind != lexer.EXPAND else self._literal(lexeme).text
                fields.append((key.lower(), self._pipeline(end)))
        return tuple(fields)

    # Members

    def _members(self, value: Value, first: int, end: int) -> Value:
        while self._at < end:
            lexeme = self._lexemes[self._at]
            if lexeme.kind == lexer.STATIC or (lexeme.kind == lexer.DOT and not lexeme.spaced):
                if lexeme.kind == lexer.DOT and (self._kind(end, 1) == lexer.DOT or not self._touches(end, 1)):
                    break
                self._at += 1
                value = self._member(value, first, end, static=lexeme.kind == lexer.STATIC)
            elif self._opens(end, "[") and not lexeme.spaced:
                value = self._indexed(value, first, end)
            else:
                break
        return value

    def _indexed(self, value: Value, first: int, end: int) -> Value:
        close = self._close(end)
        self._at += 1
        position = EMPTY
        if self._descend():
            position = self._expression(close)
            self._depth -= 1
        self._at = min(close + 1, end)
        raw = self._source(first)
        if not self._evaluates("[]", position):
            return values.unresolved(raw, value)
        return self._paid(values.index(value, position, raw), raw)

    def _member(self, owner: Value, first: int, end: int, *, static: bool) -> Value:
        self._step()
        name, split = self._member_name(end)
        if name is None:
            return owner
        if self._opens(end, "(") and self._touches(end):
            return self._call(owner, name, first, end, static=static, split=split)
        if owner.fields and self._affords(len(owner.fields)):
            field = next((value for key, value in owner.fields if key == name.lower()), None)
            if field is not None:
                return field
        raw = self._source(first)
        shown = f"{owner.text[:MAX_SOURCE]}{'::' if static else '.'}{name[:MAX_SOURCE]}"
        return Value(shown[:MAX_SOURCE], raw, known=static, made_by=owner.made_by, quoted=True)

    def _member_name(self, end: int) -> tuple[str | None, bool]:
        """The name behind the dot, and whether it was written in pieces; None where there is none."""
        kind = self._kind(end)
        if kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE):
            part = self._literal(self._lexemes[self._at])
            self._at += 1
            return part.text, part.split
        if self._opens(end, "("):
            part = self._group(end)
            return part.text, part.split
        if kind == lexer.WORD:
            word = self._lexemes[self._at].text
            self._at += 1
            found = _NAME.match(lexer.unescape(word))
            return (found.group() if found else ""), strings.is_escaped(word)
        return None, False

    def _call(self, owner: Value, name: str, first: int, end: int, *, static: bool, split: bool) -> Value:
        args = self._call_args(end)
        raw = self._source(first)
        method = name.lower()
        if self._evaluates(method, *(() if static else (owner,)), *args):
            text = textual.method(owner, method, args, raw, static=static)
            if text is not None:
                return self._paid(text, raw)
        statement = Statement(
            f"{'::' if static else '.'}{method}", name, args, raw, receiver=owner, split=split or owner.split
        )
        self._emit(statement)
        return Value(raw, raw, known=False, made_by=statement, quoted=True)

    def _call_args(self, end: int) -> tuple[Value, ...]:
        close = self._close(end)
        self._at += 1
        args: list[Value] = []
        if self._descend():
            while self._at < close:
                before = self._at
                if self._kind(close) in (lexer.COMMA, lexer.END):
                    self._at += 1
                    continue
                args.append(self._expression(close, lists=False))
                if self._at == before:
                    self._at += 1
            self._depth -= 1
        self._at = min(close + 1, end)
        return self._few(args)

    def _few(self, args: list[Value]) -> tuple[Value, ...]:
        """As many arguments as are looked at."""
        if len(args) > values.MAX_ITEMS:
            self._budget.note(TOO_MANY_ARGUMENTS)
        return tuple(args[: values.MAX_ITEMS])
