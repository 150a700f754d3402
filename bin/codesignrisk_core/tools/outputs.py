"""Where keys and certificates go when a tool writes them."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.tools import common


def judge_output(report: Report, path: str) -> None:
    """A key or certificate that is written out. path: normalised, or ""."""
    if not path:
        return
    if common.is_drive_root(path):
        report.add("output_drive_root", f"{paths.base(path)} goes into the root of a drive")
    elif paths.is_user_writable(path) and not paths.is_build(path):
        report.add("output_user_writable", f"{paths.base(path)} goes to a user-writable place")
