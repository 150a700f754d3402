"""A process start: what its command does, and in what surroundings."""

from __future__ import annotations

from codesignrisk_core import context, identity
from codesignrisk_core.cmdline import argv, normalise, traits
from codesignrisk_core.fields import Event
from codesignrisk_core.model import Command, Report
from codesignrisk_core.parents import Parent
from codesignrisk_core.tools import certutil

KIND = "process"

NO_COMMAND_LINE = "no command line: turn on command-line auditing for process creation events"
TOO_LONG = f"the command line was cut at {normalise.MAX_LENGTH} characters"

_TOOL_FLAGS = {"signtool": "IsSigntool", "certutil": "IsCertutil"}
_EVENT_IDS = frozenset({"", "1", "4688"})


def is_process(event: Event) -> bool:
    """Whether this is a process start: Sysmon 1, Security 4688, or a data-model row that names a program."""
    if event.event_id not in _EVENT_IDS or not (event.image or event.command_line):
        return False
    if event.event_id == "1" and event.channel:
        return "sysmon" in event.channel.lower()
    return True


def judge(event: Event, parent: Parent) -> tuple[Report, str]:
    """The report on a process start, and why it could not be assessed in full, or ""."""
    line = normalise.clean(event.command_line)
    error = ""
    if len(line) > normalise.MAX_LENGTH:
        line, error = line[: normalise.MAX_LENGTH], TOO_LONG
    if not line.strip():
        return Report(), NO_COMMAND_LINE
    if event.event_id == "4688" and line == event.image and " " not in line:
        # Splunk_TA_windows fills the CIM field with the image when auditing leaves the command line out
        return Report(), NO_COMMAND_LINE
    tokens = argv.split_posix(line) if argv.is_posix(event.image) else argv.split(line)
    found = identity.of_process(event.image, event.original_name, tokens[0].text if tokens else "")
    if found.tool is None:
        return Report(), error
    command = Command(event.image, tokens, line, event.cwd)
    if found.tool.name == certutil.NAME and certutil.is_nss(command, event.company):
        return Report(), error
    report = found.tool.judge(command)
    if found.tool.name in _TOOL_FLAGS:
        report.flags.add(_TOOL_FLAGS[found.tool.name])
    if report.findings:
        for finding in traits.disguises(line, command.args):
            report.add(*finding)
            report.hidden = report.hidden or finding.indicator in traits.DELIBERATE
        context.judge(report, event, found, parent)
    return report, error
