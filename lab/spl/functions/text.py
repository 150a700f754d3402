"""Text functions (Search Reference, "Text functions" and "Cryptographic functions")."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

from lab.spl.errors import RefusalError
from lab.spl.functions.registry import function
from lab.spl.patterns import Match, Pattern, find_all, regex
from lab.spl.values import Number, Value

_GROUP = re.compile(r"\\(\d)")


@function("lower", "s")
def _lower(text: str) -> Value:
    return text.lower()


@function("upper", "s")
def _upper(text: str) -> Value:
    return text.upper()


@function("trim", "s?s")
def _trim(text: str, characters: str = " \t") -> Value:
    """Spaces and tabs when no characters are given."""
    return text.strip(characters)


@function("substr", "sn?n")
def _substr(text: str, start: Number, length: Number | None = None) -> Value:
    """Positions count from 1; a negative start counts from the end."""
    if start != int(start) or not start:
        raise RefusalError("substr() counts whole positions from 1")
    begin = int(start) - 1 if start > 0 else max(0, len(text) + int(start))
    if length is None:
        return text[begin:]
    if length < 0:
        raise RefusalError("substr() of a negative length is not documented")
    return text[begin : begin + int(length)]


@function("replace", "sss")
def _replace(text: str, pattern: str, replacement: str) -> Value:
    r"""Every match of a regular expression; `\1` to `\9` in the replacement are its groups."""
    return substitute(regex(pattern), replacement, text)


@function("like", "ss", boolean=True)
def _like(text: str, pattern: str) -> Value:
    """`%` stands for any text, `_` for one character; upper and lower case differ (Search Reference, `like`). What a
    backslash does is not documented: here it is one, and a search must be right under either reading.
    """
    parts = {"%": ".*", "_": "."}
    return re.fullmatch("".join(parts.get(char) or re.escape(char) for char in pattern), text, re.DOTALL) is not None


@function("urldecode", "s")
def _urldecode(text: str) -> Value:
    return unquote(text)


@function("md5", "s")
def _md5(text: str) -> Value:
    return hashlib.md5(text.encode(errors="replace"), usedforsecurity=False).hexdigest()


def substitute(pattern: Pattern, replacement: str, text: str, once: bool = False) -> str:
    r"""Replace all matches, or the first, with a text in which `\0` to `\9` stand for groups."""
    numbers = [int(number) for number in _GROUP.findall(replacement)]
    if numbers and max(numbers) > pattern.groups:
        raise RefusalError(f"the replacement names group {max(numbers)}, the expression has {pattern.groups}")
    pieces, place = [], 0
    for match in find_all(pattern, text):
        pieces += [text[place : match.start()], _filled(replacement, match)]
        place = match.end()
        if once:
            break
    return "".join([*pieces, text[place:]])


def _filled(replacement: str, match: Match) -> str:
    return _GROUP.sub(lambda reference: match.group(int(reference[1])) or "", replacement)
