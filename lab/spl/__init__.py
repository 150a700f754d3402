"""A strict interpreter of the SPL subset that this app's searches use.

A command is a module in commands/, an eval function a function in functions/, a statistical one a line in aggregates.
Nothing belongs here that no shipped search, macro, view or guide uses.

It is a test instrument, not a product, and claims no compatibility with Splunk: it lets tests and the lab execute the
app's own searches over events. What it does not know (a command, function, option, macro, format) is an SplError that
names it and where it stands. So is what Splunk's documentation leaves open: a search that needs it should be written
another way.

    run('index=* | stats count BY host', events, now=1_750_000_000).rows

Each rule stands beside its code with the page it comes from: "Search Reference" is
help.splunk.com/splunk-enterprise/spl-search-reference/9.4, "Search Manual" is help.splunk.com/splunk-enterprise/search/
search-manual/9.4, a *.spec is the admin manual's page on that file. Known differences, all by intent: times are UTC;
events without `_raw` are searched as `name=value` lines; empty values of events are absent (KEEP_EMPTY_VALS = false,
as for extracted fields); fractions show the shortest digits that read back.
"""

from __future__ import annotations

from lab.spl.engine import Result, check, post_process, run
from lab.spl.errors import SplError
from lab.spl.saved import seconds_told, texts
from lab.spl.summary import KEEP, kept, reads_kept, with_kept

__all__ = [
    "KEEP",
    "Result",
    "SplError",
    "check",
    "kept",
    "post_process",
    "reads_kept",
    "run",
    "seconds_told",
    "texts",
    "with_kept",
]
