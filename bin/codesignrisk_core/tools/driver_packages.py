"""Driver packages: pnputil, devcon, drvload and dism, which install them, and inf2cat, which makes their catalogs.

Every installer brings drivers along, and so do administrators; what counts is a package out of a place that is
nobody's, and a kit's tool that was brought along with it. Grammar: learn.microsoft.com, "PnPUtil Command Syntax"
(``/add-driver``, once ``-a``), "Devcon Install" and "Devcon Update", windows-commands drvload, "Inf2Cat"
(``/driver:FOLDER``), "DISM Driver Servicing" (``/Add-Driver /Driver:FILE /ForceUnsigned``).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import drivers, targets
from codesignrisk_core.trust import places, provisioning

_VERBS = {
    "pnputil": frozenset({"/add-driver", "-add-driver", "-a", "/a"}),
    "devcon": frozenset({"install", "/install", "update", "updateni", "dp_add"}),
}


def _install(command: Command) -> Report:
    """A package that is installed; drvload has no verb."""
    report = Report()
    name = paths.stem(command.program)
    verbs = _VERBS.get(name)
    if verbs is not None and verbs.isdisjoint(word.lower for word in command.args):
        return report
    package = next((word.text for word in command.args if paths.extension(word.text) == "inf"), "")
    path = paths.normal(package, command.cwd)
    if _is_nobodys(path):
        report.tool = name
        report.action = "load_driver"
        report.add("driver_package_brought", f"{name} installs the driver of {paths.base(path)}")
        targets.add(report, package, cwd=command.cwd)
        targets.judge(report)
    return report


def _dism(command: Command) -> Report:
    """``dism /Image:FOLDER /Add-Driver /Driver:FILE /ForceUnsigned``: a driver without a signature in an image."""
    report = Report()
    parsed = options.parse(command.args, frozenset({"image", "driver"}))
    if parsed.has("add-driver") and parsed.has("forceunsigned"):
        report.tool = "dism"
        drivers.judge_unsigned(report, "dism", parsed.value("driver"), command.cwd)
    return report


def _inf2cat(command: Command) -> Report:
    """A catalog for a package, by which a signature covers all of it."""
    report = Report()
    folder = options.parse(command.args, frozenset({"driver", "drv", "os"})).value("driver", "drv")
    path = paths.normal(folder, command.cwd)
    if folder and (_is_nobodys(path + "\\") or places.is_staging(paths.normal(command.program))):
        report.tool = "inf2cat"
        report.action = "add_catalog"
        report.add("driver_catalog_made", f"inf2cat makes the catalog of the driver in {paths.base(path)}")
        report.targets.append(path + "\\")
        targets.judge(report)
    return report


def _is_nobodys(path: str) -> bool:
    return (
        bool(path) and places.is_staging(path) and not (provisioning.is_unpacked(path) or provisioning.is_managed(path))
    )


TOOLS = (
    Tool("pnputil", ("pnputil",), ("pnputil.exe",), _install, words=("pnputil inf",)),
    Tool("devcon", ("devcon", "devcon64"), ("devcon.exe",), _install),
    Tool("dism", ("dism",), ("dism.exe",), _dism, words=("forceunsigned",)),
    Tool("drvload", ("drvload",), ("drvload.exe",), _install),
    Tool("inf2cat", ("inf2cat",), ("inf2cat.exe",), _inf2cat),
)
