"""The signing tools of pipelines: what makes them sign, and which options hold files and secrets."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import crossplatform


def judge(line: str) -> Report:
    tool = {tool.name: tool for tool in crossplatform.TOOLS}[line.split()[0]]
    return tool.judge(Command(line.split()[0] + ".exe", argv.split(line), line))


def ids(report: Report) -> list[str]:
    return [found.indicator for found in report.findings]


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "azuresigntool sign -kvu https://v.example -kvs Sesame -kvc c C:\\b\\a.exe",
            ["sign_other_tool", "clear_password", "cloud_signing"],
        ),
        (
            "azuresigntool sign -kvu https://v.example -kvs *** -kvc c C:\\b\\a.exe",
            ["sign_other_tool", "cloud_signing"],
        ),
        ("sign code certificate-store -cfp AB -cf C:\\k\\a.pfx -p Sesame a.exe", ["sign_other_tool", "clear_password"]),
        ("sign code artifact-signing -d x a.exe", ["sign_other_tool", "cloud_signing"]),
        (
            "dotnet nuget sign a.nupkg --certificate-path a.pfx --certificate-password Sesame",
            ["sign_other_tool", "clear_password"],
        ),
        ("dotnet nuget push a.nupkg", []),
        ("dotnet build", []),
        (
            "nuget sign a.nupkg -CertificatePath a.pfx -CertificatePassword Sesame",
            ["sign_other_tool", "clear_password"],
        ),
        ("smctl sign --keypair-alias k --input a.exe", ["sign_other_tool", "cloud_signing"]),
        ("smctl keypair ls", []),
        ("jsign --keystore a.p12 --storepass Sesame a.exe", ["sign_other_tool", "clear_password"]),
        ("rcodesign sign --p12-file a.p12 --p12-password Sesame a.app", ["sign_other_tool", "clear_password"]),
        ("relic remote sign -k key -f a.exe", ["sign_other_tool"]),
        ("signcode -spc a.spc -v a.pvk -t http://t.example a.exe", ["sign_other_tool"]),
    ],
)
def test_signers(line: str, indicators: list[str]) -> None:
    report = judge(line)
    assert ids(report) == indicators
    assert report.tool == (line.split()[0] if indicators else "")
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])


def test_targets_and_key_files() -> None:
    report = judge("dotnet nuget sign C:\\b\\a.nupkg --certificate-path C:\\k\\a.pfx")
    assert (report.targets, report.files, report.flags) == (["c:\\b\\a.nupkg"], ["c:\\k\\a.pfx"], {"HasPFX"})
