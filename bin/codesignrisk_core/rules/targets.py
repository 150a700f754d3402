"""What is signed: where it lies, what it is, and whose program it pretends to be."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import subjects
from codesignrisk_core.trust import places

# Kinds of files that nobody signs under their own name; a program under such a name waits to be renamed.
_NO_CODE = frozenset("tmp dat bin log txt jpg jpeg png gif bak".split())
# Inno Setup has its uninstaller signed under such a name (jrsoftware.org, SignTool directive).
_BUILDERS_OWN = (".e32.tmp", ".e64.tmp")


def add(report: Report, *operands: str, cwd: str = "", posix: bool = False) -> None:
    """Put what is signed on the report, normalised. posix: for a program that knows slashes only."""
    normal = paths.normal_posix if posix else paths.normal
    named = report.take("targets", (operand for operand in operands if operand.strip("\"' ")))
    report.targets.extend(normal(operand, cwd) for operand in named)


def judge(report: Report) -> None:
    """Targets of the report: in a user-writable or served place or on a share; drivers; other vendors' programs."""
    for path in report.targets:
        judge_name(report, path)
        judge_place(report, path)


def judge_place(report: Report, path: str) -> None:
    """Where a target lies, whatever it is called. path: normalised."""
    if places.is_exposed(path):
        report.add("target_user_writable", f"{paths.base(path)} is in a user-writable path")
        if paths.extension(path) == "sys":
            report.add("target_driver", f"{paths.base(path)} is a driver")
    elif places.is_served(path):
        report.add("target_served", f"{paths.base(path)} is in a folder of a web server")
    elif paths.is_remote(path):
        report.add("target_remote", f"{paths.base(path)} is on a share")


def judge_name(report: Report, path: str) -> None:
    """What the name of a target says. path: normalised."""
    name = paths.base(path)
    vendor = subjects.vendor_of_program(path)
    if vendor:
        report.add("target_vendor_named", f"{name} has the name of a program of {vendor}")
    elif paths.extension(path) in _NO_CODE and not name.endswith(_BUILDERS_OWN):
        report.add("target_odd_extension", f"{name} does not have the name of a program")
