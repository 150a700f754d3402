"""What cmd's internal commands say: set, cd, start, dir. Rules: their ``/?``; learn.microsoft.com, windows-commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Token

BEFORE = "@( \t\r\n,;="  # what cmd skips before a command's name
_MAX_DIRECTORY = 1024  # SetCurrentDirectory takes 258 characters; these here are not normalised yet
_WORD = re.compile(r'\s*((?:"[^"]*"?|[^\s"])+)')
_START_VALUED = frozenset({"/d", "/node", "/affinity", "/machine"})


class Assignment(NamedTuple):
    """``set name=value``, both as they stand there."""

    name: str
    value: str


def is_set(text: str) -> bool:
    """Whether a command is ``set``."""
    bare = text.lstrip(BEFORE)[:12].replace("^", "").lower()
    return bare.startswith("set") and bare[3:4] in (" ", "\t", '"', ",", ";")


def assignment(text: str) -> Assignment | None:
    """What ``set x=y`` or ``set "x=y"`` assigns; blanks at the value's end count, behind the last quote nothing does.

    text: a set command without carets. None where it shows variables, or takes what is not in the line: a sum
    (``/a``), an answer (``/p``).
    """
    operand = text.lstrip(BEFORE)[len("set") :].lstrip().rstrip("\r\n")
    if operand.startswith('"'):
        operand = operand[1:].rpartition('"')[0] or operand[1:]
    name, equals, value = operand.partition("=")
    if not equals or not name.strip() or name[:2].lower() in ("/a", "/p"):
        return None
    return Assignment(name, value)


class Start(NamedTuple):
    """``start``: the directory that it names, and the command that it starts."""

    directory: str
    command: str


def start(text: str) -> Start:
    """``start ["title"] [/d directory] [/b ...] program``."""
    directory, titled = "", False
    word = _WORD.match(text, len("start"))
    while word is not None:
        following = _WORD.match(text, word.end())
        raw = word.group(1)
        if raw.startswith('"') and not titled and following is not None:  # the first quoted word
            titled = True
        elif not raw.startswith("/"):
            break
        elif raw.lower() in _START_VALUED and following is not None:
            directory = following.group(1) if raw.lower() == "/d" else directory
            following = _WORD.match(text, following.end())
        elif raw.lower().startswith("/d"):
            directory = raw[2:]
        word = following
    return Start(directory, text[word.start(1) :] if word is not None else "")


def listed(commands: Iterable[Sequence[Token]]) -> str:
    """The wildcard that stands for what dir or where lists, or "". commands: the words of each."""
    for words in commands:
        if words and paths.stem(words[0].text) in ("dir", "where"):
            named = [word.text for word in words[1:] if word.text[:1] != "/"]
            pattern = next((word for word in named if "*" in word), "")
            return join(named[0], pattern) if pattern and named[0] != pattern else pattern
    return ""


def join(cwd: str, operand: str) -> str:
    """The directory after ``cd operand``; the old one where the new one would be longer than Windows takes."""
    place = operand.strip()
    if place[:2].lower() == "/d":
        place = place[2:].strip()
    place = place.strip('"')
    if not place or len(place) > _MAX_DIRECTORY:
        return cwd
    if place.startswith(("\\\\", "%", "/")) or place[1:2] == ":" or not cwd:
        return place
    joined = f"{cwd[:2]}{place}" if place.startswith("\\") else f"{cwd.rstrip(chr(92))}\\{place}"
    return joined if len(joined) <= _MAX_DIRECTORY else cwd
