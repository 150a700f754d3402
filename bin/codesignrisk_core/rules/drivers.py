"""Drivers that are brought along: files that appear, and services of the kernel that load them.

The name of a driver with known holes tells (trust.vulnerable_drivers), and where it lies; without either nothing is
said, for every installer brings drivers. Sources: MITRE ATT&CK T1068, T1543.003, T1569.002; loldrivers.io.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import driver_loaders, places, vulnerable_drivers

# Classes of codesignrisk_parents.csv whose programs install no drivers of their own, and those that run other
# people's code, which bring none at all.
_BRINGS_NONE = frozenset({"user_writable", "exploit", "script_host", "fake_tool", "shell", "remote", "interpreter"})
_RUNS_CODE = frozenset({"exploit", "script_host"})
_EXTENSION = "sys"
# As many letters in common make two names those of one product: cpuz.exe and cpuz141.sys.
_ALIKE = 4


def is_driver(path: str) -> bool:
    """Whether a path has the ending of a driver."""
    return paths.extension(path) == _EXTENSION


def judge_service(report: Report, who: str, path: str) -> None:
    """A service of the kernel is made of a driver. path: normalised; an installed driver adds nothing."""
    name = paths.base(path)
    if vulnerable_drivers.is_vulnerable(name) and not vulnerable_drivers.is_usual_place(path):
        report.add("vulnerable_driver", f"{name} has the name of a driver with known holes, in no usual place")
    elif places.is_drop(path):
        report.add("driver_dropped", f"{who} makes a service of the driver {name}, in a place that is everybody's")
    elif places.is_exposed(path):
        report.add("driver_user_writable", f"{who} makes a service of the driver {name}")
    else:
        return
    _name(report, "load_driver", path)


def judge_drop(report: Report, image: str, writer_class: str, path: str) -> None:
    """A driver file appears. image: who writes it; path: normalised. Installers, and tools with drivers that bear
    their own name (cpuz.exe writes cpuz141.sys), add nothing.
    """
    name, who = paths.base(path), paths.stem(image) or "a program"
    if writer_class not in _BRINGS_NONE:
        return
    if driver_loaders.is_loader(image):
        report.add("driver_loader", f"{who}, which writes {name}, has the name of a tool that loads unsigned drivers")
    elif _is_alike(who, name):
        return
    elif vulnerable_drivers.is_vulnerable(name):
        report.add("vulnerable_driver", f"{who} writes {name}, which has the name of a driver with known holes")
    elif writer_class in _RUNS_CODE:
        report.add("driver_brought", f"{who} writes the driver {name}")
    else:
        return
    _name(report, "bring_tool", path)


def judge_unsigned(report: Report, who: str, package: str, cwd: str = "") -> None:
    """A driver is installed though nobody signed it. package: its file or folder, as written."""
    path = paths.normal(package, cwd)
    report.add("driver_package_unsigned", f"{who} installs {paths.base(path) or 'a driver'} though nobody signed it")
    _name(report, "load_driver", path)


def _name(report: Report, action: str, path: str) -> None:
    report.action = action
    report.targets.append(path)
    if places.is_exposed(path):
        report.add("signed_file_user_writable", f"{paths.base(path)} lies in a user-writable place")


def _is_alike(who: str, name: str) -> bool:
    return who[:_ALIKE] == name[:_ALIKE] and len(who) >= _ALIKE
