"""The command's own options, and nothing else.

The SDK's base class brings options of its own to every command. One of them reads a logging configuration from a path
of the searcher's choice, which runs code from it. So the SDK is shown no word that a user wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from codesignrisk_core.records import sources

_ALL = "all"
_NUMBER = re.compile(r"[0-9]{1,3}")
_BOOLEANS = {
    **dict.fromkeys(("1", "t", "true", "y", "yes"), True),
    **dict.fromkeys(("0", "f", "false", "n", "no"), False),
}


class Options(NamedTuple):
    """min_score: events that score lower are dropped; allowlist: whether it applies; raw: also read _raw;
    who: name host, user and process of events that score 0 as well.

    sensors: sources (records.sources) whose columns are asked for beside those of Windows.
    """

    min_score: int = 0
    allowlist: bool = True
    raw: bool = False
    who: bool = False
    sensors: tuple[str, ...] = sources.ALWAYS


class OptionsError(Exception):
    """Words of the search that are no option, or have a value that is none. One message for each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def read(args: object) -> Options:
    """Read the words behind the command's name, as getinfo's ``searchinfo.args`` holds them; the last of equals counts.

    Raises OptionsError.
    """
    if not isinstance(args, list) or not all(isinstance(arg, str) for arg in args):
        raise OptionsError(["splunkd's request holds no list of words for the command"])
    options, wrong, words = Options(), [], []
    for arg in args:
        name, joined, value = arg.partition("=")
        if not joined:
            words.append(arg)
        elif name not in Options._fields:
            wrong.append(f"Unrecognized option: {arg}")
        else:
            read_value: Any = _READERS[name](value) if name in _READERS else _BOOLEANS.get(value.strip().lower())
            if read_value is None:
                wrong.append(f"Illegal value: {arg}: {_WANTED.get(name, _BOOLEAN)} is wanted")
            else:
                options = options._replace(**{name: read_value})
    if words:
        wrong.append(f"codesignrisk takes options only, such as min_score=60, not: {' '.join(words)}")
    if wrong:
        raise OptionsError(wrong)
    return options


def _score(value: str) -> int | None:
    text = value.strip()
    return int(text) if _NUMBER.fullmatch(text) and int(text) <= 100 else None


def _sensors(value: str) -> tuple[str, ...] | None:
    """Names with commas or blanks between them, ``all`` for all; None where one is unknown."""
    asked = re.split(r"[\s,]+", value.strip().lower())
    if not set(asked) <= {_ALL, *sources.NAMES, *sources.BLOCKS}:
        return None
    names = [*(sources.NAMES if _ALL in asked else ()), *(name for name in asked if name != _ALL)]
    return tuple(dict.fromkeys(names))


_READERS: dict[str, Callable[[str], object]] = {"min_score": _score, "sensors": _sensors}
_WANTED = {
    "min_score": "a whole number from 0 to 100",
    "sensors": f"all, or some of {', '.join((*sources.NAMES, *sources.BLOCKS))}",
}
_BOOLEAN = "true or false"
