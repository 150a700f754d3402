"""sc.exe and net.exe: drivers that become services, with known holes or from a place where any user may write; and
services that are stopped though they hold programs back by their signers.

Grammar: learn.microsoft.com, windows-commands/sc-create and sc-config (``type= kernel binPath= FILE``, ``start=
disabled``; the blank may be missing), net stop. Services that are programs are commands (unwrap).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import drivers, signature_services
from codesignrisk_core.trust.signature_services import WORDS as SERVICE_WORDS

NAME = "sc"

_VERBS = frozenset({"create", "config"})
_STOPS = frozenset({"stop", "delete"})
_KERNEL = frozenset({"kernel", "filesys"})


def judge(command: Command) -> Report:
    """Read one line of sc; what makes no driver and stops no such service leaves an empty report."""
    report = Report()
    words = [token.lower for token in command.args]
    _judge_stop(report, [word for word in words if not word.startswith("\\\\")])
    if _VERBS.isdisjoint(words[:2]):  # a host may stand before the verb
        return report
    values = _values(command)
    path = paths.normal(values.get("binpath", ""), command.cwd)
    if values.get("type", "").lower() not in _KERNEL or not path:
        return report
    drivers.judge_service(report, NAME, path)
    if report.findings:
        report.tool = NAME
    return report


def _judge_stop(report: Report, words: list[str]) -> None:
    """``stop NAME``, ``config NAME start= disabled``. words: behind the host."""
    if len(words) > 1 and (words[0] in _STOPS or (words[0] == "config" and "disabled" in " ".join(words[2:]))):
        signature_services.judge(report, NAME, words[1], disabled=words[0] != "stop")


def _net(command: Command) -> Report:
    """``net stop NAME``."""
    report = Report()
    words = [token.lower for token in command.args]
    if len(words) > 1 and words[0] == "stop":
        signature_services.judge(report, paths.stem(command.program), words[1])
    return report


def _values(command: Command) -> dict[str, str]:
    """The options by their names: ``type= kernel`` and ``type=kernel``."""
    texts = [token.text for token in command.args]
    found: dict[str, str] = {}
    for text, after in zip(texts, [*texts[1:], ""]):
        name, equals, value = text.partition("=")
        if equals:
            found.setdefault(name.lower(), (value or after).strip("\"' "))
    return found


TOOLS = (
    Tool(NAME, ("sc",), ("sc.exe",), judge, words=("kernel binpath", "filesys binpath", *SERVICE_WORDS)),
    Tool("net", ("net", "net1"), ("net.exe", "net1.exe"), _net, words=SERVICE_WORDS),
)
