"""What a wrapper's grammar finds in one command, and the few readings that all wrappers share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Finding, Script
from codesignrisk_core.unwrap.bounds import WORD, Bounds


class Found(NamedTuple):
    """What stands directly inside one command. secrets: passwords among the wrapper's own words."""

    commands: tuple[Command, ...] = ()
    scripts: tuple[Script, ...] = ()
    findings: tuple[Finding, ...] = ()
    secrets: tuple[str, ...] = ()


NOTHING = Found()


class Wrapper(NamedTuple):
    """A program that runs, stores or forwards other commands.

    name: goes into Command.layers. images, original_names: as in model.Tool, without ``.exe``.
    read: what stands inside a command of it; the second argument is the name.
    """

    name: str
    read: Callable[[Command, str, Bounds], Found]
    images: tuple[str, ...] = ()
    original_names: tuple[str, ...] = ()


def child(
    outer: Command, name: str, line: str, bounds: Bounds, *, cwd: str | None = None, posix: bool = False
) -> tuple[Command, ...]:
    """The command that a text inside ``outer`` is; none for an empty text.

    name: the wrapper's. cwd: None inherits the outer one. posix: split as POSIX shells do.
    """
    line = line.strip()
    if not bounds.charge(len(line) if line.isascii() else WORD * len(line), line):  # letters are folded
        return ()
    tokens = argv.split_posix(line) if posix else argv.split(line)
    bounds.charge(WORD * len(tokens))
    if not tokens or not tokens[0].text:
        return ()
    place = outer.cwd if cwd is None else cwd
    return (Command(tokens[0].text, tokens, line, place, (*outer.layers, name)),)


def rest(command: Command, index: int) -> str:
    """The line's text from the word at ``index`` on, exactly as it stands there."""
    position = 0
    for token in command.tokens[:index]:
        start = command.line.find(token.raw, position)
        if start < 0:  # words that were not split from this line
            return " ".join(token.raw for token in command.tokens[index:])
        position = start + len(token.raw)
    return command.line[position:].lstrip()


def command_line(command: Command, index: int) -> str:
    """The command line that begins at a word: that word alone when it was quoted whole, else the rest of the line."""
    words = command.tokens[index:]
    if len(words) == 1 and not is_program(words[0].text):
        return words[0].text
    return rest(command, index) if words else ""


_EXECUTABLE = re.compile(r"\.(?:exe|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msc|scr|sh)(?=[\s\"']|$)", re.IGNORECASE)
_ROOTED = re.compile(r"[a-z]:[\\/]|\\\\|%|\.|/", re.IGNORECASE)
_NOT_IN_NAMES = frozenset('^&|<>"')


def is_program(text: str) -> bool:
    """Whether a text names a program file and nothing else, even if it has blanks (``C:\\Program Files\\x.exe``)."""
    if not text or not _NOT_IN_NAMES.isdisjoint(text):
        return False
    if " " not in text and "\t" not in text:
        return True
    if not _ROOTED.match(text) or " -" in text or " /" in text:
        return False
    extension = _EXECUTABLE.search(text)
    return extension is not None and extension.end() == len(text)
