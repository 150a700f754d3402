"""cmd.exe's variables: ``%x%``, ``!x!``, ``%x:~0,4%``, ``%x:a=b%``.

Rules: ``set /?``; learn.microsoft.com, set (windows-commands).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.unwrap.bounds import COPIED, PIECE, REFERENCE, TOO_MUCH_WORK, Bounds

TOO_LONG = f"a text of cmd with more than {normalise.MAX_LENGTH:,} characters"

# Defaults of a Windows installation. Only parts of them are resolved (%COMSPEC:~-3%): letters are picked out of them.
_KNOWN = {
    "allusersprofile": "C:\\ProgramData",
    "commonprogramfiles": "C:\\Program Files\\Common Files",
    "comspec": "C:\\Windows\\system32\\cmd.exe",
    "os": "Windows_NT",
    "pathext": ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC",
    "programdata": "C:\\ProgramData",
    "programfiles": "C:\\Program Files",
    "programfiles(x86)": "C:\\Program Files (x86)",
    "programw6432": "C:\\Program Files",
    "public": "C:\\Users\\Public",
    "systemdrive": "C:",
    "systemroot": "C:\\Windows",
    "windir": "C:\\Windows",
}

# A reference cannot hold its own sign, so a search never looks at a character twice.
_REFERENCES = {sign: re.compile(f"{sign}([^{sign}:=]+)(?::([^{sign}]+))?{sign}") for sign in "%!"}
_PART = re.compile(r"~\s*(-?\d{1,6})?\s*(?:,\s*(-?\d{1,6}))?\s*$")
_PLAIN = re.compile(r"\w+")


class Variable(NamedTuple):
    """A value that the line itself set. built: it was put together from pieces, not written down."""

    value: str
    built: bool = False


class Expanded(NamedTuple):
    """A text with its references resolved. assembled: words came out of pieces, as nobody writes them."""

    text: str
    assembled: bool


def expand(text: str, variables: Mapping[str, Variable], sign: str, bounds: Bounds) -> Expanded:
    """Resolve references written with ``sign`` (``%`` or ``!``) to variables that the line set; others stay.

    So do those behind a bound: they are still in the text, and nothing is left unread.
    """
    if sign not in text:
        return Expanded(text, False)
    parts: list[str] = []
    position, length, assembled, joined = 0, 0, False, -1
    while True:
        found = _REFERENCES[sign].search(text, position)
        if found is None:
            break
        if length > normalise.MAX_LENGTH or not bounds.charge(_cost(found, variables)):
            bounds.stop(TOO_LONG if length > normalise.MAX_LENGTH else TOO_MUCH_WORK)
            break
        value = _value(found.group(1).lower(), found.group(2), variables, bounds)
        if value is None:  # its closing sign may open the next reference
            parts.append(text[position : found.end() - 1])
            position = found.end() - 1
            continue
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        touches = before.isalnum() or after.isalnum() or joined == found.start()
        assembled = assembled or value.built or (touches and _PLAIN.fullmatch(value.value) is not None)
        parts += (text[position : found.start()], value.value)
        length += len(value.value)
        position = joined = found.end()
    parts.append(text[position:])
    return Expanded("".join(parts), assembled)


def _cost(reference: re.Match[str], variables: Mapping[str, Variable]) -> int:
    """Steps that a reference takes: a replacement looks at the whole value, whatever it leaves of it."""
    name, change = reference.groups()
    if not change or change.startswith("~") or name.lower() not in variables:
        return REFERENCE
    # Where it almost matches, Python 3.9 looks at each place for as long as the old text is.
    return REFERENCE + len(variables[name.lower()].value) // COPIED * (1 + len(change) // 16)


def _value(name: str, change: str | None, variables: Mapping[str, Variable], bounds: Bounds) -> Variable | None:
    known = variables.get(name)
    if change is None:
        return known
    text = known.value if known is not None else _KNOWN.get(name)
    if text is None:
        return None
    if change.startswith("~"):
        part = _PART.match(change)
        return Variable(_slice(text, part), built=True) if part is not None else None
    old, equals, new = change.partition("=")
    if not equals or not old.strip("*"):
        return None
    return Variable(_replace(text, old, new, bounds), built=True)


def _slice(text: str, part: re.Match[str]) -> str:
    start = int(part.group(1) or 0)
    start = max(len(text) + start, 0) if start < 0 else start
    if part.group(2) is None:
        return text[start:]
    length = int(part.group(2))
    return text[start:length] if length < 0 else text[start : start + length]


def _replace(text: str, old: str, new: str, bounds: Bounds) -> str:
    """``%x:old=new%``, without regard to case; ``*old`` stands for all up to the first ``old``."""
    lower, old = _lower(text), _lower(old)
    if old.startswith("*"):
        found = lower.find(old[1:])
        return text if found < 0 else new + text[found + len(old) - 1 :]
    pieces = lower.split(old)
    bounds.charge(PIECE * len(pieces))
    if len(pieces) * len(new) > normalise.MAX_LENGTH:
        bounds.stop(TOO_LONG)
        return text
    position, kept = 0, []
    for piece in pieces:
        kept.append(text[position : position + len(piece)])
        position += len(piece) + len(old)
    return new.join(kept)


def _lower(text: str) -> str:
    """Lower case of the same length: one letter, the capital I with a dot, would become two."""
    return text.replace("\u0130", "i").lower()
