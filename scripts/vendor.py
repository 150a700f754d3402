"""Puts the Splunk SDK into bin/lib, which is where the command finds it on search heads and indexers."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from scripts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REQUIREMENTS = ROOT / "requirements-app.txt"
LIB = ROOT / "bin" / "lib"

# The SDK's source archive has no licence file; its file headers name the terms and the holder.
NOTICE = """\
The folder splunklib is the Splunk Software Development Kit for Python, unchanged.
Copyright (c) 2011-2024 Splunk, Inc. Licensed under the Apache License, Version 2.0:

"""


def vendor(lib: Path = LIB) -> None:
    """Install the pinned SDK. A copy made from the same requirements stays, and no network is needed."""
    stamp = lib / "requirements.sha256"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    shutil.rmtree(lib, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    exact = ["--no-deps", "--no-compile", "--require-hashes", "--no-build-isolation"]
    subprocess.run([*pip, "install", *exact, "--target", lib, "--requirement", REQUIREMENTS], check=True)
    for metadata in lib.glob("*.dist-info"):
        shutil.rmtree(metadata)
    licence = NOTICE + (ROOT / "LICENSE").read_text(encoding="utf-8")
    (lib / "LICENSE-splunk-sdk.txt").write_text(licence, encoding="utf-8")
    stamp.write_text(digest)


if __name__ == "__main__":
    vendor()
