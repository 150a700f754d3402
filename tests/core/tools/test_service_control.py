"""sc: services that are drivers."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "sc create x type= kernel binPath= C:\\Windows\\Temp\\RTCore64.sys",
            ["vulnerable_driver", "signed_file_user_writable"],
        ),
        ("sc create x type=kernel binPath=C:\\a\\gdrv.sys start=demand", ["vulnerable_driver"]),
        (
            "sc \\\\host config x type= filesys binPath= C:\\Users\\Public\\a.sys",
            ["driver_dropped", "signed_file_user_writable"],
        ),
        # where its own product puts it, a driver of any other name, a program, another verb
        ('sc create x type= kernel binPath= "C:\\Program Files\\Afterburner\\RTCore64.sys"', []),
        ("sc create x type= kernel binPath= C:\\a\\contoso.sys", []),
        ("sc create x type= own binPath= C:\\Users\\Public\\a.exe", []),
        ("sc query type= kernel", []),
        ("sc", []),
    ],
)
def test_drivers(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


@pytest.mark.parametrize(
    ("line", "stops"),
    [
        ("sc stop AppIDSvc", True),
        ("sc.exe config AppIDSvc start= disabled", True),
        ("sc \\\\srv1 delete applockerfltr", True),
        ("net stop appidsvc", True),
        # without it no catalog counts
        ("sc config CryptSvc start= disabled", True),
        ("sc delete cryptsvc", True),
        ("net1 stop AppIDSvc /y", True),
        ("sc config AppIDSvc start= auto", False),
        ("sc query AppIDSvc", False),
        ("sc stop CryptSvc", False),
        ("net stop cryptsvc", False),
        ("sc config cryptsvc start= auto", False),
        ("net stop wuauserv", False),
        ("net use \\\\srv1\\appidsvc", False),
        ("sc", False),
    ],
)
def test_services(line: str, stops: bool) -> None:
    report = judged_windows(line)
    assert (ids(report), report.action) == (["weaken_code_integrity"] if stops else [], "weaken_code_integrity" * stops)
