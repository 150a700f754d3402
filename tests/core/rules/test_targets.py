"""What is signed: where it lies, and whether it is a driver."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import targets


@pytest.mark.parametrize(
    ("paths", "findings"),
    [
        (["c:\\out\\a.exe"], []),
        ([], []),
        (["c:\\users\\public\\a.exe"], [("target_user_writable", "a.exe is in a user-writable path")]),
        (
            ["c:\\out\\a.exe", "c:\\temp\\b.sys"],
            [("target_user_writable", "b.sys is in a user-writable path"), ("target_driver", "b.sys is a driver")],
        ),
        # a driver somewhere else is what a driver's build makes
        (["c:\\out\\b.sys"], []),
        (["d:\\a\\_temp\\b.sys"], []),
        # served to whoever asks, and shared
        (["c:\\inetpub\\wwwroot\\a.exe"], [("target_served", "a.exe is in a folder of a web server")]),
        (["/var/www/html/a.jar"], [("target_served", "a.jar is in a folder of a web server")]),
        (["\\\\srv\\hr\\a.xlsm"], [("target_remote", "a.xlsm is on a share")]),
        # names
        (["c:\\out\\a.tmp"], [("target_odd_extension", "a.tmp does not have the name of a program")]),
        (["c:\\out\\uninst.e32.tmp"], []),
        (
            ["c:\\out\\svchost_a.exe"],
            [("target_vendor_named", "svchost_a.exe has the name of a program of microsoft")],
        ),
    ],
)
def test_targets(paths: list[str], findings: list[tuple[str, str]]) -> None:
    report = Report(targets=paths)
    targets.judge(report)
    assert report.findings == findings
