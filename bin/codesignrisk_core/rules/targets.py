"""What is signed: where it lies, and whether it is a driver."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import places


def add(report: Report, *operands: str, cwd: str = "", posix: bool = False) -> None:
    """Put what is signed on the report, normalised. posix: for a program that knows slashes only."""
    normal = paths.normal_posix if posix else paths.normal
    named = report.take("targets", (operand for operand in operands if operand.strip("\"' ")))
    report.targets.extend(normal(operand, cwd) for operand in named)


def judge(report: Report) -> None:
    """Targets of the report in a user-writable place; a driver there is more."""
    for path in report.targets:
        if places.is_exposed(path):
            report.add("target_user_writable", f"{paths.base(path)} lies in a user-writable place")
            if paths.extension(path) == "sys":
                report.add("target_driver", f"{paths.base(path)} is a driver")
