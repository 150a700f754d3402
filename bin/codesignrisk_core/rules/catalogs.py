"""Catalogs, by which files of Windows and drivers that bear no signature of their own count as signed.

Place: learn.microsoft.com, "Catalog files and digital signatures" (%SystemRoot%\\System32\\CatRoot\\{id}). CatRoot2 is
the database of them, which Windows makes anew: guides to mending Windows Update delete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report

_CATALOGS = re.compile(r"\\system32\\catroot(?:$|\\(?:\{[0-9a-f*-]{1,36}\}|\*)?(?:$|\\(?:$|[^\\]*\*)))")


def judge_deleted(report: Report, who: str, operands: Iterable[str], cwd: str) -> None:
    """All catalogs go, or many of them; one alone goes with the driver that it is of."""
    for path in (paths.normal(word, cwd) for word in operands):
        if _CATALOGS.search(path):
            report.action = "weaken_code_integrity"
            report.targets.append(path)
            report.add("catalogs_deleted", f"{who} deletes the catalogs by which files of Windows count as signed")
