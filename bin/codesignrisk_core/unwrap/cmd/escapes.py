"""cmd's carets and redirections, taken out of a command. Rules: ``cmd /?``; learn.microsoft.com, Using command
redirection operators. Linear.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SPECIAL = re.compile(r'["^<>]')
_TARGET = re.compile(r'\s*(?:&\s*\d?|(?:"[^"]*"|[^\s"&|<>()])*)')
_ESCAPED_LETTER = re.compile(r"[\w.\-/\\]")


class Plain(NamedTuple):
    """A command without carets and redirections.

    careted: a caret stood before a letter, where it does nothing. into: the file that its output goes to, or "".
    """

    text: str
    careted: bool = False
    into: str = ""


def specials(text: str) -> int:
    """How many characters plain() stops at."""
    return sum(map(text.count, '"^<>'))


def plain(text: str) -> Plain:
    """Take carets out and cut redirections off, outside quotes."""
    parts: list[str] = []
    position, quoted, careted, into = 0, False, False, ""
    while True:
        found = _SPECIAL.search(text, position)
        if found is None:
            parts.append(text[position:])
            return Plain("".join(parts), careted, into)
        char, start = found.group(), found.start()
        if char == '"':
            quoted = not quoted
        if char == '"' or quoted:
            parts.append(text[position : start + 1])
            position = start + 1
        elif char == "^":
            following = text[start + 1 : start + 2]
            careted = careted or _ESCAPED_LETTER.match(following) is not None
            parts += (text[position:start], following.strip("\n"))
            position = start + 2
        else:
            before = text[position:start]
            parts.append(_without_handle(before))
            target = _TARGET.match(text, start + (2 if text.startswith(">>", start) else 1))
            position = target.end() if target is not None else start + 1
            written = target.group().strip() if char == ">" and target is not None else ""
            if written[:1] != "&" and (before == parts[-1] or before.endswith("1")):
                into = written or into


def _without_handle(text: str) -> str:
    """The text before ``2>``, without its 2."""
    if text[-1:].isdigit() and text[-2:-1] in ("", " ", "\t", '"', ")"):
        return text[:-1]
    return text
