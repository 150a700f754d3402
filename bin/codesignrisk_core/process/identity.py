"""Which program this really is: original file name of the version resource, else image name, else argv[0]."""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core import tools
from codesignrisk_core.cmdline import paths, program_names
from codesignrisk_core.model import Tool


class Identity(NamedTuple):
    """A program seen as a tool.

    tool: None when it is none of ours.
    renamed: the version resource names the tool, the file does not.
    masquerade: the file has a tool's name and the version resource of something else (T1036.005).
    original_name: of the version resource, "" when unknown.
    """

    tool: Tool | None
    renamed: bool = False
    masquerade: bool = False
    original_name: str = ""


def of_process(image: str, original_name: str, first_word: str) -> Identity:
    """Identify a process. An unknown original name (4688 has none) is no mismatch."""
    original = original_name.lower()
    stem = paths.stem(image)
    by_original = tools.BY_ORIGINAL_NAME.get(original) if original else None
    by_image = tools.BY_IMAGE.get(stem) if original else _named(stem)
    if by_original is not None:
        renamed = bool(stem) and _named(stem) is not by_original and stem != paths.stem(original)
        return Identity(by_original, renamed=renamed, original_name=original_name)
    if by_image is not None:
        masquerade = bool(original) and paths.stem(original) != stem
        return Identity(by_image, masquerade=masquerade, original_name=original_name)
    if not image:
        return of_word(first_word)
    return Identity(None, original_name=original_name)


def name_of(image: str) -> str:
    """The tool's usual name by an image path alone, or ""."""
    tool = of_process(image, "", "").tool
    return tool.name if tool else ""


def of_word(first_word: str) -> Identity:
    """Identify a command found inside another line, by its first word alone."""
    return Identity(_named(paths.stem(first_word)))


def _named(stem: str) -> Tool | None:
    """A tool by its name, or by what is left of it without version, platform and extension of a script."""
    found = tools.BY_IMAGE.get(stem)
    return found if found is not None or not stem else tools.BY_IMAGE.get(program_names.plain(stem))
