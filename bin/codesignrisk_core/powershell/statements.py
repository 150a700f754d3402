"""PowerShell text to the commands and method calls in it, in order, those inside blocks and strings of code included.

parse() walks the text once and evaluates strings on the way (values.py); it runs nothing. Grammar:
learn.microsoft.com about_Parsing, about_Operators, about_Pipelines, about_Splatting, about_Functions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.powershell import aliases, lexer, values
from codesignrisk_core.powershell.commands import MAX_REPEATED, Commands, State
from codesignrisk_core.powershell.cursor import MAX_DEPTH
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

# Words that only lead to what matters: conditions and blocks behind them are read like any other.
_LEADING = frozenset(
    """if elseif else while until do for switch try catch finally begin process end dynamicparam clean return throw exit
    trap data break continue class enum in default static hidden parallel sequence inlinescript""".split()
)
_DEFINING = frozenset({"function", "filter", "workflow", "configuration"})
_NUMBER = re.compile(r"\d[\d.]*(?:[kmgt]b)?", re.IGNORECASE)
_LOOPS = 4


def parse(text: str) -> list[Statement]:
    """The statements of a text, inner ones before those that use them. Any text gives some list."""
    return list(_parse(text[: normalise.MAX_LENGTH]))


@lru_cache(maxsize=8)
def _parse(text: str) -> tuple[Statement, ...]:
    parser = _Parser(lexer.lex(text), State(), 0)
    parser.run()
    return tuple(parser.state.found)


class _Parser(Commands):
    # Blocks

    def _block(self, end: int) -> list[Value]:
        found: list[Value] = []
        while self._at < end:
            if self._kind(end) in (lexer.END, lexer.CHAIN, lexer.CLOSE, lexer.PIPE, lexer.COMMA, lexer.EQUALS):
                self._at += 1
                continue
            first = self._at
            value = self._statement(end)
            if self._at == first:
                self._at += 1
            if value is not EMPTY and len(found) < values.MAX_ITEMS:
                found.append(value)
        return found

    def _statement(self, end: int) -> Value:
        while self._kind(end) == lexer.WORD:
            word = self._lexemes[self._at].text.lower()
            opens = self._kind(end, 1) == lexer.OPEN and self._lexemes[self._at + 1].text == "("
            if word in _DEFINING and self._kind(end, 1) == lexer.WORD:
                self._function(end)
                return EMPTY
            if word == "param" and opens:
                self._at += 1
                self._parameters(end)
                return EMPTY
            if word == "foreach" and opens:
                self._at += 1
                self._foreach(end)
                return EMPTY
            if word not in _LEADING or (self._touches(end, 1) and self._kind(end, 1) in (lexer.DOT, lexer.WORD)):
                break
            self._at += 1
        return self._pipeline(end)

    def _function(self, end: int) -> None:
        self._at += 1
        name = self._lexemes[self._at].text
        self._at += 1
        while self._kind(end) in (lexer.WORD, lexer.DOT) and self._touches(end):
            self._at += 1
        outer, self.state.function = self.state.function, aliases.resolve(name.rpartition(":")[2], {})
        if self._kind(end) == lexer.OPEN and self._lexemes[self._at].text == "(":
            self._parameters(end)
        self._skip_lines(end)
        if self._kind(end) == lexer.OPEN and self._lexemes[self._at].text == "{":
            self._group(end)
        self.state.function = outer

    def _parameters(self, end: int) -> None:
        """``([string]$Store = 'Root', $File)``: defaults are what the parameters are, as far as the text tells."""
        close = min(self._lexed.closing.get(self._at, end), end)
        self._at += 1
        self._depth += 1
        while self._at < close and self._depth < MAX_DEPTH:
            lexeme = self._lexemes[self._at]
            self._at += 1
            if lexeme.kind == lexer.OPEN:  # types and attributes
                self._at = min(self._lexed.closing.get(self._at - 1, close) + 1, close)
            elif lexeme.kind == lexer.VARIABLE:
                self._variables.pop(lexeme.text.lower(), None)
                if self._kind(close) == lexer.EQUALS:
                    self._at += 1
                    self._variables[lexeme.text.lower()] = self._expression(close, lists=False)
        self._depth -= 1
        self._at = min(close + 1, end)

    def _foreach(self, end: int) -> None:
        """``foreach ($x in list) { }``: the body once for each of the first literal items."""
        close = min(self._lexed.closing.get(self._at, end), end)
        name = ""
        if self._kind(close, 1) == lexer.VARIABLE:
            name = self._lexemes[self._at + 1].text.lower()
            self._at += 3
        else:
            self._at += 1
        self._depth += 1
        items = self._statement(close) if self._at < close and self._depth < MAX_DEPTH else EMPTY
        self._depth -= 1
        self._at = min(close + 1, end)
        self._skip_lines(end)
        if self._kind(end) == lexer.OPEN:
            self._each(name, items, end)

    def _each(self, name: str, items: Value, end: int) -> Value:
        """The block that stands here, read once for each item that its variable takes."""
        first = self._at
        value = EMPTY
        close = min(self._lexed.closing.get(first, end), end - 1)
        size = self._lexemes[max(close, first)].end - self._lexemes[first].start
        for count, item in enumerate(items.each[:_LOOPS]):
            if count:
                self.state.repeated += size
                if self.state.repeated > MAX_REPEATED:
                    break
            self._at = first
            if name:
                self._variables[name] = item if item is not EMPTY else Value(f"${name}", known=False)
            value = self._group(end)
        return value

    # Pipelines

    def _pipeline(self, end: int) -> Value:
        if self._assignment(end):
            return EMPTY
        value = self._element(end, None)
        while self._kind(end) == lexer.PIPE:
            self._at += 1
            self._skip_lines(end)
            value = self._element(end, value)
        return value

    def _assignment(self, end: int) -> bool:
        first = self._at
        place, kind = first, ""
        while place < end and self._lexemes[place].text == "[" and self._lexemes[place].kind == lexer.OPEN:
            place = min(self._lexed.closing.get(place, end), end) + 1
        variable = place
        if place >= end or self._lexemes[place].kind != lexer.VARIABLE:
            return False
        while place + 2 < end and self._lexemes[place + 1].kind == lexer.COMMA:
            place += 2
        if place + 1 >= end or self._lexemes[place + 1].kind != lexer.EQUALS:
            return False
        if variable > first:
            kind = self._type(end)
        self._at = place + 2
        self._skip_lines(end)
        if self._depth >= MAX_DEPTH:
            return True
        self._depth += 1
        value = self._statement(end)
        self._depth -= 1
        value = values.cast(kind, value) if kind else value
        name = self._lexemes[variable].text.lower().rpartition("global:")[2].rpartition("script:")[2]
        if self._lexemes[place + 1].text == "+=" and name in self._variables:
            value = self._bounded(values.add(self._variables[name], value), f"${name}")
        if value is EMPTY or (not value.known and value.text == f"${name}"):
            self._variables.pop(name, None)
        else:
            self._variables[name] = value
        return True

    def _element(self, end: int, piped: Value | None) -> Value:
        kind = self._kind(end)
        if kind == lexer.AMPERSAND or (kind == lexer.DOT and self._calls(end)):
            self._at += 1
            return self._called(end, piped)
        if kind == lexer.DOT:
            return self._command(self._at, end, piped)
        if kind == lexer.WORD:
            word = self._lexemes[self._at].text
            if word[0] not in "-!" and not _NUMBER.fullmatch(word):
                return self._command(self._at, end, piped)
        value = self._expression(end)
        if self._kind(end) == lexer.EQUALS:  # $object.Property = value
            self._at += 1
            self._skip_lines(end)
            self._depth += 1
            if self._depth < MAX_DEPTH:
                self._statement(end)
            self._depth -= 1
            return EMPTY
        while self._kind(end) == lexer.REDIRECT:
            self._at += 1
            self._argument(end)
        return value

    def _calls(self, end: int) -> bool:
        """Whether the dot that stands here is the operator that runs a script in this scope."""
        following = self._kind(end, 1)
        return following in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE, lexer.OPEN) or not self._touches(end, 1)

    def _called(self, end: int, piped: Value | None) -> Value:
        """What stands behind ``&``: a block, or a name that may be any expression."""
        if self._kind(end) == lexer.OPEN and self._lexemes[self._at].text == "{":
            value = self._group(end)
            self._args(end)
            return value
        return self._command(self._at, end, piped, called=True)
