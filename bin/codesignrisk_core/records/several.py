"""A command line that comes with several values: the words of one line, or several lines.

Lists of words are what audit and endpoint sensors have, and some shippers put them under the line's own name; several
lines come of an event whose line was extracted twice. A record does not tell which of these it is, so it is read as
both: all values are words of one line, and each that holds a blank is a line as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesignrisk_core.cmdline import argv, joining

_BLANK = re.compile(r"\s")
# A program's path, which may hold blanks, without arguments behind it.
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:(?! [-/]|\").)*")


def line(values: Sequence[str], image: str) -> str:
    """All values as one line; a value that is there alone, or again and again, as it stands.

    values: of the field, from the first on that is no placeholder. image: of the program, which tells the platform.
    """
    if len(set(values)) < 2:
        return values[0]
    first, join = values[0], joining.posix if argv.is_posix(image or values[0]) else joining.windows
    if _BLANK.search(first) and not _PATH.fullmatch(first):  # a line, not a program
        return f"{first} {join(values[1:])}"
    return join(values)


def lines(values: Sequence[str]) -> tuple[str, ...]:
    """Those of different values that may be lines of their own; () where there is one value only."""
    different = dict.fromkeys(values)
    return tuple(value for value in different if _BLANK.search(value.strip())) if len(different) > 1 else ()
