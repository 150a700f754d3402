"""Where reading stands in the lexemes, how deep, and how much has been put together."""

from __future__ import annotations

from abc import ABC, abstractmethod

from codesignrisk_core.powershell import lexer, values
from codesignrisk_core.powershell.values import Statement, Value

# Deeper nesting is passed over: no honest script needs it, and Python's own stack is not endless.
MAX_DEPTH = 20
# Text that may be put together in one script, and source text shown for what stays unresolved.
_MAX_MADE = 1_000_000
_ITEM = 32  # what an element of an array counts
MAX_SOURCE = 1_000


class Cursor(ABC):
    """The ground that expressions, commands and statements stand on, and what each of them needs of the others."""

    def __init__(self, lexed: lexer.Lexed, depth: int) -> None:
        self._lexed = lexed
        self._lexemes = lexed.lexemes
        self._at = 0
        self._depth = depth
        self._made = 0
        self._variables: dict[str, Value] = {}

    # What the statements know

    @abstractmethod
    def _block(self, end: int) -> list[Value]: ...

    @abstractmethod
    def _nested(self, text: str) -> Value: ...

    @abstractmethod
    def _pipeline(self, end: int) -> Value: ...

    @abstractmethod
    def _emit(self, statement: Statement) -> None: ...

    # Lexemes

    def _kind(self, end: int, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._lexemes[place].kind if place < end else ""

    def _touches(self, end: int, ahead: int = 0) -> bool:
        place = self._at + ahead
        return place < end and not self._lexemes[place].spaced

    def _source(self, first: int) -> str:
        """The text from a lexeme on to where reading stands, at most MAX_SOURCE characters of it."""
        if first >= len(self._lexemes):
            return ""
        start, end = self._lexemes[first].start, self._lexemes[max(first, self._at - 1)].end
        return self._lexed.text[start : min(end, start + MAX_SOURCE)]

    def _skip_lines(self, end: int) -> None:
        while self._kind(end) == lexer.END:
            self._at += 1

    def _is_spent(self) -> bool:
        return self._made > _MAX_MADE

    def _bounded(self, value: Value, raw: str) -> Value:
        self._made += len(value.text) + _ITEM * len(value.items)
        return value if self._made <= _MAX_MADE else values.unresolved(raw)

    def _type(self, end: int) -> str:
        """The name between brackets, lower case without blanks: ``[ System.Char ]`` is ``system.char``."""
        close = min(self._lexed.closing.get(self._at, end), end)
        names = [lexer.unescape(lexeme.text) for lexeme in self._lexemes[self._at + 1 : min(close, self._at + 40)]]
        self._at = min(close + 1, end)
        name = "".join(names).lower()
        return name[len("system.") :] if name.startswith("system.") else name
