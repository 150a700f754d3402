"""PowerShell text to the commands and method calls in it, in order, those inside blocks and strings of code included.

parse() walks the text once and evaluates strings on the way (values.py); it runs nothing. Grammar:
learn.microsoft.com about_Parsing, about_Operators, about_Pipelines, about_Splatting, about_Functions.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache

from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.powershell import aliases, lexer, values, variables
from codesignrisk_core.powershell.commands import Commands, State
from codesignrisk_core.powershell.cursor import OutOfBudget
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

# Words that only lead to what matters: conditions and blocks behind them are read like any other.
_LEADING = frozenset(
    """if elseif else while until do for switch try catch finally begin process end dynamicparam clean return throw exit
    trap data break continue in default static hidden parallel sequence inlinescript""".split()
)
# The value of their condition is not theirs.
_CONDITIONAL = frozenset({"if", "elseif", "while", "until", "for", "switch"})
_DEFINING = frozenset({"function", "filter", "workflow", "configuration", "class", "enum"})
_NUMBER = re.compile(r"\d[\d.]*(?:[kmgt]b)?|0x[0-9a-f]+", re.IGNORECASE)
# Separators, and brackets and operators that belong to nothing.
_PASSED = frozenset({lexer.END, lexer.CHAIN, lexer.CLOSE, lexer.PIPE, lexer.COMMA, lexer.EQUALS})


def parse(text: str, budget: Budget | None = None) -> list[Statement]:
    """The statements of a text, inner ones before those that use them. Any text gives some list.

    budget: of the event, or None. A text is read with as much as the whole budget had at first, so that it always
    gives the same statements; what that cost is then charged, and nothing more is read once all is spent.
    """
    budget = Budget() if budget is None else budget
    if not budget.afford(1, TOO_MUCH_WORK, 0):
        return []
    found, cost = _parse(text[: normalise.MAX_LENGTH], budget.steps)
    budget.include(cost)
    return list(found)


@lru_cache(maxsize=8)  # judging a script and finding the programs that it runs both need them
def _parse(text: str, steps: int) -> tuple[tuple[Statement, ...], Budget]:
    budget, state = Budget(steps), State()
    with suppress(OutOfBudget):  # the budget tells
        _Parser(lexer.lex(text, budget), state, 0, budget, keep=0).run()
    return tuple(state.found), budget


class _Parser(Commands):
    # Blocks

    def _block(self, end: int) -> list[Value]:
        found: list[Value] = []
        while self._at < end:
            if self._kind(end) in _PASSED:
                self._at += 1
                continue
            self._step()
            first = self._at
            value = self._statement(end)
            if self._at == first:
                self._at += 1
            if value is not EMPTY:
                found.append(value)
        return found

    def _statement(self, end: int) -> Value:
        while self._kind(end) == lexer.WORD:
            word = self._lexemes[self._at].text.lower()
            opens = self._opens(end, "(", 1)
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
            if word in _CONDITIONAL and opens:
                self._at += 1
                self._group(end)
                return EMPTY
            if word not in _LEADING or (self._touches(end, 1) and self._kind(end, 1) in (lexer.DOT, lexer.WORD)):
                break
            self._at += 1
        return self._pipeline(end)

    def _function(self, end: int) -> None:
        self._at += 1
        name = self._lexemes[self._at].text
        self._at += 1
        while self._kind(end) in (lexer.WORD, lexer.DOT, lexer.COMMA):  # the rest of the name, and a class's base types
            self._at += 1
        outer, self.state.function = self.state.function, aliases.resolve(name.rpartition(":")[2], {})
        if self._opens(end, "("):
            self._parameters(end)
        self._skip_lines(end)
        if self._opens(end, "{"):
            self._group(end)
        self.state.function = outer

    def _parameters(self, end: int) -> None:
        """``([string]$Store = 'Root', $File)``: defaults are what the parameters are, as far as the text tells."""
        close = self._close(end)
        self._at += 1
        if self._descend():
            while self._at < close:
                self._parameter(close)
            self._depth -= 1
        self._at = min(close + 1, end)

    def _parameter(self, end: int) -> None:
        self._step()
        lexeme = self._lexemes[self._at]
        if lexeme.kind == lexer.OPEN:  # types and attributes
            self._at = min(self._close(end) + 1, end)
            return
        self._at += 1
        if lexeme.kind == lexer.VARIABLE:
            self._variables.pop(variables.key(lexeme.text), None)
            if self._kind(end) == lexer.EQUALS:
                self._at += 1
                self._variables[variables.key(lexeme.text)] = self._expression(end, lists=False)

    def _foreach(self, end: int) -> None:
        """``foreach ($x in list) { }``: the body once for each of the first literal items."""
        close = self._close(end)
        name = ""
        if self._kind(close, 1) == lexer.VARIABLE:
            name = variables.key(self._lexemes[self._at + 1].text)
            self._at += 3
        else:
            self._at += 1
        items = EMPTY
        if self._at < close and self._descend():
            items = self._statement(close)
            self._depth -= 1
        self._at = min(close + 1, end)
        self._skip_lines(end)
        if self._kind(end) == lexer.OPEN:
            self._each(name, items, end)

    def _each(self, name: str, items: Value, end: int) -> list[Value]:
        """What the block that stands here puts out for each item that its variable takes; nothing if some are left."""
        first, close = self._at, self._close(end)
        found: list[Value] = []
        for count, item in enumerate(items.each):
            if count and not self._can_repeat(close - first):
                return []
            self._at = first
            if name:
                self._variables[name] = item if item is not EMPTY else Value(f"${name}", known=False)
            found += self._inside(end)
        return found

    # Pipelines

    def _pipeline(self, end: int) -> Value:
        if self._assignment(end) is not None:
            return EMPTY
        value = self._element(end, None)
        while self._kind(end) == lexer.PIPE:
            self._at += 1
            self._skip_lines(end)
            value = self._element(end, value)
        return value

    def _assignment(self, end: int) -> Value | None:
        """``$a = 'x'``, ``[string]$a += 'x'``, ``$a, $b = 1, 2``, ``$a = $b = 'x'``: the value, or None for no such."""
        targets, place = self._targets(end)
        if not targets or place >= end or self._lexemes[place].kind != lexer.EQUALS:
            return None
        kind = self._type(end) if self._opens(end, "[") else ""
        operator = self._lexemes[place].text
        self._at = place + 1
        self._skip_lines(end)
        if not self._descend():
            return EMPTY
        assigned = self._assignment(end)
        value = self._statement(end) if assigned is None else assigned
        self._depth -= 1
        value = self._told(values.cast(kind, value)) if kind and self._evaluates(kind, value) else value
        if operator == "+=" and targets[0] in self._variables:
            value = self._sum(self._variables[targets[0]], value, targets[0])
        self._assign(targets, value)
        return value

    def _targets(self, end: int) -> tuple[list[str], int]:
        """The variables, perhaps with types, that stand here with commas between, and the index behind them."""
        place, names = self._at, []
        while place < end:
            while place < end and self._lexemes[place].kind == lexer.OPEN and self._lexemes[place].text == "[":
                place = min(self._lexed.closing.get(place, end), end) + 1
            if place >= end or self._lexemes[place].kind != lexer.VARIABLE:
                return [], place
            names.append(variables.key(self._lexemes[place].text))
            place += 1
            if place >= end or self._lexemes[place].kind != lexer.COMMA:
                break
            place += 1
        return names, place

    def _sum(self, old: Value, more: Value, name: str) -> Value:
        if not self._evaluates("+", old, more):
            return values.unresolved(f"${name}")
        return self._paid(values.add(old, more), f"${name}")

    def _assign(self, names: list[str], value: Value) -> None:
        """Each variable takes one item, and the last takes all that are left."""
        for place, name in enumerate(names):
            part = value
            if len(names) > 1 and value.items:
                left = value.items[place:] if place == len(names) - 1 else value.items[place : place + 1]
                part = values.array(left) if left else EMPTY
            if part is EMPTY or (not part.known and part.text == f"${name}"):
                self._variables.pop(name, None)
            else:
                self._variables[name] = part

    def _element(self, end: int, piped: Value | None) -> Value:
        """A command or an expression, the parts that a pipeline is made of."""
        kind = self._kind(end)
        if kind == lexer.AMPERSAND or (kind == lexer.DOT and self._calls(end)):
            self._at += 1
            return self._called(end, piped)
        if kind == lexer.DOT:
            return self._command(end, piped)
        if kind == lexer.WORD:
            word = self._lexemes[self._at].text
            if word[0] not in "-!" and not _NUMBER.fullmatch(word):
                return self._command(end, piped)
        value = self._expression(end)
        if self._kind(end) == lexer.EQUALS:  # $object.Property = value
            self._at += 1
            self._skip_lines(end)
            if self._descend():
                self._statement(end)
                self._depth -= 1
            return EMPTY
        while self._kind(end) == lexer.REDIRECT:
            self._redirection(end)
        return value

    def _calls(self, end: int) -> bool:
        """Whether the dot that stands here is the operator that runs a script in this scope."""
        following = self._kind(end, 1)
        return following in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE, lexer.OPEN) or not self._touches(end, 1)

    def _called(self, end: int, piped: Value | None) -> Value:
        """What stands behind ``&`` or ``.``: a block, or a name that may be any expression."""
        if self._opens(end, "{"):
            first = self._at
            inside = self._inside(end)
            raw = self._source(first)
            self._args(end)
            return self._told(values.array(inside, raw)) if inside else Value(raw, raw, known=False, quoted=True)
        if self._kind(end) in ("", lexer.END, lexer.CLOSE, lexer.PIPE, lexer.CHAIN):  # a & runs in the background
            return EMPTY
        return self._command(end, piped, called=True)
