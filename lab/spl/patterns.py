"""Patterns on text: PCRE2 regular expressions, `*` wildcards of search and lookups."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pcre2  # type: ignore[import-untyped]

from lab.spl.errors import RefusalError

Test = Callable[[str], bool]
Pattern = Any
"""A compiled regular expression of pcre2, which has no types; it works as one of `re`."""
Match = Any


@lru_cache(maxsize=1000)
def regex(pattern: str) -> Pattern:
    """Compile a regular expression as Splunk does: PCRE, case-sensitive, unanchored (Search Manual, "SPL and regular
    expressions"). Raises RefusalError with PCRE's own words."""
    try:
        return pcre2.compile(pattern)
    except (pcre2.LibraryError, UnicodeEncodeError, ValueError, TypeError, OverflowError) as error:
        raise RefusalError(f'the regular expression "{pattern}" is not PCRE2: {error}') from None


def find(pattern: Pattern, text: str) -> Match | None:
    """Search in text. Raises RefusalError when PCRE gives up (its match limits)."""
    try:
        return pattern.search(text)
    except (pcre2.LibraryError, UnicodeEncodeError) as error:
        raise RefusalError(f'the regular expression "{pattern.pattern}" gave up: {error}') from None


def find_all(pattern: Pattern, text: str) -> list[Match]:
    """All matches in text, from left to right. Raises RefusalError when PCRE gives up."""
    try:
        return list(pattern.finditer(text))
    except (pcre2.LibraryError, UnicodeEncodeError) as error:
        raise RefusalError(f'the regular expression "{pattern.pattern}" gave up: {error}') from None


@lru_cache(maxsize=10_000)
def wildcard(pattern: str, case_sensitive: bool = False) -> Test:
    """A test of a whole text against a pattern with `*`, which stands for any characters, none included.

    Source: Search Manual, "Wildcards"; there is no way to escape an asterisk ("Backslashes").
    """
    if not case_sensitive:
        test = wildcard(pattern.lower(), True)
        return lambda text: test(text.lower())
    parts = pattern.split("*")
    if len(parts) == 1:
        return lambda text: text == pattern
    if len(parts) == 2:
        head, tail = parts
        size = len(head) + len(tail)
        return lambda text: len(text) >= size and text.startswith(head) and text.endswith(tail)
    if len(parts) == 3 and not parts[0] and not parts[2]:
        return lambda text: parts[1] in text
    return lambda text: _in_order(parts, text)


def wildcard_groups(pattern: str) -> re.Pattern[str]:
    """A regular expression whose groups are what the `*` of a field name pattern stand for."""
    return re.compile("(.*)".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _in_order(parts: list[str], text: str) -> bool:
    """Whether the parts follow one another, the first at the start and the last at the end: linear, greedy from
    left.
    """
    if not text.startswith(parts[0]):
        return False
    place = len(parts[0])
    for part in parts[1:-1]:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(text) - place >= len(parts[-1]) and text.endswith(parts[-1])
