"""Options and operands of macOS and Linux programs (getopt_long), and paths that a sensor tore at their blanks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from codesignrisk_core.model import Token

_PROGRAM_FOLDERS = ("/bin/", "/sbin/", "/libexec/")
_OPERATORS = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<"})
_PATH_STARTS = ("/", "~", "$", "./", "../")


class Grammar(NamedTuple):
    """The options of a program that take a value: letters, and long names; long_flags completes abbreviations."""

    valued: str = ""
    long_valued: frozenset[str] = frozenset()
    long_flags: frozenset[str] = frozenset()


class Words(NamedTuple):
    """A parsed line: options in order as (name without dashes, value or ""), and operands."""

    options: tuple[tuple[str, str], ...]
    operands: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Whether any of these options is there."""
        return any(name in names for name, _ in self.options)

    def value(self, *names: str) -> str:
        """The first value of these options that is not empty, or ""."""
        return next(iter(self.values(*names)), "")

    def values(self, *names: str) -> list[str]:
        """All values of these options that are not empty."""
        return [value for name, value in self.options if name in names and value]


def parse(words: Sequence[str], grammar: Grammar) -> Words:
    """Split words into options and operands as getopt_long does, operands anywhere.

    Case counts. Letters may be bundled (``-fs -``) and carry their value (``-s-``); long names may be shortened while
    they stay unique and carry their value behind ``=`` (man getopt_long).
    """
    options: list[tuple[str, str]] = []
    operands: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        following = words[position] if position < len(words) else ""
        if word == "--":
            operands.extend(words[position:])
            break
        if word.startswith("--"):
            head, joined, value = word[2:].partition("=")
            name = _complete(head, grammar)
            if name in grammar.long_valued and not joined:
                value = following
                position += 1
            options.append((name, value))
        elif word.startswith("-") and len(word) > 1:
            took_next = _letters(word[1:], following, grammar.valued, options)
            position += took_next
        else:
            operands.append(word)
    return Words(tuple(options), tuple(operands))


def _letters(letters: str, following: str, valued: str, options: list[tuple[str, str]]) -> int:
    """Read one bundle; 1 when its last letter took the following word."""
    for index, letter in enumerate(letters):
        if letter in valued:
            attached = letters[index + 1 :]
            options.append((letter, attached or following))
            return 0 if attached else 1
        options.append((letter, ""))
    return 0


def _complete(name: str, grammar: Grammar) -> str:
    known = grammar.long_valued | grammar.long_flags
    if name in known:
        return name
    candidates = [full for full in known if name and full.startswith(name)]
    return candidates[0] if len(candidates) == 1 else name


def rejoin(tokens: Iterable[Token]) -> list[str]:
    """The words of a line with torn paths joined again.

    Sensors write argv joined by blanks, without quotes: ``/Library/Application Support/a.app`` arrives as two words. An
    absolute path that has no extension yet goes on in the next word that is neither an option nor the start of a path,
    nor one on another host (``https://h/x``, ``h:/x``); first-level folders (``cp -t /tmp x.p12``) and programs
    (``-T /usr/bin/codesign x.p12``) do not. A line that holds quotes was not written so and stays as it is.
    """
    tokens = list(tokens)
    if any('"' in token.raw or "'" in token.raw for token in tokens):
        return [token.text for token in tokens]
    words: list[str] = []
    parts: list[str] = []
    for token in tokens:
        word = token.text
        if parts and word not in _OPERATORS and not word.startswith(("-", *_PATH_STARTS)) and ":/" not in word:
            parts.append(word)
        else:
            if parts:
                words.append(_joined(parts))
            parts = [word]
        if not _goes_on(parts[0], word):
            words.append(_joined(parts))
            parts = []
    if parts:
        words.append(_joined(parts))
    return words


def _joined(parts: list[str]) -> str:
    """The parts of a path; a shell's line that was logged as typed has a backslash before each blank."""
    return " ".join([*(part[:-1] if part.endswith("\\") else part for part in parts[:-1]), parts[-1]])


def _goes_on(first: str, last: str) -> bool:
    if not first.startswith(("/", "~")) or "/" not in first[1:] or any(folder in first for folder in _PROGRAM_FOLDERS):
        return False
    return not last.endswith("/") and "." not in last.rpartition("/")[2]
