"""A line as people type it into a shell, which splits it at pipes and redirections before any program starts.

A process start holds one program and its words, so a line with a pipe outside quotes is no line of one: `as_run` hands
it to the shell that it was written for, as an event of `sh -c '...'` or `cmd /c "..."` would have it. Quoting: POSIX.1,
Shell Command Language; `cmd /?`.
"""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from codesignrisk_core import tools
from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap import Unwrapped, unwrap

# What splits a line: `a|b`, `a && b`, `a > b`, `a 2>&1`, `a & b`, `a; b`. An & or ; in a word may be an address'.
_OPERATOR = re.compile(r"\||&&|(?<=\s)(?:\d?>|&>|<|&(?=\s|$))|;(?=\s)")
_QUOTED_BY_CMD = re.compile(r'"[^"]*"?|\^.')
_QUOTED_BY_SH = re.compile(r"""'[^']*'?|"(?:[^"\\]|\\.)*"?|\\.""", re.DOTALL)
_WINDOWS = re.compile(r"(?<![\w/])[A-Za-z]:\\|\\\\\w|%\w+%|\.(?:exe|bat|cmd|msi)\b|(?<=\s)nul\b", re.IGNORECASE)
_POSIX = re.compile(r"['$`~]|(?<!\S)\.{0,2}/[\w.-]+/")
_BETWEEN = re.compile(r"[|&;]+")
_OF_CMD = frozenset("type copy move del erase ren rd md dir call start cls ver".split())
# Programs that start the words behind them; they are typed in front of one part of a pipe.
_PREFIXES = frozenset("sudo doas env xargs nohup nice time timeout stdbuf setsid".split())


class Run(NamedTuple):
    """A shell's start. image: its path, which tells the platform; line: its command line."""

    image: str
    line: str


def as_run(line: str) -> Run | None:
    """The start of the shell that runs the line; None where no shell would split it, or one is on it already."""
    windows = _is_of_windows(line)
    bare = (_QUOTED_BY_CMD if windows else _QUOTED_BY_SH).sub("x", line)
    if not _OPERATOR.search(bare) or _is_told_to_run(line):
        return None
    if windows:
        return Run("C:\\Windows\\System32\\cmd.exe", f'cmd /c "{line}"')
    return Run("/bin/sh", f"sh -c {shlex.quote(line)}")


def _is_told_to_run(line: str) -> bool:
    """Whether the program takes a command as its words, as cmd, sh, ssh and wmic do: these may hold a pipe."""
    words = argv.split(line)
    program = words[0].text if words else ""
    return paths.stem(program) not in _PREFIXES and unwrap(Command(program, words, line)) != Unwrapped()


def _is_of_windows(line: str) -> bool:
    """By what only Windows writes, else by what only the others write, else by the programs' names."""
    if _WINDOWS.search(line):
        return True
    if _POSIX.search(line):
        return False
    names = [paths.stem(words[0]) for part in _BETWEEN.split(line) if (words := part.split())]
    return any(name in _OF_CMD or _is_tool_of_windows(name) for name in names)


def _is_tool_of_windows(name: str) -> bool:
    tool = tools.BY_IMAGE.get(name)
    return tool is not None and any(original.endswith(".exe") for original in tool.original_names)
