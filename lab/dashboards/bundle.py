"""Brings Splunk's dashboard packages with npm and bundles them for the browser; once, until they change."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lab.paths import ROOT
from scripts.check_system import NODE, NPM, missing

WEB = Path(__file__).parent / "web"
OUTPUT = ROOT / "build" / "dashboards"
SCRIPT = "main.js"

_PACKAGES = WEB / "node_modules"
_MINUTES = 15


class BundleError(Exception):
    """The packages cannot be brought or bundled; says what to do."""


def ensure() -> Path:
    """Return the folder of the bundle, made when it is not there or its sources have changed. Raises BundleError."""
    install()
    sources = [WEB / "package-lock.json", WEB / "build.mjs", *sorted((WEB / "src").iterdir())]
    state = _state(*sources)
    stamp = OUTPUT / "stamp"
    if not (stamp.is_file() and stamp.read_text() == state and (OUTPUT / SCRIPT).is_file()):
        OUTPUT.mkdir(parents=True, exist_ok=True)
        _run("node", "build.mjs", str(OUTPUT))
        stamp.write_text(state)
    return OUTPUT


def install() -> Path:
    """Return the folder of the packages, installed as the lock file says. Raises BundleError."""
    state = _state(WEB / "package-lock.json")
    stamp = _PACKAGES / "stamp"
    if not (stamp.is_file() and stamp.read_text() == state):
        print("Bringing Splunk's dashboard packages with npm, once; a minute or so", file=sys.stderr)
        # No package's own scripts are run: none of these needs one.
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        stamp.write_text(state)
    return _PACKAGES


def option_schemas() -> dict[str, Any]:
    """The options that each type of visualization knows, as JSON schemas by type. Raises BundleError."""
    install()
    schemas: dict[str, Any] = json.loads(_run("node", "schemas.mjs"))
    return schemas


def _state(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _run(*command: str) -> str:
    if lacking := missing((NODE, NPM)):
        raise BundleError("no Node.js or npm. Please install:\n" + "\n".join(need.advice() for need in lacking))
    try:
        done = subprocess.run(command, cwd=WEB, check=False, capture_output=True, text=True, timeout=60 * _MINUTES)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundleError(f"{' '.join(command)}: {error}") from None
    if done.returncode:
        raise BundleError(f"{' '.join(command)} failed:\n{(done.stderr or done.stdout).strip()}")
    return done.stdout


if __name__ == "__main__":
    try:
        ensure()
    except BundleError as problem:
        sys.exit(f"lab: {problem}")
