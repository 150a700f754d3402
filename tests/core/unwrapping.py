"""What one command holds, for the tests of the wrappers."""

from __future__ import annotations

from codesignrisk_core import unwrap
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.bounds import Bounds


def command(line: str, image: str = "", cwd: str = "", layers: tuple[str, ...] = ()) -> Command:
    """A command as a process start has it; without an image its first word is one."""
    words = argv.split_posix(line) if argv.is_posix(image) else argv.split(line)
    return Command(image or (words[0].text if words else ""), words, line, cwd, layers)


def run(line: str, image: str = "") -> unwrap.Unwrapped:
    """What stands inside a line; it runs in C:\\w, or in /w where the image is one of macOS or Linux."""
    return unwrap.unwrap(command(line, image, "/w" if argv.is_posix(image) else "C:\\w"))


def lines(line: str, image: str = "") -> list[str]:
    """The lines of the commands inside a line."""
    return [found.line for found in run(line, image).commands]


def bounds(steps: int = 1_000_000) -> Bounds:
    """Bounds with a budget of their own."""
    return Bounds(Budget(steps))
