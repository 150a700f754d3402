"""The bounds of reading. Who writes a log decides what stands in it, so nothing is held without one."""

from __future__ import annotations

BLOCK = 1 << 16
"""Bytes or characters that are read at a time."""

LONGEST_EVENT = 1 << 23
"""Characters of one event; Windows' own hold 64 KiB at most, a joined script block or a snapshot some hundred."""

MOST_SKIPPED = 1 << 29
"""Characters that are skipped in search of the next event after a broken one, over a whole file."""

MOST_WASTED = 1 << 24
"""Characters that broken events may cost to look at, beyond their own line."""

MOST_PROBLEMS = 100
"""Problems of one file that are told one by one; the others are counted."""
