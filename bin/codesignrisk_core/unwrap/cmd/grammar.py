"""cmd.exe's grammar: a line into its statements. Rules: ``cmd /?``, ``if /?`` and ``for /?`` of Windows. Linear."""

from __future__ import annotations

import re
from typing import NamedTuple, Union

Statement = Union["Simple", "If", "For"]


class Simple(NamedTuple):
    """One command, escapes and redirections still in it. piped: it reads what the one before it writes."""

    text: str
    piped: bool = False


class If(NamedTuple):
    """``if``. A comparison of two texts has both; other conditions have none and cannot be told from here."""

    left: str
    right: str
    comparison: str
    negated: bool
    then: tuple[Statement, ...]
    other: tuple[Statement, ...]


class For(NamedTuple):
    """``for``. kind: "" or one of l, d, r, f; options: the words between it and the variable."""

    kind: str
    options: str
    variable: str
    items: str
    body: tuple[Statement, ...]


def parse(text: str) -> list[Statement]:
    """The statements of a line; whatever does not fit the grammar becomes a Simple."""
    return _Parser(text).sequence()


_MAX_NESTING = 16
_BETWEEN = re.compile(r"[\s,;=@&]*")
_BLANKS = re.compile(r"[\s,;=]*")
_STOP = re.compile(r'["^&|)\n]')
_KEYWORD = re.compile(r"\^?(?:(i\^?f)|(f\^?o\^?r)|r\^?e\^?m)(?=[\s,;=(/^]|$)", re.IGNORECASE)
_ELSE = re.compile(r"\s*else(?=[\s(]|$)", re.IGNORECASE)
_DO = re.compile(r"\)[\s,;=]*\^?d\^?o(?=[\s(@]|$)", re.IGNORECASE)
_HEAD = re.compile(r"[\s,;=]*((?:/[ldrf]\s*)?)([^%\n]{0,256}?)(\^?%%?\^?[^\s%])[\s,;=]+in[\s,;=]*\(", re.IGNORECASE)
# one character or one quoted piece at a time: nothing to back out of
_WORD = re.compile(r'(?:"[^"\n]*"|[^\s"&|()=])+')
_UNKNOWN = frozenset({"exist", "defined", "errorlevel", "cmdextversion"})
_COMPARISON = re.compile(r"\s*(==|(?:equ|neq|lss|leq|gtr|geq)(?=\s))\s*", re.IGNORECASE)


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._blocks = 0
        self._nesting = 0
        self._loops = True  # until a search for ") do" has come to the end in vain

    def sequence(self) -> list[Statement]:
        """Statements up to the end, or up to the parenthesis that closes the block we are in."""
        statements: list[Statement] = []
        piped = False
        while True:
            self._skip(_BETWEEN)
            char = self._text[self._at : self._at + 1]
            if not char or (char == ")" and self._blocks):
                return statements
            if char == "|":
                piped = not self._text.startswith("||", self._at)
                self._at += 1 if piped else 2
            elif char == ")":
                self._at += 1
            else:
                self._statement(statements, piped)
                piped = False

    def _statement(self, statements: list[Statement], piped: bool) -> None:
        shallow = self._nesting < _MAX_NESTING
        if self._text[self._at] == "(":
            if shallow:
                statements += self._block()
            else:
                self._at += 1
            return
        keyword = _KEYWORD.match(self._text, self._at)
        if keyword is not None and not (keyword.group(1) or keyword.group(2)):
            end = self._text.find("\n", self._at)
            self._at = len(self._text) if end < 0 else end
            return
        if keyword is not None and shallow:
            start, self._at = self._at, keyword.end()
            found = self._if() if keyword.group(1) else self._for()
            if found is not None:
                statements.append(found)
                return
            self._at = start
        statements.append(Simple(self._simple(), piped))

    def _body(self) -> tuple[Statement, ...]:
        """What ``if``, ``else`` or ``do`` governs: a block, or all that follows."""
        self._skip(_BLANKS)
        if self._text.startswith("(", self._at):
            return tuple(self._block())
        self._nesting += 1
        inside = self.sequence()
        self._nesting -= 1
        return tuple(inside)

    def _block(self) -> list[Statement]:
        self._at += 1
        self._blocks += 1
        self._nesting += 1
        inside = self.sequence()
        self._nesting -= 1
        self._blocks -= 1
        if self._text.startswith(")", self._at):
            self._at += 1
        return inside

    def _simple(self) -> str:
        start, quoted = self._at, False
        while True:
            found = _STOP.search(self._text, self._at)
            if found is None:
                self._at = len(self._text)
                break
            char, self._at = found.group(), found.start()
            if char == "\n" or (not quoted and (char in "&|" or (char == ")" and self._blocks))):
                if not (char == "&" and self._text[self._at - 1] in "<>" and self._at > start):
                    break
            elif char == '"':
                quoted = not quoted
            elif char == "^" and not quoted:
                self._at += 1
            self._at += 1
        self._at = min(self._at, len(self._text))
        return self._text[start : self._at]

    def _if(self) -> If | None:
        negated = False
        word = self._word()
        while word.lower() in ("/i", "not"):
            negated = negated or word.lower() == "not"
            word = self._word()
        left = right = comparison = ""
        if word.lower() in _UNKNOWN:
            self._word()
        else:
            sign = _COMPARISON.match(self._text, self._at)
            if sign is None:
                return None
            self._at = sign.end()
            left, comparison, right = word, sign.group(1).lower(), self._word()
        then = self._body()
        other: tuple[Statement, ...] = ()
        found = _ELSE.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
            other = self._body()
        return If(left, right, comparison, negated, then, other)

    def _for(self) -> For | None:
        head = _HEAD.match(self._text, self._at)
        if head is None:
            return None
        do = _DO.search(self._text, head.end()) if self._loops else None
        if do is None:
            self._loops = False
            return None
        items = self._text[head.end() : do.start()]
        self._at = do.end()
        kind = head.group(1).strip().lower().lstrip("/")
        return For(kind, head.group(2).strip(), head.group(3)[-1], items, self._body())

    def _word(self) -> str:
        self._skip(_BLANKS)
        found = _WORD.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found.group()

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
