"""What kind of table a CSV file is: its separator, its header, and the lines that stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

SEPARATORS = ",;\t|"

_NAME = re.compile(r'"?[\w@#][^"\n\r,;|\t<>{=]{0,120}(?:\{\})?"?')
_EXCEL = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
_TYPE = "#TYPE "
_ALONE = frozenset({"_raw", "raw", "event", "message"})  # columns that hold a whole event


def shows(start: str) -> bool:
    """Whether a text begins as a table: with a header of at least two names."""
    lines = iter(start.splitlines(keepends=True)[:3])
    line, separator = skip_preface(lines)
    names = line.strip().split(separator or separator_of(line))
    return len(names) > 1 and all(_NAME.fullmatch(name) for name in names)


def skip_preface(lines: Iterator[str]) -> tuple[str, str]:
    """The header's line, and the separator that Excel's line before it names.

    Windows PowerShell's Export-Csv begins with `#TYPE` and a type, Excel in some countries with `sep=;`.
    """
    line, separator = next(lines, ""), ""
    if line.lstrip('"').startswith(_TYPE):
        line = next(lines, "")
    if match := _EXCEL.fullmatch(line):
        separator, line = match[1], next(lines, "")
    return line, separator


def separator_of(header: str) -> str:
    """The separator that makes the most names of a header; a comma where none does."""
    return max(SEPARATORS, key=lambda sign: (_outside_quotes(header, sign), sign == ","))


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def is_known_alone(name: str) -> bool:
    """Whether a single column is a table after all."""
    return name.strip().strip('"').lower() in _ALONE
