"""Double-quoted strings of PowerShell: where they end, and what is to be put together in them.

Rules: learn.microsoft.com about_Quoting_Rules, about_Special_Characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Pairs of what it is ("text", "variable" or "code") and its text.
Parts = tuple[tuple[str, str], ...]

TEXT, VARIABLE, CODE = "text", "variable", "code"

# Behind the dollar, without braces: $x, $env:x, and the automatic $? $^ $$.
VARIABLE_NAME = r"(?:\w+:(?!:))?\w+|[?^$]"
# Escaping braces inside of braces is left out: such names are nobody's.
VARIABLE_REFERENCE = re.compile(rf"\$(?:\{{([^{{}}]*)\}}|({VARIABLE_NAME}))")

_MARK = re.compile(r"`u\{[0-9A-Fa-f]{1,6}\}|`.|\"\"?|\$\(", re.DOTALL)
_NESTED = re.compile(r"[()'\"`]")
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# A backtick in front of a letter that it gives no meaning to. `e and `u{...} have one in PowerShell 7 only.
_IDLE_ESCAPE = re.compile(r"(?:^|[\w\\-])`(?:[^\W\d_abefnrtuv]|[eu](?=\w))")
_MAX_NESTING = 6
TOO_NESTED = f"more than {_MAX_NESTING} strings of PowerShell inside one another"
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def is_escaped(raw: str) -> bool:
    """Whether backticks in a bareword or in "..." (as the source has it) serve nothing but to take a word apart."""
    return "`" in raw and _IDLE_ESCAPE.search(raw) is not None


class Strings:
    """Reads the double-quoted strings of one text, in time that grows with the text only.

    marks: how many quotes, escapes and brackets it has looked at. Strings that are closed have one for each character
    at most; once there are more, it was looking for an end that is not there, and no further string is read (gave_up).
    too_nested: a string inside too many others was taken for plain text.
    """

    def __init__(self, text: str) -> None:
        self.marks = 0
        self.gave_up = False
        self.too_nested = False
        self._text = text
        self._most = len(text)

    def quoted(self, position: int) -> tuple[int, Parts]:
        """The end of the string whose content begins here, and its parts; 0 where nothing closes it."""
        end, parts = self._read(position, len(self._text), 0)
        return (end, tuple(parts)) if end else (0, ())

    def whole(self) -> Parts:
        """The parts of the whole text, the content of a here-string: double quotes are plain characters in it."""
        return tuple(self._read(0, len(self._text), 0, here=True)[1])

    def include(self, inner: Strings) -> None:
        """Take over what reading a text inside this one has cost, and which bounds it reached."""
        self.marks += inner.marks
        self.gave_up |= inner.gave_up
        self.too_nested |= inner.too_nested

    def _next(self, marks: re.Pattern[str], position: int, stop: int) -> re.Match[str] | None:
        self.marks += 1
        self.gave_up |= self.marks > self._most
        return None if self.gave_up else marks.search(self._text, position, stop)

    def _read(self, position: int, stop: int, nesting: int, *, here: bool = False) -> tuple[int, list[tuple[str, str]]]:
        """The end of a string whose content begins here, or 0; and its parts."""
        text = self._text
        parts: list[tuple[str, str]] = []
        plain = position
        while True:
            found = self._next(_MARK, position, stop)
            if not found:
                parts += _with_variables(text[plain:stop])
                return (stop if here else 0), parts
            position = found.end()
            mark = found.group()
            if mark == '"' and not here:
                parts += _with_variables(text[plain : found.start()])
                return position, parts
            if mark[0] == "`":
                parts += _with_variables(text[plain : found.start()])
                parts.append((TEXT, _escaped(mark)))
                plain = position
            elif mark == '""' and not here:
                parts += _with_variables(text[plain : found.start() + 1])
                plain = position
            elif mark == "$(":
                self.too_nested |= nesting >= _MAX_NESTING
                close = self._code_end(position, stop, nesting + 1) if nesting < _MAX_NESTING else 0
                if close:
                    parts += _with_variables(text[plain : found.start()])
                    parts.append((CODE, text[position : close - 1]))
                    plain = position = close

    def _code_end(self, position: int, stop: int, nesting: int) -> int:
        """The place behind the parenthesis that closes a sub-expression of a string, or 0."""
        text, depth = self._text, 1
        while True:
            found = self._next(_NESTED, position, stop)
            if not found:
                return 0
            char, position = found.group(), found.end()
            if char == "`":
                position += 1
            elif char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if not depth:
                    return position
            elif char == "'":
                position = text.find("'", position, stop) + 1
            else:
                position = self._read(position, stop, nesting)[0]
            if not position:
                return 0


def _escaped(mark: str) -> str:
    """What a backtick and the characters behind it stand for; "`u{20ac}" is PowerShell 7's."""
    if len(mark) == 2:
        return _ESCAPES.get(mark[1], mark[1])
    number = int(mark[3:-1], 16)
    return chr(number) if number <= _HIGHEST and number not in _SURROGATES else ""


def _with_variables(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    for found in VARIABLE_REFERENCE.finditer(text) if "$" in text else ():
        if found.start() > position:
            yield TEXT, text[position : found.start()]
        yield VARIABLE, found.group(1) or found.group(2) or ""
        position = found.end()
    if position < len(text):
        yield TEXT, text[position:]
