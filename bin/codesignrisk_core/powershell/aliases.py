"""Which command a name stands for.

Sources: learn.microsoft.com about_Aliases, and Get-Alias of Windows PowerShell 5.1.
"""

from __future__ import annotations

import re

from codesignrisk_core import wildcards
from codesignrisk_core.powershell.parameters import CMDLETS

ALIASES = {
    "%": "foreach-object",
    "?": "where-object",
    "ac": "add-content",
    "cat": "get-content",
    "cd": "set-location",
    "chdir": "set-location",
    "copy": "copy-item",
    "cp": "copy-item",
    "cpi": "copy-item",
    "curl": "invoke-webrequest",
    "del": "remove-item",
    "dir": "get-childitem",
    "echo": "write-output",
    "erase": "remove-item",
    "foreach": "foreach-object",
    "gc": "get-content",
    "gci": "get-childitem",
    "gcm": "get-command",
    "gi": "get-item",
    "gu": "get-unique",
    "gv": "get-variable",
    "gwmi": "get-wmiobject",
    "icim": "invoke-cimmethod",
    "icm": "invoke-command",
    "iex": "invoke-expression",
    "ii": "invoke-item",
    "ipmo": "import-module",
    "irm": "invoke-restmethod",
    "iwmi": "invoke-wmimethod",
    "iwr": "invoke-webrequest",
    "ls": "get-childitem",
    "md": "new-item",
    "mi": "move-item",
    "mkdir": "new-item",
    "move": "move-item",
    "mv": "move-item",
    "nal": "new-alias",
    "ni": "new-item",
    "nv": "new-variable",
    "pushd": "push-location",
    "rd": "remove-item",
    "ri": "remove-item",
    "rm": "remove-item",
    "rmdir": "remove-item",
    "sal": "set-alias",
    "rni": "rename-item",
    "rnp": "rename-itemproperty",
    "ren": "rename-item",
    "clp": "clear-itemproperty",
    "clc": "clear-content",
    "cli": "clear-item",
    "rp": "remove-itemproperty",
    "sajb": "start-job",
    "saps": "start-process",
    "sc": "set-content",
    "select": "select-object",
    "set": "set-variable",
    "si": "set-item",
    "sl": "set-location",
    "sls": "select-string",
    "sort": "sort-object",
    "sp": "set-itemproperty",
    "start": "start-process",
    "sv": "set-variable",
    "tee": "tee-object",
    "type": "get-content",
    "wget": "invoke-webrequest",
    "where": "where-object",
    "write": "write-output",
}

# PKI\Import-Certificate: a module and a cmdlet, not a path
_QUALIFIED = re.compile(r"[\w.]+\\(\w+-\w+)")


def resolve(name: str, own: dict[str, str]) -> str:
    """The command that a name stands for, in lower case. own: aliases that the text itself defines."""
    plain = name.strip().lower()
    qualified = _QUALIFIED.fullmatch(plain) if "\\" in plain else None
    if qualified:
        plain = qualified.group(1)
    plain = own.get(plain, plain)
    return ALIASES.get(plain, plain)


# Programs of System32 that act on certificates and signatures, or run what does.
_PROGRAMS = ("certutil", "certreq", "certoc", "bcdedit", "rundll32", "reg", "cmd", "mshta", "wmic")
MAX_PATTERN = 256
"""Longer wildcards, runs of ``*`` counted once, are not compared with all names."""
TOO_LONG = f"a wildcard of more than {MAX_PATTERN} characters stands for a command"
_STARS = re.compile(r"\*{2,}")


def find(pattern: str) -> str | None:
    """The command that Get-Command finds; a wildcard stands for the first known one that it fits, or for none ("").

    None for a pattern that is too long.
    """
    if "*" not in pattern and "?" not in pattern:
        return pattern
    pattern = _STARS.sub("*", pattern)
    if len(pattern) > MAX_PATTERN:
        return None
    fits = wildcards.like(pattern.lower().removesuffix(".exe"))
    return next(filter(fits, (*CMDLETS, *_PROGRAMS)), "")
