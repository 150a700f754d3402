"""The script that a process start is one command of: what its other commands do belongs to the act.

``bash -c "curl ... > /tmp/u; xattr -c /tmp/u; chmod +x /tmp/u; /tmp/u"`` starts xattr, and the event of xattr names the
whole line as its parent's. Only looked at once a command has something to say, so that a quiet one costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import argv, normalise, paths
from codesignrisk_core.model import Command, Report
from codesignrisk_core.process import command_line, identity
from codesignrisk_core.settings import Indicator

_SHELLS = frozenset("sh bash zsh dash ash ksh cmd powershell pwsh".split())


def judge(report: Report, own: Command, parent_line: str, budget: Budget, indicators: Mapping[str, Indicator]) -> None:
    """Add what a shell's script does besides a command, where the parent's line holds that very command.

    own: the command. parent_line: as the sensor tells it. budget: of the event, which both are paid from.
    """
    line = normalise.clean(parent_line)
    if len(line) > normalise.MAX_LENGTH or not _holds(line, own):
        return
    tokens = argv.split_posix(line) if argv.is_posix(line) or own.is_posix else argv.split(line)
    if not tokens or paths.stem(tokens[0].text) not in _SHELLS:
        return
    script = Command(tokens[0].text, tokens, line, own.cwd)
    whole = command_line.CommandLine(budget)
    whole.judge_command(script, command_line.judge(script, identity.of_word(script.image)))
    around = whole.report(indicators)
    for finding in around.findings:
        report.add_around(finding)
    report.secrets += around.secrets
    report.hidden |= around.hidden


def _holds(line: str, own: Command) -> bool:
    """Whether every word of a command stands in a line, in its order, behind the program's name."""
    text = line.lower().replace('"', "").replace("'", "")
    position = text.find(paths.stem(own.program))
    if position <= 0:
        return False
    for token in own.args:
        word = token.lower if token.lower in text else paths.base(token.text)
        position = text.find(word, position)
        if position < 0:
            return False
    return bool(own.args)
