"""Text on a terminal: nothing that an event says can steer it, and one console for all tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO, TextIO, cast

from rich.console import Console
from rich.text import Text

from lab.records import Value

STYLES = {"critical": "bold white on red", "high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim"}
"""The style of each band in which something was found."""

_WIDTH = 200


def printable(text: str) -> str:
    """Text that cannot steer a terminal: what Unicode calls unprintable is shown as `\\x1b`-like escapes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def cell(value: Value | None) -> str:
    """A field's value as one printable text."""
    return printable(" ".join(value) if isinstance(value, list) else value or "")


def when(time: str) -> str:
    """Epoch seconds as a UTC time; other text as it is."""
    try:
        return datetime.fromtimestamp(float(time), UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return time


def say(text: object) -> None:
    """Print one line on standard error, for what is not the output itself."""
    print(printable(str(text)), file=sys.stderr)


def console(out: BinaryIO, colour: bool) -> Console:
    """A console that writes UTF-8 to a byte stream, which it never closes."""
    return Console(file=cast(TextIO, _Utf8(out)), width=width(colour, _WIDTH), force_terminal=colour, highlight=False)


def width(terminal: bool, otherwise: int) -> int | None:
    """The columns of a table, for rich; None for those of the terminal. A file or pipe has none; COLUMNS sets some."""
    return None if terminal or "COLUMNS" in os.environ else otherwise


def packed(parts: Iterable[Text], width: int, indent: int) -> Iterator[Text]:
    """Lines of parts, two blanks between them, as many to a line as fit; from the second line on they are indented."""
    line: Text | None = None
    for part in parts:
        if line is None:
            line = part.copy()
        elif len(line) + 2 + len(part) <= width:
            line.append("  ").append(part)
        else:
            yield line
            line = Text(" " * indent).append(part)
    if line is not None:
        yield line


class _Utf8:
    """The text face of a byte stream, for rich."""

    encoding = "utf-8"

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode(errors="backslashreplace"))

    def flush(self) -> None:
        self._out.flush()
