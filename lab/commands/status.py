"""The exit statuses of the lab's commands, the same for all of them. docs/exports.md tells them to users."""

from __future__ import annotations

DONE = 0
"""Everything was read and looked at, whether or not anything was found."""

INCOMPLETE = 1
"""A file could not be read at all, or a search of a page failed; the others were looked at."""

FAILED = 2
"""Nothing was done: wrong arguments, a search or command that failed, something needed that is missing."""

NOTHING_READ = 3
"""No file gave an event, so that nothing was looked at: no finding, and no all-clear either."""


def of_reading(events: int, complete: bool) -> int:
    """The status after files were read: how many events they gave, and whether each could be read."""
    if not events:
        return NOTHING_READ
    return DONE if complete else INCOMPLETE
