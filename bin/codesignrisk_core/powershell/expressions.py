"""Expressions: literals, variables, operators, casts, members. A method that is called becomes a statement."""

from __future__ import annotations

import re

from codesignrisk_core.powershell import lexer, textual, values
from codesignrisk_core.powershell.cursor import MAX_DEPTH, MAX_SOURCE, Cursor
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

# Values that every session has; obfuscators pick letters out of them. Sources: about_Automatic_Variables,
# about_Preference_Variables.
_SESSION = {
    "pshome": "C:\\Windows\\System32\\WindowsPowerShell\\v1.0",
    "shellid": "Microsoft.PowerShell",
    "verbosepreference": "SilentlyContinue",
    "env:comspec": "C:\\Windows\\system32\\cmd.exe",
    "env:windir": "C:\\Windows",
    "env:systemroot": "C:\\Windows",
    "env:systemdrive": "C:",
    "ofs": " ",
}
_SCOPES = ("global:", "script:", "local:", "private:", "using:", "variable:")
_NAME = re.compile(r"\w+")
_OPERATOR_WORD = re.compile(r"-[a-z]+$", re.IGNORECASE)
_RANKS = {"-and": 0, "-or": 0, "-xor": 0, "+": 2, "-f": 4, "..": 5}
_COMPARISON, _ARITHMETIC = 1, 3
_UNARY = frozenset({"-join", "-split", "-not", "-bnot"})


class Expressions(Cursor):
    """Evaluates expressions; statements.Parser adds what blocks and commands are."""

    # Operators

    def _expression(self, end: int, *, lists: bool = True, least: int = 0) -> Value:
        first = self._at
        left = self._list(end) if lists else self._operand(end)
        while self._at < end:
            operator, rank = self._operator(end)
            if not operator or rank < least:
                break
            self._at += 2 if operator == ".." else 1
            self._skip_lines(end)
            right = self._expression(end, lists=lists, least=rank + 1)
            raw = self._source(first)
            if self._is_spent():
                left = values.unresolved(raw, left)
            else:
                left = self._bounded(textual.apply(operator, left, right, raw), raw)
        return left

    def _operator(self, end: int) -> tuple[str, int]:
        lexeme = self._lexemes[self._at]
        if lexeme.kind == lexer.PLUS:
            return "+", _RANKS["+"]
        if lexeme.kind == lexer.DOT and self._kind(end, 1) == lexer.DOT:
            return "..", _RANKS[".."]
        if lexeme.kind == lexer.WORD:
            word = lexer.unescape(lexeme.text).lower()
            if _OPERATOR_WORD.match(word):
                return word, _RANKS.get(word, _COMPARISON)
            if word[:1] in ("*", "/", "%", "-"):
                return word, _ARITHMETIC
        return "", 0

    def _list(self, end: int) -> Value:
        first = self._at
        while self._kind(end) == lexer.COMMA:
            self._at += 1
        items = [self._operand(end)]
        while self._kind(end) == lexer.COMMA:
            self._at += 1
            self._skip_lines(end)
            items.append(self._operand(end))
        return items[0] if len(items) == 1 else values.array(items, self._source(first))

    def _operand(self, end: int) -> Value:
        """A primary behind its casts and unary operators."""
        first = self._at
        before: list[str] = []
        while self._at < end:
            lexeme = self._lexemes[self._at]
            word = lexer.unescape(lexeme.text).lower() if lexeme.kind == lexer.WORD else ""
            if lexeme.kind == lexer.OPEN and lexeme.text == "[":
                kind = self._type(end)
                if self._kind(end) in (lexer.STATIC, ""):
                    value = self._members(Value(f"[{kind}]", f"[{kind}]"), first, end)
                    return self._prefixed(before, value, first)
                before.append(f"[{kind}]")
            elif word in _UNARY or (word and not word.strip("!-") and word):
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
        for prefix in reversed(before):
            if prefix == "-join":
                value = values.join(value, Value(""), self._source(first))
            elif prefix.startswith("["):
                value = values.cast(prefix[1:-1], value, self._source(first))
        return value

    # Primaries

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
            value = Value(lexer.unescape(lexeme.text), lexeme.text)
        else:
            return EMPTY
        return self._members(value, first, end)

    def _literal(self, lexeme: lexer.Lexeme) -> Value:
        raw = self._lexed.text[lexeme.start : min(lexeme.end, lexeme.start + MAX_SOURCE)]
        if lexeme.kind == lexer.QUOTED:
            return Value(lexeme.text, raw, quoted=True)
        if lexeme.kind == lexer.EXPAND:
            return self._bounded(self._expanded(lexeme, raw), raw)
        return self._variable(lexeme.text, raw)

    def _variable(self, name: str, raw: str) -> Value:
        key = name.lower()
        for scope in _SCOPES:
            key = key[len(scope) :] if key.startswith(scope) else key
        known = self._variables.get(key)
        if known is not None:
            return known._replace(raw=raw, quoted=True)
        if key in _SESSION:
            return Value(_SESSION[key], raw)
        if key.startswith("env:"):  # as paths of every other origin have it
            return Value(f"%{name[4:]}%", raw, known=False, quoted=True)
        return Value(f"${name}", raw, known=False, quoted=True)

    def _expanded(self, lexeme: lexer.Lexeme, raw: str) -> Value:
        pieces: list[str] = []
        known = True
        for kind, text in lexeme.parts:
            if kind == "text":
                pieces.append(text)
                continue
            part = self._variable(text, f"${text}") if kind == "variable" else self._nested(text)
            if part.made_by is not None or (kind == "code" and not part.known):
                shown = f"$({text[:MAX_SOURCE]})" if kind == "code" else f"${text}"
                part = Value(shown, known=False)
            pieces.append(part.text)
            known = known and part.known
        # a backtick in front of a letter that needs none takes a word apart
        split = "`" in raw and re.search(r"\w`[^0abefnrtuv\W]\w", raw) is not None
        return Value(values.bounded("".join(pieces)), raw, known, quoted=True, split=split)

    def _group(self, end: int) -> Value:
        first = self._at
        opening = self._lexemes[first].text
        close = min(self._lexed.closing.get(first, end), end)
        self._at = first + 1
        inside: list[Value] = []
        fields: tuple[tuple[str, Value], ...] = ()
        if self._depth < MAX_DEPTH:
            self._depth += 1
            if opening == "@{":
                fields = self._hashtable(close)
            else:
                inside = self._block(close)
            self._depth -= 1
        self._at = min(close + 1, end)
        raw = self._source(first)
        if fields:
            return Value(raw, raw, known=False, fields=fields, quoted=True)
        if opening in ("{", "@{") or not inside:
            return Value(raw, raw, known=False, quoted=True)
        value = values.array(inside, raw)
        return value._replace(raw=raw, quoted=True)

    def _hashtable(self, end: int) -> tuple[tuple[str, Value], ...]:
        fields: list[tuple[str, Value]] = []
        while self._at < end:
            lexeme = self._lexemes[self._at]
            self._at += 1
            if lexeme.kind in (lexer.WORD, lexer.QUOTED, lexer.EXPAND) and self._kind(end) == lexer.EQUALS:
                self._at += 1
                self._skip_lines(end)
                key = lexeme.text if lexeme.kind != lexer.EXPAND else self._literal(lexeme).text
                first = self._at
                before = self._pipeline(end)
                if self._at == first:
                    self._at += 1
                if len(fields) < values.MAX_ITEMS:
                    fields.append((key.lower(), before))
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
            elif lexeme.kind == lexer.OPEN and lexeme.text == "[" and not lexeme.spaced:
                close = min(self._lexed.closing.get(self._at, end), end)
                self._at += 1
                self._depth += 1
                position = self._expression(close) if self._depth < MAX_DEPTH else EMPTY
                self._depth -= 1
                self._at = min(close + 1, end)
                raw = self._source(first)
                value = self._bounded(values.index(value, position, raw), raw)
            else:
                break
        return value

    def _member(self, owner: Value, first: int, end: int, *, static: bool) -> Value:
        lexeme = self._lexemes[self._at] if self._at < end else None
        split = False
        if lexeme is None:
            return owner
        if lexeme.kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE):
            self._at += 1
            part = self._literal(lexeme)
            name, split = part.text, part.split
        elif lexeme.kind == lexer.OPEN and lexeme.text == "(":
            part = self._group(end)
            name, split = part.text, part.split
        elif lexeme.kind == lexer.WORD:
            self._at += 1
            found = _NAME.match(lexer.unescape(lexeme.text))
            name, split = (found.group() if found else ""), is_escaped(lexeme.text)
        else:
            return owner
        following = self._lexemes[self._at] if self._at < end else None
        if following and following.kind == lexer.OPEN and following.text == "(" and not following.spaced:
            return self._call(owner, name, first, end, static=static, split=split)
        field = next((value for key, value in owner.fields if key == name.lower()), None)
        if field is not None:
            return field
        raw = self._source(first)
        shown = f"{owner.text}{'::' if static else '.'}{name}"
        return Value(shown[:MAX_SOURCE], raw, known=static, made_by=owner.made_by, quoted=True)

    def _call(self, owner: Value, name: str, first: int, end: int, *, static: bool, split: bool) -> Value:
        args = self._call_args(end)
        raw = self._source(first)
        method = name.lower()
        text = textual.method(owner, method, args, raw, static=static)
        if text is not None:
            return self._bounded(text, raw)
        statement = Statement(
            f"{'::' if static else '.'}{method}", name, args, raw, receiver=owner, split=split or owner.split
        )
        self._emit(statement)
        return Value(raw, raw, known=False, made_by=statement, quoted=True)

    def _call_args(self, end: int) -> tuple[Value, ...]:
        close = min(self._lexed.closing.get(self._at, end), end)
        self._at += 1
        args: list[Value] = []
        if self._depth < MAX_DEPTH:
            self._depth += 1
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
        return tuple(args[: values.MAX_ITEMS])


def is_escaped(word: str) -> bool:
    """Whether backticks stand in front of letters that need none."""
    return "`" in word and re.search(r"`\w", word) is not None
