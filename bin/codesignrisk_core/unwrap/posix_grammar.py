"""POSIX shells' grammar: a text into its statements, substitutions too. Rules: POSIX.1-2017, Shell Command Language."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from codesignrisk_core.unwrap.bounds import REFERENCE, STATEMENT, TOO_MUCH_WORK, Bounds

MAX_NESTING = 64
TOO_NESTED = f"more than {MAX_NESTING} substitutions of a shell inside one another"

_SPECIALS = "\"'\\;&|\n()`#"
_STOP = re.compile(f"[{re.escape(_SPECIALS)}]")
_STOP_IN_QUOTES = re.compile(r'["\\`(]')


class Statement(NamedTuple):
    """One command of a shell text, with what precedes its program's name and its redirections. start: where it begins.

    A substitution stays whole in the command that uses it, and is a statement too.
    """

    text: str
    start: int


def closing(text: str, quote: str, position: int) -> int:
    """Where the quote stands that closes a literal, or the text's end; a backslash guards the next character."""
    while position < len(text) and text[position] != quote:
        position += 2 if text[position] == "\\" else 1
    return min(position, len(text))


def statements(text: str, bounds: Bounds) -> list[Statement]:
    """A text cut at ``;``, ``&&``, ``||``, ``|``, ``&``, line ends and parentheses, all outside quotes.

    The statements of substitutions (``$(...)``, backquotes, ``<(...)``), also those in double quotes, come out like
    all others, in the order in which they begin.
    """
    if not bounds.charge(len(text) + REFERENCE * sum(map(text.count, _SPECIALS)), text):
        return []
    return sorted(_Scanner(text, bounds).scan(), key=attrgetter("start"))


class _Frame:
    """What is open: kind is "(", "$(", a backquote, or a double quote, which holds no statements of its own.

    start: of the statement that is being read.
    """

    def __init__(self, kind: str, start: int) -> None:
        self.kind = kind
        self.start = start


class _Scanner:
    def __init__(self, text: str, bounds: Bounds) -> None:
        self._text = text
        self._bounds = bounds
        self._found: list[Statement] = []
        self._frames = [_Frame("", 0)]
        self._at = 0
        self._too_nested = False

    def scan(self) -> list[Statement]:
        while True:
            frame = self._frames[-1]
            stop = (_STOP_IN_QUOTES if frame.kind == '"' else _STOP).search(self._text, self._at)
            if stop is None:
                break
            start, self._at = stop.start(), stop.end()
            self._character(stop.group(), start, frame)
        self._end_all(0, len(self._text))
        return self._found

    def _character(self, char: str, start: int, frame: _Frame) -> None:
        quoted = frame.kind == '"'
        if char == "\\":
            self._at += 1
        elif char == '"':
            if quoted:
                self._frames.pop()
            else:
                self._open('"', start)
        elif char == "`":
            self._backquote(start, frame)
        elif char == "(":
            if self._text[start - 1 : start] in ("$", "<", ">"):
                self._open("$(", start)
            elif not quoted:
                self._end(frame, start)
                self._open("(", start)
        elif char == "'":
            close = self._text.find("'", self._at)
            self._at = len(self._text) if close < 0 else close + 1
        elif char == "#":
            if not self._text[start - 1 : start].strip(" \t\n;&|()"):  # it begins a word: a comment
                self._end(frame, start)
                end = self._text.find("\n", start)
                self._at = frame.start = len(self._text) if end < 0 else end
        elif char == ")":
            self._close(start, frame)
        elif not _redirects(self._text, start):
            self._end(frame, start)

    def _open(self, kind: str, start: int) -> None:
        if len(self._frames) <= MAX_NESTING:
            self._frames.append(_Frame(kind, self._at))
        elif not self._too_nested:
            self._too_nested = True
            self._bounds.stop(TOO_NESTED, self._text[start:])

    def _close(self, start: int, frame: _Frame) -> None:
        """A closing parenthesis; one that closes nothing parts the pattern of a ``case`` from its commands."""
        self._end(frame, start)
        if frame.kind in ("(", "$("):
            self._frames.pop()
            if frame.kind == "(":
                self._frames[-1].start = self._at

    def _backquote(self, start: int, frame: _Frame) -> None:
        """It closes the substitution that another one opened, quotes in between notwithstanding."""
        index = next((index for index, outer in enumerate(self._frames) if outer.kind == "`"), 0)
        if not index:
            self._open("`", start)
            return
        self._end_all(index, start)
        del self._frames[index:]

    def _end_all(self, first: int, end: int) -> None:
        """Whatever is open ends here; the statement around a parenthesis ended where that began."""
        following = [frame.kind for frame in self._frames[first + 1 :]] + [""]
        for frame, inside in zip(self._frames[first:], following):
            if frame.kind != '"' and inside != "(":
                self._end(frame, end)

    def _end(self, frame: _Frame, end: int) -> None:
        """The statement of a frame ends here; the next one begins behind the character that was read."""
        text = self._text[frame.start : end]
        start, frame.start = frame.start, self._at
        if not text or text.isspace():
            return
        if self._bounds.charge(STATEMENT + len(text)):
            self._found.append(Statement(text, start))
        else:
            self._bounds.stop(TOO_MUCH_WORK, text)


def _redirects(text: str, position: int) -> bool:
    """Whether a character is part of ``2>&1``, ``&>file`` or ``>|file``."""
    before = text[max(position - 1, 0) : position]
    if text[position] == "&":
        return before in (">", "<") or text.startswith(">", position + 1)
    return text[position] == "|" and before == ">"
