"""Commands inside commands: shells, script hosts, remote runners, schedulers and others that start what they are told.

A wrapper's grammar finds what stands directly inside one command; here its findings are unwrapped in turn, up to a
bound. A new wrapper is a row or a reader in one of MODULES. Program text of PowerShell and script hosts comes out as
Script; when its grammar has found native commands in it, those come back to unwrap() with their layers.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

from codesignrisk_core.cmdline import normalise, paths
from codesignrisk_core.model import Command, Finding, Script
from codesignrisk_core.unwrap import cmd, inline, interpreters, posix_shell, powershell_host, prefixes, runners
from codesignrisk_core.unwrap.found import Wrapper

MODULES: tuple[ModuleType, ...] = (cmd, powershell_host, inline, interpreters, runners, prefixes, posix_shell)

MAX_DEPTH = 4
MAX_COMMANDS = 64
MAX_TEXT = normalise.MAX_LENGTH

_BY_IMAGE: dict[str, Wrapper] = {}
_BY_ORIGINAL_NAME: dict[str, Wrapper] = {}
for _module in MODULES:
    for _wrapper in _module.WRAPPERS:
        _BY_IMAGE.update((_image, _wrapper) for _image in _wrapper.images)
        _BY_ORIGINAL_NAME.update((_original, _wrapper) for _original in _wrapper.original_names)


class Unwrapped(NamedTuple):
    """What a command holds.

    commands: every command found inside it, not itself; outermost first. scripts: program text, likewise.
    findings: disguises seen on the way (obfuscated_escapes, encoded_command), each indicator once.
    secrets: passwords among the wrappers' own words, for tools.common.judge_secret.
    """

    commands: tuple[Command, ...] = ()
    scripts: tuple[Script, ...] = ()
    findings: tuple[Finding, ...] = ()
    secrets: tuple[str, ...] = ()


_NOTHING = Unwrapped()


def unwrap(process: Command, original_name: str = "") -> Unwrapped:
    """Everything that stands inside one command, at most MAX_DEPTH layers deep. Never raises; linear.

    process: a process start, or a command found elsewhere: the layers it already has count towards the depth.
    original_name: OriginalFileName of the version resource, which tells a renamed interpreter; "" when unknown.
    """
    wrapper = _wrapper_of(process, original_name)
    if wrapper is None or len(process.layers) >= MAX_DEPTH:
        return _NOTHING
    commands: list[Command] = []
    scripts: list[Script] = []
    findings: dict[str, Finding] = {}
    secrets: list[str] = []
    room = MAX_TEXT
    waiting = deque([(process, wrapper)])
    while waiting:
        outer, wrapper = waiting.popleft()
        found = wrapper.read(outer, wrapper.name)
        for finding in found.findings:
            findings.setdefault(finding.indicator, finding)
        secrets += found.secrets
        for script in found.scripts:
            if room >= len(script.text):
                room -= len(script.text)
                scripts.append(script)
        for command in found.commands:
            if room < len(command.line) or len(commands) >= MAX_COMMANDS:
                break
            room -= len(command.line)
            commands.append(command)
            inside = _wrapper_of(command)
            if inside is not None and len(command.layers) < MAX_DEPTH:
                waiting.append((command, inside))
    return Unwrapped(tuple(commands), tuple(scripts), tuple(findings.values()), tuple(secrets))


def _wrapper_of(command: Command, original_name: str = "") -> Wrapper | None:
    """Which wrapper a command is: by original file name, else image, else first word."""
    if not command.tokens:
        return None
    found = _BY_ORIGINAL_NAME.get(original_name.lower().partition(".")[0])  # pwsh.dll, Cmd.Exe.MUI
    if found is None:
        found = _by_image(command.image)
    if found is None and not original_name:
        found = _by_image(command.tokens[0].text)
    return found


@lru_cache(maxsize=4096)  # a host starts the same programs over and over
def _by_image(image: str) -> Wrapper | None:
    return _BY_IMAGE.get(paths.stem(image))
