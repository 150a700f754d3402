"""Small readings of what stands in a cmd line: set, cd, handles, listings."""

from __future__ import annotations

from collections.abc import Iterable

from codesignrisk_core.cmdline import argv, paths

BEFORE = "@( \t\r\n,;="  # what cmd skips before a command's name
_MAX_LISTING = 1024


def listed(lines: Iterable[str]) -> str:
    """The wildcard that stands for what dir or where lists, or ""."""
    for line in lines:
        words = argv.split(line[:_MAX_LISTING])
        if words and paths.stem(words[0].text) in ("dir", "where"):
            named = [word.text for word in words[1:] if word.text[:1] != "/"]
            pattern = next((word for word in named if "*" in word), "")
            return join(named[0], pattern) if pattern and named[0] != pattern else pattern
    return ""


def is_set(text: str) -> bool:
    """Whether a command is ``set``."""
    bare = text.lstrip(BEFORE)[:12].replace("^", "").lower()
    return bare.startswith("set") and bare[3:4] in (" ", "\t", '"', ",", ";")


def without_handle(text: str) -> str:
    """The text before ``2>``, without its 2."""
    if text[-1:].isdigit() and text[-2:-1] in ("", " ", "\t", '"', ")"):
        return text[:-1]
    return text


def join(cwd: str, operand: str) -> str:
    """The directory after ``cd operand``."""
    place = operand.strip()
    if place[:2].lower() == "/d":
        place = place[2:].strip()
    place = place.strip('"')
    if not place:
        return cwd
    if place.startswith(("\\\\", "%", "/")) or place[1:2] == ":" or not cwd:
        return place
    return f"{cwd[:2]}{place}" if place.startswith("\\") else f"{cwd.rstrip(chr(92))}\\{place}"
