"""Command lines and scripts as the scorer hands them to its grammars, and what a report names."""

from __future__ import annotations

from codesignrisk_core import cmdlets, tools
from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import Command, Report, Script


def windows(line: str, cwd: str = "") -> Command:
    """A line of Windows; the first word is all that is known of the program."""
    tokens = argv.split(line)
    return Command(tokens[0].text if tokens else "", tokens, line, cwd)


def posix(line: str, cwd: str = "") -> Command:
    """A line of macOS or Linux, whose program lies in /usr/bin."""
    tokens = argv.split_posix(line)
    return Command("/usr/bin/" + paths.base(tokens[0].text), tokens, line, cwd)


def judged_windows(line: str, cwd: str = "") -> Report:
    """What the tool of a line of Windows says."""
    return _judged(windows(line, cwd))


def judged_posix(line: str, cwd: str = "") -> Report:
    """What the tool of a line of macOS or Linux says."""
    return _judged(posix(line, cwd))


def _judged(command: Command) -> Report:
    return tools.BY_IMAGE[paths.stem(command.image)].judge(command)


def judged_script(text: str, cwd: str = "C:\\work") -> Report:
    """What PowerShell text does."""
    return cmdlets.judge_script(Script(text, cwd=cwd))


def ids(report: Report | None) -> list[str]:
    """The indicators, in the order in which they were found."""
    return [finding.indicator for finding in report.findings] if report else []
