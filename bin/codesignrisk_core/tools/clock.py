"""Commands that change the clock or stop what keeps it right, and programs that give others a false time.

Grammar: learn.microsoft.com (date, w32tm, net stop, sc, Set-Date), man pages date(1), timedatectl(1), hwclock(8),
systemsetup(8), faketime(1); nirsoft.net RunAsDate.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Script

_ALWAYS = frozenset({"faketime", "runasdate", "runasdate-x64"})
# Program -> what its line must hold; a date without digits only shows the day.
_CHANGES = {
    "date": re.compile(r"\s(?:-s|--set\b|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{10,12}\b)"),
    "w32tm": re.compile(r"[/-](?:unregister|debug\b)"),
    "net": re.compile(r"\sstop\s+[\"']?(?:w32time|windows time)"),
    "net1": re.compile(r"\sstop\s+[\"']?(?:w32time|windows time)"),
    "sc": re.compile(r"\s(?:stop|delete|config)\s+[\"']?w32time"),
    "timedatectl": re.compile(r"\s(?:set-time|set-ntp\s+(?:0|no|false))"),
    "hwclock": re.compile(r"\s--set\b"),
    "systemsetup": re.compile(r"\s-set(?:date|time|usingnetworktime\s+off)", re.IGNORECASE),
    "set-date": re.compile(r""),
}
# libfaketime without its wrapper: a shell sets its variables before the command.
_SHELLS = frozenset("sh bash dash zsh ksh ash env".split())
_FAKED = re.compile(r"\bfaketime=|libfaketime")
_SCRIPT = re.compile(r"(?<![\w-])set-date(?![\w-])", re.IGNORECASE)


def changes(part: Command | Script) -> bool:
    """Whether a command or script changes the clock, or runs what it runs under a false one."""
    if isinstance(part, Script):
        return _SCRIPT.search(part.text) is not None
    name = paths.stem(part.program)
    if name in _ALWAYS:
        return True
    if name in _SHELLS and _FAKED.search(part.line.lower()):
        return True
    line = _CHANGES.get(name)
    return line is not None and line.search(part.line.lower()) is not None
