"""Finds passwords in AppleScript: the text behind the parameter ``password``, and variables with a telling name.

Sources: StandardAdditions' dictionary and TN2065 (``do shell script TEXT user name TEXT password TEXT``, ``mount volume
TEXT as user name TEXT with password TEXT``); AppleScript Language Guide, "text" (quotes inside a text are escaped) and
"set".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codesignrisk_core.cmdline import secret_names as names

# Commands that take a password: text without one of them is no AppleScript that can hold any.
_COMMANDS = re.compile(r"do\s{1,64}shell\s{1,64}script|mount\s{1,64}volume", re.IGNORECASE)
# Around a script in quotes, as around a text inside a text, the quotes are escaped more or less often than its own.
_QUOTE = re.compile(r'(?<!\\)\\{0,15}"')
_LABEL = re.compile(
    r"\b(?:(?P<label>password)|(?:set|property)\s{1,64}(?P<name>\w{1,128})(?:\s{1,64}to|\s{0,64}:))\s{1,64}$",
    re.IGNORECASE,
)
_MAX_LABEL = 256


def of_text(text: str) -> Iterator[str]:
    """The passwords in text that holds AppleScript, as they stand there; linear."""
    if '"' not in text or not _COMMANDS.search(text):
        return
    closed: dict[str, int] = {}
    opened: dict[str, tuple[int, bool]] = {}  # where a text begins, and whether it is a password
    for mark in _QUOTE.finditer(text):
        quote = mark[0]
        if quote in opened:
            start, told = opened.pop(quote)
            closed[quote] = mark.end()
            if told:
                yield text[start : mark.start()]
        else:
            before = text[max(closed.get(quote, 0), mark.start() - _MAX_LABEL) : mark.start()]
            label = _LABEL.search(before)
            opened[quote] = mark.end(), label is not None and (label["name"] is None or names.is_secret(label["name"]))
