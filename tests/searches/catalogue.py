"""Splunk's own catalogue of SPL: the commands with their options and functions, as Splunk's editor knows them.

It is in the npm package @splunk/dashboard-utils, whose files are not ours to keep: npm brings it into build/, once.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from functools import cache
from typing import Any

from scripts import ROOT

PACKAGE = "@splunk/dashboard-utils@29.6.0"
_FOLDER = ROOT / "build" / "spl_catalogue"
_MEMBER = "package/defaultSPLSyntax.json.js"
_PRINT = "const m = require(process.argv[1]); console.log(JSON.stringify(m.default || m))"


@cache
def catalogue() -> dict[str, Any] | None:
    """Command -> its options, functions and words; None where npm or the network is not there."""
    target = _FOLDER / "catalogue.json"
    if not target.is_file() and not _fetch():
        return None
    return {
        name.removesuffix("-command"): entry for name, entry in json.loads(target.read_text(encoding="utf-8")).items()
    }


def _fetch() -> bool:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return False
    _FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=_FOLDER, check=True, capture_output=True, timeout=120)
        [archive] = _FOLDER.glob("*.tgz")
        with tarfile.open(archive) as packed:
            source = packed.extractfile(_MEMBER)
            assert source is not None
            script = _FOLDER / "catalogue.js"
            script.write_bytes(source.read())
        printed = subprocess.run([node, "-e", _PRINT, str(script)], check=True, capture_output=True, timeout=60).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    (_FOLDER / "catalogue.json").write_bytes(printed)
    return True
