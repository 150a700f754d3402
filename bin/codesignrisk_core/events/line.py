"""A command line that an event tells without being a process start: of a new service, of the host of an engine."""

from __future__ import annotations

from codesignrisk_core.cmdline import argv, normalise
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.events.process import TOO_LONG
from codesignrisk_core.model import Command, Report
from codesignrisk_core.process import command_line, identity


def judge(text: str, site: Site) -> Assessment:
    """What the line does. text: as normalise.clean gives it. What is behind the longest line is looked through only."""
    line, behind = text[: normalise.MAX_LENGTH], text[normalise.MAX_LENGTH :]
    tokens = argv.split(line)
    if not tokens:
        return Assessment(Report())
    whole = command_line.CommandLine()
    command = Command(tokens[0].text, tokens, line)
    whole.judge_command(command, command_line.judge(command, identity.of_word(tokens[0].text)))
    if behind:
        whole.unread.append(behind)
    return Assessment(whole.report(site.indicators), TOO_LONG if behind else "")
