"""Drivers that somebody brings along."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import drivers

from tests.core.lines import ids

HOLED, OTHER = "c:\\windows\\system32\\drivers\\rtcore64.sys", "c:\\windows\\system32\\drivers\\lab.sys"


@pytest.mark.parametrize(
    ("image", "writer_class", "path", "indicators"),
    [
        ("C:\\Users\\Public\\a.exe", "user_writable", HOLED, ["vulnerable_driver"]),
        ("C:\\Windows\\System32\\cmd.exe", "shell", HOLED, ["vulnerable_driver"]),
        ("System", "remote", HOLED, ["vulnerable_driver"]),
        ("C:\\Windows\\System32\\cmd.exe", "shell", "c:\\users\\public\\rtcore64.sys",
         ["vulnerable_driver", "signed_file_user_writable"]),
        ("C:\\Windows\\System32\\rundll32.exe", "script_host", OTHER, ["driver_brought"]),
        ("C:\\Users\\Public\\kdmapper.exe", "user_writable", OTHER, ["driver_loader"]),
        ("C:\\Users\\Public\\tdl.exe", "user_writable", "c:\\users\\public\\tdl.sys",
         ["driver_loader", "signed_file_user_writable"]),
        # the name alone, where an administrator has put the program, tells nothing
        ("C:\\Program Files\\Stryker\\stryker.exe", "", OTHER, []),
        # installers bring drivers, and portable tools their own
        ("C:\\Windows\\System32\\msiexec.exe", "installer", HOLED, []),
        ("C:\\Program Files\\Tuner\\setup.exe", "", HOLED, []),
        ("C:\\Users\\u\\Downloads\\cpuz_x64.exe", "user_writable", "c:\\users\\u\\temp\\cpuz141.sys", []),
        ("C:\\Users\\u\\Downloads\\setup.exe", "user_writable", OTHER, []),
        ("C:\\Windows\\System32\\cmd.exe", "shell", OTHER, []),
    ],
)  # fmt: skip
def test_a_driver_appears(image: str, writer_class: str, path: str, indicators: list[str]) -> None:
    report = Report()
    drivers.judge_drop(report, image, writer_class, path)
    assert (ids(report), report.action) == (indicators, "bring_tool" if indicators else "")


@pytest.mark.parametrize(
    ("path", "indicators"),
    [
        ("c:\\lab\\rtcore64.sys", ["vulnerable_driver"]),
        ("c:\\programdata\\lab.sys", ["driver_dropped", "signed_file_user_writable"]),
        ("c:\\users\\u\\appdata\\local\\lab\\lab.sys", ["driver_user_writable", "signed_file_user_writable"]),
        ("c:\\lab\\lab.sys", []),
        ("c:\\program files\\lab\\rtcore64.sys", []),
    ],
)
def test_a_service_is_made_of_a_driver(path: str, indicators: list[str]) -> None:
    report = Report()
    drivers.judge_service(report, "sc", path)
    assert ids(report) == indicators


def test_what_is_a_driver() -> None:
    assert drivers.is_driver("c:\\a.sys")
    assert not drivers.is_driver("c:\\a.sys.txt")
