"""sc.exe where it makes a service of a driver: one with known holes, or one from a place where any user may write.

Grammar: learn.microsoft.com, windows-commands/sc-create and sc-config (``type= kernel binPath= FILE``; the blank may be
missing). Services that are programs are commands (unwrap).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.trust import places, vulnerable_drivers

NAME = "sc"

_VERBS = frozenset({"create", "config"})
_KERNEL = frozenset({"kernel", "filesys"})


def judge(command: Command) -> Report:
    """Read one line of sc; whatever makes no driver leaves an empty report."""
    report = Report()
    words = [token.lower for token in command.args]
    if _VERBS.isdisjoint(words[:2]):  # a host may stand before the verb
        return report
    values = _values(command)
    path = paths.normal(values.get("binpath", ""), command.cwd)
    if values.get("type", "").lower() not in _KERNEL or not path:
        return report
    name = paths.base(path)
    if vulnerable_drivers.is_vulnerable(name) and not vulnerable_drivers.is_usual_place(path):
        report.add("vulnerable_driver", f"{name} has the name of a driver with known holes, in no usual place")
    elif places.is_exposed(path):
        report.add("driver_user_writable", f"sc makes a service of the driver {name}")
    if report.findings:
        report.tool = NAME
        report.action = "load_driver"
        report.targets.append(path)
        if places.is_exposed(path):
            report.add("signed_file_user_writable", f"{name} lies in a user-writable place")
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


TOOLS = (Tool(NAME, ("sc",), ("sc.exe",), judge, words=("kernel binpath", "filesys binpath")),)
