"""streams.exe of Sysinternals, which deletes alternate data streams: the mark of the web is one.

Grammar: learn.microsoft.com/sysinternals/downloads/streams: ``streams [-s] [-d] <file or directory>``.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import mark_of_web

NAME = "streams"


def judge(command: Command) -> Report:
    """Read one line: without -d it lists."""
    report = Report()
    parsed = options.parse(command.args, frozenset())
    if parsed.has("d") and parsed.operands:
        report.tool = NAME
        mark_of_web.judge(report, NAME, [word.text for word in parsed.operands], command.cwd)
    return report


TOOLS = (Tool(NAME, (NAME, "streams64"), ("streams.exe",), judge),)
