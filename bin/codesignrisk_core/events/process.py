"""A process start: what its command, and every command inside it, does, and in what surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from codesignrisk_core.cmdline import argv, normalise
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Command, Report
from codesignrisk_core.process import command_line, context, enclosing, identity
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields
from codesignrisk_core.settings import Indicator

KIND = "process"

NO_COMMAND_LINE = "no command line: turn on command-line auditing for process creation events"
TOO_LONG = f"the command line was cut at {normalise.MAX_LENGTH} characters"

_TOOL_FLAGS = {"signtool": "IsSigntool", "certutil": "IsCertutil"}
_EVENT_IDS = frozenset({"", "1", "4688"})


class Examination(NamedTuple):
    """One process start taken apart.

    parts: everything that was judged with its report, the process's own command first.
    report: the parts together, with the context of the event.
    error: why it could not be assessed in full, or "".
    """

    parts: command_line.Parts
    report: Report
    error: str = ""


def matches(view: fields.View) -> bool:
    """Whether this is a process start: Sysmon 1, Security 4688, or a data-model row that names a program."""
    event_id = view.get("event_id")
    if event_id not in _EVENT_IDS:
        return False
    if event_id == "1":
        channel = view.get("channel").lower()
        if channel and "sysmon" not in channel:
            return False
    if not event_id and (view.get("registry_path") or view.get("target_file") or view.get("script")):
        return False  # a data-model row of another kind, which names a program too
    return bool(view.get("image") or fields.command_line(view)[0])


def line_error(view: fields.View) -> str:
    """Why a process start does not tell for sure what was run, so that it cannot be assessed in full; else ""."""
    event = fields.event(view)
    return event.doubt if _line(event)[0] else NO_COMMAND_LINE


def judge(view: fields.View, site: Site) -> Assessment:
    """What a process start does, by whom. One that is known to have nothing to say is not taken apart again."""
    event = fields.event(view)
    parent = site.parents.classify(event.parent_image)
    key = (event.event_id, *event[3:-1])  # all but channel and host, which no verdict depends on, and lines
    known = None if event.lines else site.silent.get(key)
    if known is not None:
        return Assessment(known, parent=parent)
    _, report, error = examine(event, parent, site.indicators)
    if not (report.findings or report.limits or error or event.lines):
        site.silent.add(key, report)
    return Assessment(report, error, parent)


def examine(event: fields.Event, parent: Parent, indicators: Mapping[str, Indicator]) -> Examination:
    """Take a process start apart and judge every part.

    indicators: the weights, which decide what part of a line with several commands names the tool and the action.
    """
    line, error = _line(event)
    if not line:
        return Examination([], Report(), error)
    is_posix = argv.is_posix(event.image or line)
    tokens = argv.split_posix(line) if is_posix else argv.split(line)
    own = Command(event.image or (tokens[0].text if tokens else ""), tokens, line, event.cwd)
    whole = command_line.CommandLine()
    whole.judge_command(own, _judge_own(own, event), event.original_name)
    for other in event.lines:
        whole.judge_line(normalise.clean(other)[: normalise.MAX_LENGTH], is_posix, event.cwd)
    if error:
        whole.unread.append(normalise.clean(event.command_line)[normalise.MAX_LENGTH :])
    if event.limit:  # what is missing are words for this program
        whole.unread.append(own.program)
    report = whole.report(indicators)
    if report.findings:
        enclosing.judge(report, own, event.parent_command_line, whole.budget, indicators)
        context.judge(report, event, parent, command_line.leading_layers(whole.parts, indicators))
    return Examination(whole.parts, report, "; ".join(filter(None, (error, event.limit, event.doubt))))


def _line(event: fields.Event) -> tuple[str, str]:
    """The command line to judge and the error to report, either of which may be empty."""
    line = normalise.clean(event.command_line)
    if not line.strip():
        return "", NO_COMMAND_LINE
    if event.event_id == "4688" and line == event.image:
        # Splunk_TA_windows fills the CIM field with the image when auditing leaves the command line out
        return "", NO_COMMAND_LINE
    if len(line) > normalise.MAX_LENGTH:
        return line[: normalise.MAX_LENGTH], TOO_LONG
    return line, ""


def _judge_own(command: Command, event: fields.Event) -> Report:
    first = command.tokens[0].text if command.tokens else ""
    found = identity.of_process(event.image, event.original_name, first)
    report = command_line.judge(command, found, event.company)
    if report.tool in _TOOL_FLAGS:
        report.flags.add(_TOOL_FLAGS[report.tool])
    return report
