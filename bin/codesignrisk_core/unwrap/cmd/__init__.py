"""cmd.exe: finding the line behind ``/c``, ``/k`` or ``/r``, and what that line starts.

Rules: ``cmd /?``; that cmd looks for its switches anywhere behind its name, whatever stands before them:
github.com/danielbohannon/Invoke-DOSfuscation and learn.microsoft.com, cmd (windows-commands).
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Command, Finding, Script
from codesignrisk_core.unwrap.bounds import Bounds
from codesignrisk_core.unwrap.cmd.run import Run
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, is_program, rest

_SWITCH = re.compile(r"/[ckr]", re.IGNORECASE)
_NAME_THEN_SWITCH = re.compile(r"[^\"\s]*?cmd(?:\.exe)?(?=/)", re.IGNORECASE)


def read(command: Command, name: str, bounds: Bounds) -> Found:
    """What a cmd.exe line starts."""
    line = line_behind_switch(command)
    if not line:
        return NOTHING
    run = Run(command.cwd, bounds)
    run.follow(line)
    commands = tuple(found for text, cwd in run.lines for found in child(command, name, text, bounds, cwd=cwd))
    layers = (*command.layers, name)
    scripts = tuple(Script(text, cwd=command.cwd, layers=layers) for text in run.piped_to_powershell)
    findings = tuple(Finding("obfuscated_escapes", sentence) for sentence in run.obfuscations[:1])
    findings += tuple(Finding("renamed_tool", sentence) for sentence in run.renamed[:1])
    return Found(commands, scripts, findings)


def line_behind_switch(command: Command) -> str:
    """The text behind ``/c``, ``/k`` or ``/r`` without its outer quotes, or ""."""
    region = rest(command, 1)
    attached = _NAME_THEN_SWITCH.match(command.tokens[0].raw)
    if attached is not None:
        region = f"{command.tokens[0].raw[attached.end() :]} {region}"
    switch = _SWITCH.search(region)
    if switch is None:
        return ""
    options, line = region[: switch.start()], region[switch.end() :].strip()
    if options.count('"') % 2:  # cmd "/c dir": the quote that began before the switch ends behind the line
        head, _, tail = line.rpartition('"')
        return head + tail
    return _without_outer_quotes(line, always="/s" in options.lower())


def _without_outer_quotes(line: str, *, always: bool) -> str:
    """``cmd /?``: the first and the last quote go, unless they hold just a program's name and there is no ``/s``."""
    if not line.startswith('"'):
        return line
    close = line.find('"', 1)
    if close < 0:
        return line[1:]
    if not always and is_program(line[1:close]) and line[close + 1 : close + 2] in ("", " ", "\t"):
        return line
    last = line.rfind('"')
    return line[1:last] + line[last + 1 :]


WRAPPERS = (Wrapper("cmd", read, ("cmd", "command", "%comspec%", "%%comspec%%", "$env:comspec"), ("cmd",)),)
