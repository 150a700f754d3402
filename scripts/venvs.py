"""Finds Python interpreters and keeps one virtual environment for each requirements file.

`python3 -m scripts.venvs main`, and likewise for the others. Standard library only: it runs before anything else is
there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scripts import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBE = "import ensurepip, sys, venv; print('{}.{}'.format(*sys.version_info))"


class Environment(NamedTuple):
    """A virtual environment and the interpreters it accepts, best first."""

    path: Path
    requirements: Path
    versions: tuple[str, ...]

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.path / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """What the environment was made of; written last, so that a broken installation is made again."""
        return self.path / "stamp"

    def version(self) -> str:
        """Return the Python version that it was made with."""
        return self.stamp.read_text().split()[0]


NEW = ("3.13", "3.12", "3.11")
ENVIRONMENTS = {
    "main": Environment(ROOT / ".venv", ROOT / "requirements-dev.txt", NEW),
    "3.9": Environment(ROOT / ".venv-3.9", ROOT / "requirements-test39.txt", ("3.9",)),
    "appinspect": Environment(ROOT / ".venv-appinspect", ROOT / "requirements-appinspect.txt", NEW),
    "independent": Environment(ROOT / ".venv-independent", ROOT / "requirements-independent.txt", NEW),
    "slim": Environment(ROOT / ".venv-slim", ROOT / "requirements-slim.txt", NEW),
}


class MissingInterpreter(Exception):  # noqa: N818 - a state of the machine, not an error of ours
    """No interpreter of an accepted version runs here."""


def find_interpreter(version: str) -> str | None:
    """Return an interpreter of this version that really runs and can make virtual environments."""
    return next((path for path in candidates(version) if runs(path, version)), None)


def candidates(version: str) -> Iterator[str]:
    """Yield what may be an interpreter: on the PATH (pyenv's shims too, which often do not run), of pyenv, of uv."""
    name = f"python{version}"
    for folder in os.get_exec_path():
        if (path := Path(folder, name)).exists():
            yield str(path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for path in sorted(pyenv.glob(f"versions/{version}*/bin/{name}"), reverse=True):
        yield str(path)
    if uv := shutil.which("uv"):
        yield output(uv, "python", "find", "--no-project", version)


def runs(python: str, version: str) -> bool:
    """Tell whether this is a working interpreter of that version."""
    return bool(python) and output(python, "-c", PROBE) == version


def output(*command: str) -> str:
    """Return what a command prints, or nothing when it fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def ensure(name: str) -> Environment:
    """Create the environment, or leave it alone when its requirements and its interpreter are still the same."""
    environment = ENVIRONMENTS[name]
    found = ((version, find_interpreter(version)) for version in environment.versions)
    version, python = next(((version, python) for version, python in found if python), ("", None))
    if python is None:
        wanted = " or ".join(f"python{version}" for version in environment.versions)
        raise MissingInterpreter(f"no {wanted} that runs (with its venv module) on the PATH, in pyenv or in uv")

    state = f"{version} {hashlib.sha256(environment.requirements.read_bytes()).hexdigest()}\n"
    if environment.python.exists() and environment.stamp.exists() and environment.stamp.read_text() == state:
        return environment
    print(f"{environment.path.name}: installing {environment.requirements.name} for Python {version}", flush=True)
    subprocess.run([python, "-m", "venv", "--clear", environment.path], check=True)
    pip = [str(environment.python), "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    exact = ["--require-hashes", "--requirement", str(environment.requirements)]
    subprocess.run([*pip, "install", *exact], check=True)
    environment.stamp.write_text(state)
    return environment


if __name__ == "__main__":
    try:
        ensure(sys.argv[1])
    except MissingInterpreter as missing:
        sys.exit(f"{sys.argv[1]} environment: {missing}")
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
