"""What an event is in the lab: fields of text or lists of texts, and how a cell of CSV holds several values."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

Value = str | list[str]
Record = dict[str, Value]

MV_PREFIX = "__mv_"
"""Splunk puts the values of a multivalue field into a second column of this prefix."""

_MV_ITEM = re.compile(r"\$((?:[^$]|\$\$)*)\$(?:;|\Z)")
_MV_WHOLE = re.compile(r"\$(?:[^$]|\$\$)*\$(?:;\$(?:[^$]|\$\$)*\$)*")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Python refuses CSV cells over 128 KB by default; script blocks are larger.
csv.field_size_limit(2**31 - 1)


class MultivalueError(ValueError):
    """A cell does not have the form of a multivalue field."""


def encode_values(values: Sequence[str]) -> str:
    """Write values the way an `__mv_` column holds them: `["a", "b$"]` -> `$a$;$b$$$`."""
    return ";".join("$" + value.replace("$", "$$") + "$" for value in values)


def decode_values(text: str) -> list[str]:
    """Read an `__mv_` cell back. Raises MultivalueError when the text is not of that form."""
    if not _MV_WHOLE.fullmatch(text):
        raise MultivalueError(f"not a multivalue cell: {text[:80]!r}")
    return [item.replace("$$", "$") for item in _MV_ITEM.findall(text)]


def valid_text(text: str) -> str:
    """Text as splunkd can hold it: lone surrogates, which UTF-8 cannot carry, become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def columns_of(records: Sequence[Mapping[str, Value]]) -> list[str]:
    """The union of the records' keys, in order of first sight: the columns of their table."""
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
    return list(names)
