"""wevtutil.exe where it clears or turns off the logs that tell of certificates and signatures.

Grammar: learn.microsoft.com, "wevtutil": cl | clear-log LOG, sl | set-log LOG /e:false | /enabled:false. Channels:
trust.signature_logs.
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import log_changes
from codesignrisk_core.trust import signature_logs

NAME = "wevtutil"

_CLEARS = frozenset({"cl", "clear-log"})
_SETS = frozenset({"sl", "set-log"})
_OFF = frozenset({"/e:false", "/enabled:false", "-e:false", "-enabled:false"})


def judge(command: Command) -> Report:
    """Read one wevtutil line; other logs leave an empty report."""
    report = Report()
    words = [token.lower for token in command.args]
    if len(words) < 2:
        return report
    log = signature_logs.of_channel(words[1])
    if log and words[0] in _CLEARS:
        log_changes.judge_cleared(report, NAME, log)
    elif log and words[0] in _SETS and not _OFF.isdisjoint(words):
        log_changes.judge_off(report, NAME, log)
    report.tool = NAME if report.findings else ""
    return report


TOOLS = (Tool(NAME, (NAME,), ("wevtutil.exe",), judge, words=signature_logs.WORDS),)
