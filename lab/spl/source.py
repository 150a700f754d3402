"""The text of a search and its cuts: comments out, pipelines split into commands, arguments into tokens.

Every piece keeps its place in the text of the whole search, so that errors can point there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from lab.spl.errors import SplError

_COMMENT = "```"
_NAME = re.compile(r"\s*([A-Za-z_][\w.-]*)")
_WORD = re.compile(r"""[^\s,()=<>!"\[\]|]+""")
_ESCAPE = re.compile(r"\\([\\\"])")


@dataclass(frozen=True)
class Span:
    """A part of a search: `search[start:end]`."""

    search: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The part of the search."""
        return self.search[self.start : self.end]

    def fail(self, reason: str, position: int | None = None) -> NoReturn:
        """Raise the error that points here."""
        raise SplError(reason, self.search, self.start if position is None else position)


class Command(NamedTuple):
    """One command of a pipeline: its name, and the span of its arguments."""

    name: str
    args: Span
    start: int


class Token(NamedTuple):
    """A word, a quoted string (unescaped), a subsearch in brackets (its span's text), a sign, or the end."""

    kind: str
    text: str
    start: int
    end: int


def quoted_end(search: str, start: int, end: int) -> int:
    """The position after the closing quote of the string that opens at `start`. Raises SplError when it is not
    closed.
    """
    place = start + 1
    while place < end:
        if search[place] == "\\":
            place += 2
        elif search[place] == '"':
            return place + 1
        else:
            place += 1
    raise SplError("a double quote that is never closed", search, start)


def unescape(text: str) -> str:
    r"""The content of a quoted argument: `\\` is a backslash and `\"` a quote; other sequences stay as they are.

    Source: Search Reference, `search`, "Quotes and escaping characters".
    """
    return _ESCAPE.sub(r"\1", text)


def without_comments(search: str) -> str:
    """Blank out ```comments``` outside quotes, keeping all positions (Search Manual, "Add comments to searches")."""
    pieces, place = [], 0
    while place < len(search):
        if search[place] == '"':
            after = quoted_end(search, place, len(search))
            pieces.append(search[place:after])
        elif search.startswith(_COMMENT, place):
            close = search.find(_COMMENT, place + 3)
            if close < 0:
                raise SplError("a comment that is never closed", search, place)
            after = close + 3
            pieces.append(" " * (after - place))
        else:
            after = place + 1
            pieces.append(search[place])
        place = after
    return "".join(pieces)


def split_pipeline(span: Span, implied: bool = True) -> list[Command]:
    """Split at the pipes outside quotes and brackets. `implied`: text before the first pipe is an implied `search`, as
    everywhere but in a subsearch."""
    parts = list(_split(span))
    commands: list[Command] = []
    first = parts[0]
    if first.text.strip() and not implied:
        parts.insert(0, Span(span.search, span.start, span.start))
    elif first.text.strip():
        match = _NAME.match(first.search, first.start, first.end)
        explicit = match and match[1].lower() == "search" and _is_word_end(first, match.end())
        start = match.end() if match and explicit else first.start
        commands.append(Command("search", Span(first.search, start, first.end), first.start))
    elif len(parts) == 1:
        span.fail("an empty search")
    for part in parts[1:]:
        match = _NAME.match(part.search, part.start, part.end)
        if not match:
            part.fail("expected the name of a command after the pipe")
        commands.append(Command(match[1].lower(), Span(part.search, match.end(), part.end), match.start(1)))
    return commands


def tokens(span: Span) -> list[Token]:
    """Cut arguments into tokens, the last of which is the end."""
    found: list[Token] = []
    search, place, end = span.search, span.start, span.end
    while place < end:
        char = search[place]
        if char.isspace():
            place += 1
            continue
        if char == '"':
            after = quoted_end(search, place, end)
            found.append(Token("string", unescape(search[place + 1 : after - 1]), place, after))
        elif char == "[":
            after = _bracket_end(span, place)
            found.append(Token("sub", search[place + 1 : after - 1], place, after))
        elif match := _WORD.match(search, place, end):
            after = match.end()
            found.append(Token("word", match[0], place, after))
        else:
            after = place + (2 if search[place : place + 2] in ("!=", "<=", ">=", "==") else 1)
            found.append(Token("sign", search[place:after], place, after))
        place = after
    found.append(Token("end", "", end, end))
    return found


def _split(span: Span) -> Iterator[Span]:
    search, start, place = span.search, span.start, span.start
    while place < span.end:
        char = search[place]
        if char == '"':
            place = quoted_end(search, place, span.end)
        elif char == "[":
            place = _bracket_end(span, place)
        elif char == "|":
            yield Span(search, start, place)
            start = place = place + 1
        else:
            place += 1
    yield Span(search, start, span.end)


def _bracket_end(span: Span, start: int) -> int:
    """The position after the bracket that closes the one at `start`; quotes inside hide brackets."""
    depth, place = 0, start
    while place < span.end:
        char = span.search[place]
        if char == '"':
            place = quoted_end(span.search, place, span.end)
            continue
        depth += (char == "[") - (char == "]")
        place += 1
        if not depth:
            return place
    raise SplError("a square bracket that is never closed", span.search, start)


def _is_word_end(span: Span, place: int) -> bool:
    return place >= span.end or span.search[place].isspace() or span.search[place] in '("'
