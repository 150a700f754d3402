"""Commands inside commands: shells, script hosts, remote runners, schedulers and others that start what they are told.

A wrapper's grammar finds the child commands that stand directly inside one command; here they are unwrapped in turn, up
to a bound. A new wrapper is a row or a reader in one of the modules below. Program text of PowerShell and script hosts
comes out as Script; when its grammar has found native commands in it, those come back to unwrap() with their layers.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from codesignrisk_core import needles
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Finding, Script
from codesignrisk_core.unwrap import (
    cmd,
    containers,
    inline,
    interpreters,
    launchers,
    posix_shell,
    powershell_host,
    prefixes,
    runners,
)
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, MAX_DEPTH, TOO_DEEP, TOO_MANY_COMMANDS, WORD, Bounds
from codesignrisk_core.unwrap.found import Wrapper

__all__ = ["MAX_COMMANDS", "MAX_DEPTH", "WRAPPERS", "Unwrapped", "unwrap"]

WRAPPERS: tuple[Wrapper, ...] = (
    *cmd.WRAPPERS,
    *powershell_host.WRAPPERS,
    *inline.WRAPPERS,
    *interpreters.WRAPPERS,
    *runners.WRAPPERS,
    *launchers.WRAPPERS,
    *prefixes.WRAPPERS,
    *containers.WRAPPERS,
    *posix_shell.WRAPPERS,
)
_BY_IMAGE = {image: wrapper for wrapper in WRAPPERS for image in wrapper.images}
_BY_ORIGINAL_NAME = {original: wrapper for wrapper in WRAPPERS for original in wrapper.original_names}
_MAX_NAME = 260  # Windows' MAX_PATH; the program's name is the end of a path


class Unwrapped(NamedTuple):
    """What a command holds.

    commands: every command found inside it, not itself; outermost first. scripts: program text, likewise.
    findings: obfuscation seen on the way (obfuscated_escapes, encoded_command), each indicator once.
    secrets: passwords among the wrappers' own words, for rules.passwords.judge_secret.
    limits: the bounds that were reached, in words for codesign_error, each once; empty when all of it was read.
    unread: the texts behind those bounds, outermost last. They may hold secrets.
    """

    commands: tuple[Command, ...] = ()
    scripts: tuple[Script, ...] = ()
    findings: tuple[Finding, ...] = ()
    secrets: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


_NOTHING = Unwrapped()


def unwrap(process: Command, original_name: str = "", budget: Budget | None = None) -> Unwrapped:
    """Everything that stands inside one command, at most MAX_DEPTH layers deep. Never raises; linear.

    process: a process start, or a command found elsewhere: the layers it already has count towards the depth.
    original_name: OriginalFileName of the version resource, which tells a renamed interpreter; "" when unknown.
    budget: of the event; None for one of its own.
    """
    wrapper = _wrapper_of(process, original_name)
    if wrapper is None:
        return _NOTHING
    bounds = Bounds(budget or Budget())
    commands: list[Command] = []
    scripts: list[Script] = []
    findings: dict[str, Finding] = {}
    secrets: list[str] = []
    waiting = deque([(process, wrapper)])
    while waiting:
        outer, wrapper = waiting.popleft()
        if len(outer.layers) >= MAX_DEPTH:
            bounds.stop(TOO_DEEP, outer.line)
            continue
        if not bounds.charge(len(outer.line) + WORD * len(outer.tokens), outer.line):
            continue
        found = wrapper.read(outer, wrapper.name, bounds)
        for finding in found.findings:
            findings.setdefault(finding.indicator, finding)
        secrets += found.secrets
        scripts += (script for script in found.scripts if bounds.charge(len(script.text), script.text))
        for command in found.commands:
            if len(commands) >= MAX_COMMANDS:
                bounds.stop(TOO_MANY_COMMANDS, command.line)
                continue
            commands.append(command)
            inside = _wrapper_of(command)
            if inside is not None:
                waiting.append((command, inside))
    return Unwrapped(
        tuple(commands),
        tuple(scripts),
        tuple(findings.values()),
        tuple(secrets),
        tuple(bounds.reached),
        tuple(bounds.unread),
    )


def _wrapper_of(command: Command, original_name: str = "") -> Wrapper | None:
    """Which wrapper a command is: by original file name, else image, else first word."""
    if not command.tokens:
        return None
    found = _BY_ORIGINAL_NAME.get(original_name[:_MAX_NAME].lower().partition(".")[0])  # pwsh.dll, Cmd.Exe.MUI
    if found is None:
        found = _BY_IMAGE.get(paths.stem(command.image[-_MAX_NAME:]))
    if found is None and not original_name:
        found = _BY_IMAGE.get(paths.stem(command.tokens[0].text[-_MAX_NAME:]))
    if found is None and needles.holds(command.line.lower(), launchers.MARKS):
        found = launchers.CHROMIUM
    return found
