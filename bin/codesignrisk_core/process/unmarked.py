"""What a line brings past the mark of the web and starts: a program of a disk image that it attaches or unpacks, and a
copy of a program's content alone (MITRE ATT&CK T1553.005).

A copy made by redirection has none of the streams of its source, and so no mark: learn.microsoft.com, "Naming Files,
Paths, and Namespaces" (streams), ``type``, ``more``, ``findstr`` and ``copy`` with a plus sign of the Windows commands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import line
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import mark_of_web
from codesignrisk_core.tools import disk_images
from codesignrisk_core.trust import places

# Statements of diskpart (learn.microsoft.com, attach vdisk): ``select vdisk file="C:\\x.vhdx"``, ``attach vdisk``.
_SELECTS = re.compile(
    r"\bsel(?:ect)?[ ]{1,8}vdisk[ ]{1,8}file[ ]{0,8}=[ ]{0,8}(\"[^\"\r\n]{1,260}\"|[^\s\"'>&|`]{1,260})", re.I
)
_ATTACHES = re.compile(r"\battach?[ ]{1,8}vdisk\b", re.IGNORECASE)
_VDISK = "vdisk"
_PROGRAMS = frozenset({"exe", "scr"})
_TYPES = ("type", "more", "findstr")
# Of the places where any user may write those that copies are made to; their names keep the index terms few.
_INTO = "appdata temp tmp public programdata downloads desktop perflogs tasks".split()
MARKS = tuple(f".{kind}{behind}" for kind in sorted(_PROGRAMS) for behind in (">", " >", '">', '" >', "+"))
"""One of these stands on every line that copies a program so and starts the copy."""
WORDS = tuple(f"cmd {how} exe {place}" for how in _TYPES for place in _INTO)
"""The same, as an index breaks words (model.Tool)."""


def judge(whole: Report, parts: Sequence[tuple[Command | Script, Report]]) -> None:
    """Add to the merged report what of the line starts what it has brought. parts: each command with its own report."""
    commands = [part for part, _ in parts if isinstance(part, Command)]
    if len(commands) < 2:
        return
    started = [paths.normal(command.program, command.cwd) for command in commands if _is_path(command.program)]
    if not started:
        return
    for part, _ in parts:
        text = part.line if isinstance(part, Command) else part.text
        if _VDISK in text.lower():
            _judge_attached(whole, text, started)
            break
    copies = holds(commands[0].line.lower(), MARKS)
    for command in commands:
        found = disk_images.unpacked(command)
        if found is not None and places.is_exposed(found.folder + "\\") and _lies_in(found.folder, started):
            mark_of_web.judge_image(whole, paths.stem(command.program), found.image)
        if copies:
            _judge_copy(whole, command, started)


def _judge_attached(whole: Report, text: str, started: Sequence[str]) -> None:
    """diskpart attaches a disk out of a place where any user may write; a program of another drive is started."""
    selected = _SELECTS.search(text)
    if selected is None or not _ATTACHES.search(text):
        return
    image = paths.normal(selected[1])
    if places.is_exposed(image) and any(path[1:2] == ":" and path[:2] not in (image[:2], "c:") for path in started):
        whole.tool = whole.tool or "diskpart"
        mark_of_web.judge_image(whole, "diskpart", image)


def _judge_copy(whole: Report, command: Command, started: Sequence[str]) -> None:
    name = paths.stem(command.program)
    if name not in _TYPES and name != "copy":
        return
    read = line.read(command)
    operands = read.switches()[1]
    target = read.into
    if name == "copy" and "+" in command.line and len(operands) > 1:
        target = operands.pop()
    sources = [source for word in operands for source in word.split("+")]
    copied = next((source for source in sources if paths.extension(source) in _PROGRAMS), "")
    path = paths.normal(target, command.cwd)
    if copied and path in started and places.is_exposed(path) and holds(path, _INTO):
        whole.tool = whole.tool or name
        mark_of_web.judge_copied(whole, name, copied, path)


def _lies_in(folder: str, started: Sequence[str]) -> bool:
    return any(path.startswith(folder.rstrip("\\") + "\\") for path in started)


def _is_path(program: str) -> bool:
    return "\\" in program or "/" in program
