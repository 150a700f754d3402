"""App packages: the option that asks for no signature tells something, and where the package lies."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import Case, deployed, judged

UNSIGNED = "8388608"
IN_TEMP = "file:///C:/Users/ann/AppData/Local/Temp/%E3%83%81%E3%83%BC%E3%83%A0.msix"
OF_PROJECT = "file:///D:/src/app/bin/Release/app.msix"

CASES: dict[str, Case] = {
    "unsigned, temporary": (deployed(IN_TEMP, UNSIGNED), ["package_untrusted", "target_user_writable"], 43),
    "unsigned, of a project": (deployed(OF_PROJECT, UNSIGNED), ["package_untrusted"], 35),
    "unsigned, by Visual Studio": (
        deployed(OF_PROJECT, UNSIGNED, "DeployAppRecipe.exe,-"),
        ["package_untrusted", "build_path"],
        23,
    ),
    "unsigned, packed by Visual Studio": (
        deployed("file:///D:/src/app/AppPackages/app_1.0_x64_Debug.msix", UNSIGNED),
        ["package_untrusted", "build_path"],
        23,
    ),
    "unsigned, temporary, in the name of Visual Studio": (
        deployed(IN_TEMP, UNSIGNED, "DeployAppRecipe.exe,-"),
        ["package_untrusted", "target_user_writable"],
        43,
    ),
    "unsigned, a share": (deployed("file://srv/a/b.msix", UNSIGNED), ["package_untrusted"], 35),
    "unsigned and more, in hexadecimal": (deployed(OF_PROJECT, "0x800001"), ["package_untrusted"], 35),
    "signed": (deployed(IN_TEMP, "0"), [], 0),
    "other options": (deployed(IN_TEMP, "4194304"), [], 0),
    "no options": (deployed(IN_TEMP, ""), [], 0),
    "odd options": (deployed(IN_TEMP, "x"), [], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("file:///C:/a%20b/c.msix", "c:\\a b\\c.msix"),
        ("file://srv/apps/c.msix", "\\\\srv\\apps\\c.msix"),
        ("C:\\apps\\c.msix", "c:\\apps\\c.msix"),
        ("https://contoso.example/c.msix", "https://contoso.example/c.msix"),
    ],
)
def test_where_the_package_lies(source: str, path: str, shipped: Settings) -> None:
    report, _ = judged(deployed(source, UNSIGNED, "set-up.exe,-"), shipped)
    assert report.targets == [path]
    assert report.findings[0].sentence.startswith("set-up has ")
