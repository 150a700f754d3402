"""Checks for what pip cannot install. Installs it where that is possible without a question, else says what to do."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from typing import NamedTuple


class Need(NamedTuple):
    """A library or a program: the names it may have, its package on Debian and with Homebrew, and who needs it."""

    names: tuple[str, ...]
    debian: str
    homebrew: str
    user: str
    library: bool = False

    def path(self) -> str | None:
        """Where it is, or None."""
        look = ctypes.util.find_library if self.library else shutil.which
        return next(filter(None, map(look, self.names)), None)

    def advice(self) -> str:
        """The line that tells a user what to install."""
        return f"  {self.debian} on Debian and Ubuntu, {self.homebrew} with Homebrew (needed by {self.user})"


LIBMAGIC = Need(("magic",), "libmagic1", "libmagic", "splunk-appinspect", library=True)
NODE = Need(("node", "nodejs"), "nodejs", "node", "the dashboards in the lab")
NPM = Need(("npm",), "npm", "node", "the dashboards in the lab")
CHROMIUM = Need(
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "chromium",
    "--cask chromium",
    "the lab's pictures and the tests in a browser",
)
FOR_INSPECT = (LIBMAGIC,)
FOR_TESTS = (NODE, NPM, CHROMIUM)


def missing(needs: tuple[Need, ...]) -> list[Need]:
    """Return what is not there."""
    return [need for need in needs if need.path() is None]


def install(needs: list[Need]) -> None:
    """Install with apt; a failure shows in the check that follows."""
    packages = [need.debian for need in needs]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", *packages]):
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)


def provide(needs: tuple[Need, ...]) -> str:
    """Install what is missing where that works without a question; return what to do for the rest, or ""."""
    lacking = missing(needs)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
        lacking = missing(needs)
    return "Please install what is missing:\n" + "\n".join(need.advice() for need in lacking) if lacking else ""


def main() -> None:
    """Leave with a message when something that `make inspect` needs is missing and cannot be installed."""
    if advice := provide(FOR_INSPECT):
        sys.exit(advice)


if __name__ == "__main__":
    main()
