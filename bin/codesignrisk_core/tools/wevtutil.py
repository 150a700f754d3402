"""wevtutil.exe where it clears or turns off the logs that tell of certificates and signatures.

Grammar: learn.microsoft.com, "wevtutil": cl | clear-log LOG, sl | set-log LOG /e:false | /enabled:false. Channels:
trust.signature_logs.
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report, Tool
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
        report.add("signature_log_cleared", f"wevtutil clears the log {log}")
    elif log and words[0] in _SETS and not _OFF.isdisjoint(words):
        report.add("signature_log_disabled", f"wevtutil turns the log {log} off")
    if report.findings:
        report.tool = NAME
        report.action = "blind_logs"
    return report


TOOLS = (Tool(NAME, (NAME,), ("wevtutil.exe",), judge, words=signature_logs.WORDS),)
