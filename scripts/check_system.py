"""Checks for what pip cannot install. Installs it where that is possible without a question, else says what to do."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys

# shared library -> Debian's package, Homebrew's package, who needs it
LIBRARIES = {"magic": ("libmagic1", "libmagic", "splunk-appinspect")}


def missing() -> list[str]:
    """Return the libraries that are not there."""
    return [name for name in LIBRARIES if ctypes.util.find_library(name) is None]


def install(names: list[str]) -> None:
    """Install with apt; a failure shows in the check that follows."""
    packages = [LIBRARIES[name][0] for name in names]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", *packages]):
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)


def advice(name: str) -> str:
    """Return the line that tells a user what to install."""
    debian, brew, user = LIBRARIES[name]
    return f"  lib{name}: {debian} on Debian and Ubuntu, {brew} with Homebrew (needed by {user})"


def main() -> None:
    """Leave with a message when something is missing and cannot be installed."""
    names = missing()
    if names and os.geteuid() == 0 and shutil.which("apt-get"):
        install(names)
        names = missing()
    if names:
        sys.exit("Please install what is missing:\n" + "\n".join(advice(name) for name in names))


if __name__ == "__main__":
    main()
