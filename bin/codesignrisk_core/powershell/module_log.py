"""PowerShell's module log, 4103 and classic 800: commands with the values that they were really given, as a script.

Each command of a pipeline is told in lines of its own, here as they come on an English system (on others the first
words are translated, and then the text counts as it stands):

    CommandInvocation(Import-Certificate): "Import-Certificate"
    ParameterBinding(Import-Certificate): name="FilePath"; value="C:\\x.cer"

Classic 800 has three values without a name: the line as typed, the circumstances, and these lines.
Sources: elastic/beats, x-pack/winlogbeat/module/powershell (events 800 and 4103), learn.microsoft.com,
about_Group_Policy_Settings, "Turn on Module Logging".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from codesignrisk_core.cmdline import normalise

_MARK = "CommandInvocation("
_LINE = re.compile(
    r"^[ \t]{0,8}(CommandInvocation|ParameterBinding|NonTerminatingError|TerminatingError)\(([^()\r\n]{1,260})\): ?",
    re.MULTILINE,
)
_BINDING = re.compile(r'name="(\w{1,80})"; value="(.*)"', re.DOTALL)
_SWITCHES = {"true": "$true", "false": "$false"}
# An object is told by the name of its type: a secure string is no password in clear text.
_OBJECT = re.compile(r"System(?:\.\w{1,80}){1,8}(?:\[\])?")
_HOST = re.compile(r"^\s{0,8}HostApplication=(.+)$", re.MULTILINE)
_HOST_OF_4103 = re.compile(r"^\s{0,16}Host Application = (.+)$", re.MULTILINE)


def is_details(text: str) -> bool:
    """Whether a text is made of such lines."""
    return _MARK in text


def of_classic(values: Sequence[str]) -> str:
    """What is worth reading of the values of a classic 800: the details, else the line as typed."""
    return next(filter(is_details, values), values[0] if values else "")


def host_of_start(values: Sequence[str]) -> str:
    """The command line of the host in the values of a classic 400 (``HostApplication=...``), or ""."""
    return next((found.group(1).strip() for found in map(_HOST.search, values) if found), "")


def host_of(circumstances: str) -> str:
    """The command line of the host in the circumstances of a 4103 (``Host Application = ...``), or ""."""
    found = _HOST_OF_4103.search(circumstances)
    return found.group(1).strip() if found else ""


def script(text: str) -> str:
    """The commands of such lines as PowerShell; any other text as it stands.

    A command whose parameter is bound again, for the next object of a pipeline, is told again. So nobody hides an
    object behind another one, nor by a value that looks like a line. Where that makes more text than is read of a
    script, the rest stands behind it as it came.
    """
    starts = list(_LINE.finditer(text)) if is_details(text) else []
    bound: dict[str, dict[str, str]] = {}
    told: list[str] = []
    length = 0
    for start, end in zip(starts, [*(match.start() for match in starts[1:]), len(text)]):
        name = start.group(2)
        values = bound.setdefault(name, {})
        found = _BINDING.match(text, start.end(), end) if start.group(1) == "ParameterBinding" else None
        if found is None:
            continue
        parameter, value = found.groups()
        if values.get(parameter, value) != value:
            told.append(_statement(name, values))
            length += len(told[-1])
            if length > normalise.MAX_LENGTH:
                return "\n".join([*told, text[start.start() :]])
        values[parameter] = value
    return "\n".join([*told, *map(_statement, bound, bound.values())]) if bound else text


def _statement(name: str, bound: Mapping[str, str]) -> str:
    words = [f"& {_quoted(name)}"]
    for parameter, value in bound.items():
        switch = _SWITCHES.get(value.lower())
        if switch:
            words.append(f"-{parameter}:{switch}")
        else:
            words.append(f"-{parameter} {'$object' if _OBJECT.fullmatch(value) else _quoted(value)}")
    return " ".join(words)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
