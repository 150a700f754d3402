"""Files with the published names of attack tools."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import attack_tools, file
from codesignrisk_core.settings import Settings

from tests.core.judging import SYSMON, judged

CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
GIT = "C:\\Program Files\\Git\\cmd\\git.exe"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\users\\ann\\downloads\\sigthief-master.zip", True),
        ("c:\\src\\sigthief\\sigthief.py", True),
        ("/home/ann/sigflip_v1.2.7z", True),
        ("c:\\x\\kdmapper_release.exe", True),
        # a text about it, another product's name, a folder, a name that goes on
        ("c:\\x\\sigthief-report.pdf", False),
        ("c:\\x\\certifythewebsetup_v6.exe", False),
        ("c:\\x\\mangle.zip", False),
        ("c:\\sigthief\\readme.txt", False),
        ("c:\\x\\sigthiefdetector.zip", False),
        ("c:\\x\\mysigthief.zip", False),
    ],
)
def test_names(path: str, expected: bool) -> None:
    assert attack_tools.is_one(path) is expected


def event(target: str, image: str = CHROME, event_id: str = "11") -> dict[str, Any]:
    return {"EventCode": event_id, "Channel": SYSMON, "Image": image, "TargetFilename": target}


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        (
            event("C:\\Users\\ann\\Downloads\\SigThief-main.zip"),
            ["attack_tool_appears", "signed_file_user_writable", "writer_browser"],
        ),
        (
            event("C:\\Users\\ann\\Downloads\\SigThief-main.zip:Zone.Identifier", event_id="15"),
            ["attack_tool_appears", "signed_file_user_writable", "writer_browser"],
        ),
        (event("C:\\src\\SigFlip\\SigFlip.exe", GIT), ["attack_tool_appears", "writer_version_control"]),
        (event("C:\\Users\\ann\\Downloads\\SigThief-main.zip", event_id="23"), []),
        (event("C:\\Users\\ann\\Downloads\\7zip.exe"), []),
    ],
)
def test_a_tool_appears(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    report = judged(file, record, shipped)[0]
    assert [found.indicator for found in report.findings] == indicators
    assert report.action == ("bring_tool" if indicators else "")
