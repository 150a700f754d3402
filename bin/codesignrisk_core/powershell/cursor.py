"""Where reading stands in the lexemes, how deep, and what it may still cost."""

from __future__ import annotations

from abc import ABC, abstractmethod

from codesignrisk_core.budget import Budget
from codesignrisk_core.powershell import lexer, values
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK
from codesignrisk_core.powershell.values import Statement, Value

# Deeper nesting is passed over: no honest script needs it, and Python's own stack is not endless.
MAX_DEPTH = 20
TOO_DEEP = f"the PowerShell text is nested deeper than {MAX_DEPTH} levels and was read in part"
# Characters of source that are shown for what stays unresolved.
MAX_SOURCE = 1_000
# Steps of the budget: each statement, operand, argument and group; and what a lexeme comes to by that, about.
_NODE = 16
_LEXEME = 24


class OutOfBudget(Exception):  # noqa: N818 - no fault: reading ends here
    """The budget does not pay for the next step."""


class Cursor(ABC):
    """The ground that expressions, commands and statements stand on, and what each of them needs of the others.

    keep: steps that must stay in the budget, for the texts around this one. Evaluating leaves as much, and what the
    rest of this text may cost: so whatever it spends, the statements of the outermost text are still read.
    """

    def __init__(self, lexed: lexer.Lexed, depth: int, budget: Budget, keep: int) -> None:
        self._lexed = lexed
        self._lexemes = lexed.lexemes
        self._at = 0
        self._depth = depth
        self._budget = budget
        self._keep = keep
        self._variables: dict[str, Value] = {}

    # What the statements know

    @abstractmethod
    def _block(self, end: int) -> list[Value]: ...

    @abstractmethod
    def _assignment(self, end: int) -> Value | None: ...

    @abstractmethod
    def _nested(self, text: str) -> Value: ...

    @abstractmethod
    def _pipeline(self, end: int) -> Value: ...

    @abstractmethod
    def _emit(self, statement: Statement) -> None: ...

    # Work

    def _step(self) -> None:
        """Pay for reading one more part of the text; ends reading when nothing is left for it."""
        if not self._budget.afford(_NODE, TOO_MUCH_WORK, self._keep):
            raise OutOfBudget

    def _reserve(self) -> int:
        """What must stay for the rest of this text and those around it."""
        return self._keep + _LEXEME * (len(self._lexemes) - self._at)

    def _affords(self, steps: int) -> bool:
        """Pay for an evaluation, which may be left undone."""
        return self._budget.afford(steps, TOO_MUCH_WORK, self._reserve())

    def _can_repeat(self, lexemes: int) -> bool:
        """Whether there is enough left to read that many lexemes once more."""
        return self._budget.afford(0, TOO_MUCH_WORK, self._reserve() + _LEXEME * lexemes)

    def _paid(self, value: Value, raw: str) -> Value:
        """A new value, or an unresolved one when there is no budget for it."""
        return self._told(value) if self._affords(values.size(value)) else values.unresolved(raw, value)

    def _told(self, value: Value) -> Value:
        """A new value; the budget is told what it lost at the bounds of values."""
        if value.lost is None:
            return value
        if value.lost and self._affords(len(value.lost)):  # it will be searched
            self._budget.lose(values.TOO_LARGE, value.lost)
        else:
            self._budget.note(values.TOO_LARGE)
        return value._replace(lost=None)

    def _descend(self) -> bool:
        """Go one level down. False where that is too deep; else ``_depth`` is to be counted down again."""
        if self._depth >= MAX_DEPTH:
            self._budget.note(TOO_DEEP)
            return False
        self._depth += 1
        return True

    # Lexemes

    def _kind(self, end: int, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._lexemes[place].kind if place < end else ""

    def _opens(self, end: int, bracket: str, ahead: int = 0) -> bool:
        """Whether that opening bracket stands here."""
        place = self._at + ahead
        return place < end and self._lexemes[place].kind == lexer.OPEN and self._lexemes[place].text == bracket

    def _touches(self, end: int, ahead: int = 0) -> bool:
        place = self._at + ahead
        return place < end and not self._lexemes[place].spaced

    def _close(self, end: int) -> int:
        """The index of the bracket that closes the one that stands here, at most the end."""
        return min(self._lexed.closing.get(self._at, end), end)

    def _source(self, first: int) -> str:
        """The text from a lexeme on to where reading stands, at most MAX_SOURCE characters of it."""
        if first >= len(self._lexemes):
            return ""
        start, end = self._lexemes[first].start, self._lexemes[max(first, self._at - 1)].end
        return self._lexed.text[start : min(end, start + MAX_SOURCE)]

    def _whole_source(self, first: int) -> str:
        """The same without that bound, where there is a budget for looking at all of it."""
        source = self._source(first)
        if len(source) < MAX_SOURCE:
            return source
        start, end = self._lexemes[first].start, self._lexemes[self._at - 1].end
        return self._lexed.text[start:end] if self._affords(end - start) else source

    def _skip_lines(self, end: int) -> None:
        while self._kind(end) == lexer.END:
            self._at += 1

    def _type(self, end: int) -> str:
        """The name between brackets, lower case without blanks: ``[ System.Char ]`` is ``system.char``."""
        close = self._close(end)
        names = [lexer.unescape(lexeme.text) for lexeme in self._lexemes[self._at + 1 : min(close, self._at + 40)]]
        self._at = min(close + 1, end)
        name = "".join(names).lower()
        return name[len("system.") :] if name.startswith("system.") else name
