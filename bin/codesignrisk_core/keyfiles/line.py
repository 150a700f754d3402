"""A line as the object rules read it: its program, its words up to the next pipe, and its redirections."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from codesignrisk_core.cmdline import argv, getopt, paths
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import MAX_OPERANDS, Command

_ENDS = frozenset({"|", "||", "&", "&&", ";"})
# A line with more words than this is read in part.
_MAX_WORDS = 1_024
TOO_MANY_WORDS = f"a line of more than {_MAX_WORDS} words was read in part"
_FIRST = _LAST = 32
_INTO = frozenset({">", ">>", "1>", "1>>"})
_MARKED = re.compile("|".join(map(re.escape, naming.MARKERS)))


class Line(NamedTuple):
    """name: the program's base name; words: behind it; into and source: files of ``>`` and ``<``, or "".

    cut: it has more words than are read.
    """

    name: str
    words: tuple[str, ...]
    cwd: str
    posix: bool
    into: str = ""
    source: str = ""
    cut: bool = False

    def switches(self) -> tuple[set[str], list[str]]:
        """Windows switches in lower case, and operands. ``/s/b`` is two switches."""
        found: set[str] = set()
        operands = []
        for word in self.words:
            if word[:1] == "/" and len(word) > 1 and not self.posix and ("." not in word or ":" in word):
                found.update(part for part in word.lower().split("/") if part)
            elif word[:1] == "-" and len(word) > 1:
                found.add(word[1:].lower())
            else:
                operands.append(word)
        return found, operands

    def switch_values(self, *names: str) -> dict[str, str]:
        """The words behind these switches (``/p C:\\``), or "" for those that are not there."""
        values = dict.fromkeys(names, "")
        for word, after in zip(self.words, (*self.words[1:], "")):
            name = word[1:].lower()
            if word[:1] in ("/", "-") and name in values and not values[name]:
                values[name] = after
        return values


def _bounded(words: list[str]) -> list[str]:
    """Of very many words those that may name a key or certificate, and the last ones: the destination is among them."""
    if len(words) <= _MAX_WORDS:
        return words
    named = (word for word in words[:-_LAST] if _MARKED.search(word.lower()))
    return [*words[:_FIRST], *islice(named, MAX_OPERANDS), *words[-_LAST:]]


def read(command: Command) -> Line:
    """The line of a command. Paths that a sensor on macOS or Linux tore apart are joined again."""
    is_posix = argv.is_posix(command.image) and command.is_posix
    words = getopt.rejoin(command.args) if is_posix else [token.text for token in command.args]
    kept: list[str] = []
    into = source = ""
    rest = iter(_bounded(words))
    for word in rest:
        if word in _ENDS:
            break
        if word in _INTO:
            into = next(rest, "")
        elif word == "<":
            source = next(rest, "")
        elif word[:1] == ">" and len(word) > 1:
            into = word.lstrip(">")
        else:
            kept.append(word)
    return Line(paths.stem(command.program), tuple(kept), command.cwd, is_posix, into, source, len(words) > _MAX_WORDS)
