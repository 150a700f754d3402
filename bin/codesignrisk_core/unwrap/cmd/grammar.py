"""cmd.exe's grammar: a line into its statements. Rules: ``cmd /?``, ``if /?`` and ``for /?`` of Windows. Linear."""

from __future__ import annotations

import re
from typing import NamedTuple, Union

from codesignrisk_core.unwrap.bounds import COPIED, STATEMENT, TOO_MUCH_WORK, Bounds

Statement = Union["Simple", "If", "For"]

# Blocks, conditions and loops inside one another; Python's stack bounds it.
MAX_NESTING = 32
TOO_NESTED = f"more than {MAX_NESTING} blocks, conditions or loops of cmd inside one another"


class Simple(NamedTuple):
    """One command, escapes and redirections still in it.

    start: where it begins in the line. piped: it reads what the one before it writes.
    """

    text: str
    start: int
    piped: bool = False


class If(NamedTuple):
    """``if``. A comparison of two texts has both; other conditions have none and cannot be told from here.

    comparison: ``==`` or a word such as ``neq``, "" for other conditions. ignore_case: ``/i``.
    """

    left: str
    right: str
    comparison: str
    negated: bool
    ignore_case: bool
    then: tuple[Statement, ...]
    other: tuple[Statement, ...]
    start: int


class For(NamedTuple):
    """``for``.

    kind: "" or one of l, d, r, f; options: the words between it and the variable; items: the text in parentheses.
    varies: the body names a variable, so that its rounds may differ.
    """

    kind: str
    options: str
    variable: str
    items: str
    body: tuple[Statement, ...]
    varies: bool
    start: int


def parse(text: str, bounds: Bounds) -> list[Statement]:
    """The statements of a line; whatever does not fit the grammar becomes a Simple."""
    if not bounds.charge(len(text), text):
        return []
    return _Parser(text, bounds).sequence()


_BETWEEN = re.compile(r"[\s,;=@&]*")
_BLANKS = re.compile(r"[\s,;=]*")
_STOP = re.compile(r'["^&|)\n]')
_KEYWORD = re.compile(r"\^?(?:(i\^?f)|(f\^?o\^?r)|r\^?e\^?m)(?=[\s,;=(/^]|$)", re.IGNORECASE)
_NO_REMARK = re.compile(r"[ \t]*(?=[&|])")
_ELSE = re.compile(r"\s*e\^?l\^?s\^?e(?=[\s(]|$)", re.IGNORECASE)
_DO = re.compile(r"\)[\s,;=]*\^?d\^?o(?=[\s(@^]|$)", re.IGNORECASE)
# The words before the variable hold no separator outside quotes, so that no later ``for`` reads the same text again.
_KIND = re.compile(r"/\^?([ldrf])\s*", re.IGNORECASE)
_VARIABLE = re.compile(r'((?:"[^"\n]*"|[^%\n"&|])*?)(\^?%%?\^?[^\s%])[\s,;=]+\^?i\^?n[\s,;=]*\(', re.IGNORECASE)
# one character or one quoted piece at a time: nothing to back out of
_WORD = re.compile(r'(?:"[^"\n]*"|[^\s"&|()=])+')
_UNKNOWN = frozenset({"exist", "defined", "errorlevel", "cmdextversion"})
_COMPARISON = re.compile(r"\s*(==|(?:equ|neq|lss|leq|gtr|geq)(?=\s))\s*", re.IGNORECASE)


class _Parser:
    def __init__(self, text: str, bounds: Bounds) -> None:
        self._text = text
        self._bounds = bounds
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
            elif not self._bounds.charge(STATEMENT):
                self._bounds.stop(TOO_MUCH_WORK, self._text[self._at :])
                self._at = len(self._text)
            else:
                self._statement(statements, piped)
                piped = False

    def _statement(self, statements: list[Statement], piped: bool) -> None:
        start, shallow = self._at, self._nesting < MAX_NESTING
        if self._text[start] == "(":
            if shallow:
                statements += self._block()
            else:  # what stands inside is read all the same
                self._at += 1
            return
        keyword = _KEYWORD.match(self._text, start)
        if keyword is not None and not (keyword.group(1) or keyword.group(2)):
            self._remark(keyword.end())
            return
        if keyword is not None and shallow:
            self._at = keyword.end()
            found = self._if(start) if keyword.group(1) else self._for(start)
            if found is not None:
                statements.append(found)
                return
            self._at = start
        text = self._simple()
        if keyword is not None and not shallow:
            self._bounds.stop(TOO_NESTED, text)
        statements.append(Simple(text, start, piped))

    def _remark(self, end: int) -> None:
        """``rem`` hides the rest of its line, unless an operator is the first thing behind it."""
        if _NO_REMARK.match(self._text, end) is None:
            end = self._text.find("\n", end)
        self._at = len(self._text) if end < 0 else end

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
                if not (char == "&" and self._text[self._at - 1] in "<>"):  # a handle: 2>&1
                    break
            elif char == '"':
                quoted = not quoted
            elif char == "^" and not quoted:
                self._at += 1
            self._at += 1
        self._at = min(self._at, len(self._text))
        return self._text[start : self._at]

    def _if(self, start: int) -> If | None:
        negated = ignore_case = False
        word = self._word()
        while word.lower() in ("/i", "not"):
            negated = negated or word.lower() == "not"
            ignore_case = ignore_case or word.lower() == "/i"
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
        return If(left, right, comparison, negated, ignore_case, then, other, start)

    def _for(self, start: int) -> For | None:
        self._skip(_BLANKS)
        kind = _KIND.match(self._text, self._at)
        head = _VARIABLE.match(self._text, kind.end() if kind is not None else self._at)
        if head is None or not self._loops:
            return None
        do = _DO.search(self._text, head.end())
        if do is None:
            self._loops = False
            return None
        options, variable = head.group(1).strip(" \t,;="), head.group(2)[-1]
        items = self._text[head.end() : do.start()]
        self._at = do.end()
        body = self._body()
        inside = self._text[do.end() : self._at]
        self._bounds.charge(len(inside) // COPIED)
        letter = kind.group(1).lower() if kind is not None else ""
        return For(letter, options, variable, items, body, "%" in inside or "!" in inside, start)

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
