"""Deleting files: of those that the other readers know, code-integrity policies and catalogs matter when they go, and
the folder that holds the signature of a bundle of macOS (developer.apple.com, "TN3126: Inside Code Signing: Hashes").
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import catalogs, code_integrity_policy, targets
from codesignrisk_core.trust import places

_SIGNATURE = "_codesignature"


def _delete(report: Report, line: Line) -> None:
    """del, erase, rm and rd: every operand goes."""
    operands = line.switches()[1]
    code_integrity_policy.judge(report, line.name, operands, line.cwd)
    catalogs.judge_deleted(report, line.name, operands, line.cwd)
    bundles = [
        word.lower().rpartition(f"/{_SIGNATURE}")[0].removesuffix("/contents")
        for word in operands
        if _SIGNATURE in word.lower()
    ]
    if bundles:
        report.action = "remove_signature"
        targets.add(report, *bundles, cwd=line.cwd, posix=True)
        report.add("codesign_remove_signature", f"{line.name} removes the signature of {paths.base(bundles[0])}")
        if all(places.is_own_output(path) for path in report.targets):
            report.add("own_build_output", "it is output of a build or a package manager")


READERS: dict[str, Callable[[Report, Line], None]] = dict.fromkeys("del erase rm rd rmdir".split(), _delete)
