r"""Tokens of an eval expression.

Strings stand in double quotes, field names with other characters than letters, digits and `_` in single quotes (Search
Reference, `eval`, "Field names"). In strings `\\`, `\"`, `\n`, `\r` and `\t` are escapes; any other sequence keeps its
backslash, which is why "\." works in a regular expression (Search Manual, "Types of expressions", "Backslashes").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lab.spl.source import Span, quoted_end

_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?(?![\w.]))|(?P<name>[A-Za-z_]\w*)|(?P<sign>==|!=|<=|>=|[-+*/%.=<>(),])", re.ASCII
)
_ESCAPE = re.compile(r'\\([\\"nrt])')
_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "r": "\r", "t": "\t"}


class Token(NamedTuple):
    """A number, name, field (single-quoted), string, sign, or the end."""

    kind: str
    text: str
    start: int
    end: int


def lex(span: Span) -> list[Token]:
    """Cut the span into tokens up to its end, or up to the first character that no expression holds (`other`)."""
    found: list[Token] = []
    search, place = span.search, span.start
    while place < span.end:
        char = search[place]
        if char.isspace():
            place += 1
            continue
        if char == '"':
            after = quoted_end(search, place, span.end)
            text = _ESCAPE.sub(lambda match: _ESCAPES[match[1]], search[place + 1 : after - 1])
            found.append(Token("string", text, place, after))
        elif char == "'":
            after = search.find("'", place + 1, span.end) + 1
            if not after:
                span.fail("a single quote that is never closed", place)
            found.append(Token("field", search[place + 1 : after - 1], place, after))
        elif match := _TOKEN.match(search, place, span.end):
            after = match.end()
            found.append(Token(str(match.lastgroup), match[0], place, after))
        else:
            found.append(Token("other", char, place, place + 1))
            return found
        place = after
    found.append(Token("end", "", span.end, span.end))
    return found
