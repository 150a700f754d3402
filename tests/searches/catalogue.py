"""Splunk's own catalogue of SPL: the commands with their options and functions, as Splunk's editor knows them.

It is in the npm package @splunk/dashboard-utils, which the lab brings for its dashboards.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tests.machine import need

_FILE = "@splunk/dashboard-utils/defaultSPLSyntax.json.js"
_PRINT = "const m = require(process.argv[1]); console.log(JSON.stringify(m.default || m))"


def read_catalogue() -> dict[str, Any]:
    """Command -> its options, functions and words."""
    from lab.dashboards import bundle  # here, as this file is loaded on older Pythons too

    try:
        packages = bundle.install()
    except bundle.BundleError as error:
        need(str(error))
    command = ["node", "-e", _PRINT, str(packages / _FILE)]
    printed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    return {name.removesuffix("-command"): entry for name, entry in json.loads(printed).items()}
