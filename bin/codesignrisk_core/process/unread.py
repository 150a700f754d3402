"""What stayed unread behind a bound, and whether it names what we look for.

Whoever writes a line may wrap or chain so many commands that reading ends before the one that counts. Nobody needs that
to start a signing tool by honest means: it is command obfuscation (T1027.010), and the event may not look harmless.
"""

from __future__ import annotations

from collections.abc import Iterable

from codesignrisk_core import tools
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import Report
from codesignrisk_core.trust import registry_keys

INDICATOR = "unread_commands"

_SHORT = 5
# What shells leave out of a word: cer^tutil, cer""tutil, cer`tutil.
_ESCAPES = {ord(char): None for char in "^\"'`"}
# Words of everyday lines among the markers.
_COMMON = frozenset({"extension", "ext:"})
_MARKS = (
    *(image for tool in tools.TOOLS if not tool.words for image in tool.images if len(image) >= _SHORT),
    *(marker for marker in naming.MARKERS if marker not in _COMMON),
    *registry_keys.MARKS,
    "cert:",
    "x509",
    "addstore",
)


def judge(report: Report, texts: Iterable[str]) -> None:
    """Add that text of these was not read although it names a tool, a store or a key file."""
    found = next(filter(None, map(_named, texts)), "")
    if found:
        report.action = report.action or "hide_commands"
        mark = found.strip("\\")
        report.add(INDICATOR, f"there is more than is read, and what was not read names {mark}")


def _named(text: str) -> str:
    """What a text names, also where its letters stand apart or are look-alikes; "" where it is nothing to us."""
    plain = normalise.fold(text).lower()
    bare = plain.translate(_ESCAPES)
    return next((mark for mark in _MARKS if mark in plain or mark in bare), "")
