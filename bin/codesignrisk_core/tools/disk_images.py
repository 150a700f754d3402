"""Disk images out of the web: unpacked by archivers, which leave the mark of the web behind, and attached by diskpart.

MITRE ATT&CK T1553.005: what lies in an image bears no mark, whatever the image bears. Grammar: bsdtar(1), whose readers
know ISO 9660 (libarchive-formats(5)); 7-Zip's help text (``x ARCHIVE -oFOLDER``); learn.microsoft.com diskpart (``/s``)
and "attach vdisk".
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import getopt, options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import mark_of_web
from codesignrisk_core.trust import places

IMAGES = frozenset({"iso", "img", "vhd", "vhdx"})
_TARS = ("tar", "bsdtar")
_SEVEN_ZIP = ("7z", "7za", "7zr", "7zz", "7zg")
_TAR = getopt.Grammar("CfbHITXKNV", frozenset({"directory", "file", "include", "exclude"}))
_UNPACKS = frozenset({"x", "e"})


class Unpacked(NamedTuple):
    """An image that is unpacked, and the folder that takes what it holds. Paths are normalised."""

    image: str
    folder: str


def unpacked(command: Command) -> Unpacked | None:
    """What a line of an archiver unpacks, where that is a disk image; else None."""
    name = paths.stem(command.program)
    words = [word.text for word in command.args]
    if name in _TARS:
        if words and not words[0].startswith("-"):
            words[0] = f"-{words[0]}"  # tar's old form
        parsed = getopt.parse(words, _TAR)
        letters = {letter for letter, _ in parsed.options}
        image, folder = parsed.value("f", "file"), parsed.value("C", "directory")
        if not letters & {"x", "extract"}:
            return None
    elif name in _SEVEN_ZIP:
        if not words or words[0].lower() not in _UNPACKS:
            return None
        image = next((word for word in words[1:] if not word.startswith("-")), "")
        folder = next((word[2:] for word in words[1:] if word[:2].lower() == "-o"), "")
    else:
        return None
    if paths.extension(image) not in IMAGES:
        return None
    return Unpacked(paths.normal(image, command.cwd), paths.normal(folder or ".", command.cwd))


def _unpack(command: Command) -> Report:
    """``tar -xf IMAGE -C FOLDER``, ``7z x IMAGE -oFOLDER``: out of a download into a folder that is nobody's."""
    report = Report()
    found = unpacked(command)
    if found is not None and places.is_exposed(found.image) and places.is_drop(found.folder + "\\"):
        report.tool = paths.stem(command.program)
        mark_of_web.judge_unpacked(report, report.tool, found.image, found.folder)
    return report


def _diskpart(command: Command) -> Report:
    """``diskpart /s FILE``: a script out of a place where any user may write."""
    report = Report()
    script = paths.normal(options.parse(command.args, frozenset({"s"})).value("s"), command.cwd)
    if places.is_exposed(script):
        report.tool, report.action = "diskpart", "install_untrusted"
        report.add("disk_script_brought", f"diskpart runs {paths.base(script)} out of a place where any user may write")
        report.targets.append(script)
    return report


TOOLS = (
    Tool("diskpart", ("diskpart",), ("diskpart.exe",), _diskpart),
    *(
        Tool(name, (name,), (), _unpack, words=tuple(f"{name} {kind}" for kind in sorted(IMAGES)))
        for name in (*_TARS, *_SEVEN_ZIP)
    ),
)
