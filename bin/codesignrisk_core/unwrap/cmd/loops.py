"""The rounds of a ``for``, and its variables put into the body. Rules: ``for /?``."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_ITEM = re.compile(r'(?:"[^"]*"|[^\s,;="])+')
_NUMBERS = re.compile(r"\s*(-?\d{1,9})[\s,;]+(-?\d{1,9})[\s,;]+(-?\d{1,9})\s*$")
_REFERENCE = re.compile(r"%%?(?:~([^\s%]{1,9})|([^\s%~]))")
_MODIFIERS = frozenset("fdpnxsatz")
_TOKENS = re.compile(r"tokens=([\d,*-]+)", re.IGNORECASE)
_DELIMITERS = re.compile(r'delims=([^ "]*(?: (?="?$))?)', re.IGNORECASE)
_TOKEN = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")
_MAX_TOKENS = 31
_LETTERS = string.ascii_letters


def items(text: str) -> list[str]:
    """The items of a plain ``for``, quotes kept."""
    return [found.group() for found in _ITEM.finditer(text)]


def numbers(text: str) -> Iterable[str] | None:
    """The numbers of ``for /l`` (start, step, end); None where they are no numbers, or never end."""
    found = _NUMBERS.match(text)
    first, step, last = (int(number) for number in found.groups()) if found is not None else (0, 0, 0)
    return map(str, range(first, last + (1 if step > 0 else -1), step)) if step else None


class Lines(NamedTuple):
    """How ``for /f`` takes a line apart.

    tokens: numbers of the words that it takes, ascending from 1. remainder: ``*``, the rest of the line behind them.
    delimiters: what parts words.
    """

    tokens: tuple[int, ...] = (1,)
    remainder: bool = False
    delimiters: str = " \t"


def line_options(options: str) -> Lines:
    """The options of ``for /f``: ``"tokens=2,4-5* delims=,;"``."""
    options = options.replace("^", "")
    tokens, delimiters = _TOKENS.search(options), _DELIMITERS.search(options)
    wanted: set[int] = set() if tokens is not None else {1}
    for found in _TOKEN.finditer(tokens.group(1) if tokens is not None else ""):
        first = int(found.group(1))
        wanted.update(range(first, min(int(found.group(2) or first), _MAX_TOKENS) + 1))
    return Lines(
        tuple(sorted(wanted - {0})),
        tokens is not None and "*" in tokens.group(1),
        delimiters.group(1) if delimiters is not None else Lines().delimiters,
    )


def words_of_line(line: str, variable: str, options: Lines) -> dict[str, str]:
    """What ``for /f`` puts into its variable and those behind it in the alphabet, for one line."""
    last = options.tokens[-1] if options.tokens else 0
    words = [line]
    if options.delimiters:
        line = line.lstrip(options.delimiters)
        words = re.split(f"[{re.escape(options.delimiters)}]+", line, maxsplit=last) if last else [line]
    words += [""] * (last + 1 - len(words))
    taken = [words[number - 1] for number in options.tokens]
    if options.remainder:
        taken.append(words[last])
    letters = _LETTERS[_LETTERS.find(variable) :] if variable in _LETTERS else variable
    return dict(zip(letters, taken))


def substitute(text: str, variables: Mapping[str, str], most: int) -> str:
    """A text with ``%i`` and ``%~nxi`` replaced; what is no variable stays. most: characters that may be put in."""
    if "%" not in text or not variables:
        return text
    parts: list[str] = []
    position = 0
    while most > 0:
        found = _REFERENCE.search(text, position)
        if found is None:
            break
        name, end = found.group(2), found.end()
        if name is None:
            name, end = _modified(found, variables)
        value = variables.get(name)
        if value is None:
            parts.append(text[position : found.start() + 1])
            position = found.start() + 1
            continue
        value = value.strip('"') if found.group(1) else value
        parts += (text[position : found.start()], value)
        most -= len(value)
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _modified(found: re.Match[str], variables: Mapping[str, str]) -> tuple[str, int]:
    """The variable of ``%~nxi`` and where the reference ends: as many modifiers as a variable still follows."""
    letters = found.group(1)
    count = next((index for index, letter in enumerate(letters) if letter.lower() not in _MODIFIERS), len(letters) - 1)
    while count > 0 and letters[count] not in variables:
        count -= 1
    return letters[count], found.start(1) + count + 1
