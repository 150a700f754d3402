"""Signing that no honest build does: claims, clocks, and what surrounds it."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import signing


def ids(report: Report) -> set[str]:
    return {found.indicator for found in report.findings}


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["Fabrikam Notes", "https://fabrikam.example"], ""),
        (["Microsoft Update Helper"], "the signature claims to be of microsoft"),
        (["Notes", "https://www.adobe.com/"], "the signature claims to be of adobe"),
        # a project's page on a site of many is no claim to be the site's owner
        (["Notes", "https://github.com/fabrikam/notes"], ""),
        ([""], ""),
    ],
)
def test_whom_the_signature_claims_to_be(texts: list[str], sentence: str) -> None:
    report = Report()
    signing.judge_claims(report, *texts)
    assert [found.sentence for found in report.findings] == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("servers", "indicator"),
    [
        ([], "no_timestamp"),
        (["http://timestamp.example"], ""),
        (["http://127.0.0.1:8080/tsa"], "timestamp_local"),
        (["http://LOCALHOST/tsa"], "timestamp_local"),
        (["http://[::1]:80"], "timestamp_local"),
        (["http://timestamp.example", "https://127.9.0.1/"], "timestamp_local"),
        # a company's own server
        (["http://10.1.2.3/tsa"], ""),
        (["http://localhost.example/tsa"], ""),
        (["http://127.example/tsa"], ""),
    ],
)
def test_who_says_when_it_was_signed(servers: list[str], indicator: str) -> None:
    report = Report()
    signing.judge_timestamp(report, *servers)
    assert ids(report) == ({indicator} if indicator else set())


def signed(target: str, found: str, key: str = "", action: str = "sign") -> Report:
    report = Report(action=action, targets=[target], files=[key] if key else [])
    for indicator in found.split():
        report.add(indicator, indicator)
    return report


@pytest.mark.parametrize(
    ("target", "found", "key", "expected"),
    [
        # one sign that is enough
        ("c:\\out\\a.exe", "signature_impersonates", "", True),
        ("c:\\out\\a.exe", "target_vendor_named build_ancestry", "", True),
        ("c:\\out\\a.exe", "clock_changed", "", True),
        ("c:\\out\\a.exe", "timestamp_local", "", True),
        ("c:\\out\\a.exe", "parent_exploit", "", True),
        ("c:\\out\\a.exe", "service_account", "", True),
        # two of who starts it, where it lies, what it is called, the key, the tool
        ("c:\\users\\public\\a.exe", "parent_script_host", "", True),
        ("c:\\inetpub\\wwwroot\\a.exe", "parent_remote", "", True),
        ("\\\\srv\\hr\\a.xlsm", "parent_user_writable", "", True),
        ("c:\\windows\\temp\\a.tmp", "target_odd_extension", "", True),
        ("c:\\windows\\temp\\a.exe", "", "c:\\windows\\temp\\a.pfx", True),
        ("/tmp/.x/agent", "", "", True),
        ("c:\\users\\ann\\desktop\\a.exe", "tool_user_writable input_user_writable target_user_writable", "", True),
        ("c:\\out\\a.exe", "cloned_certificate", "", True),
        ("/lib/modules/6.1.0/a.ko", "target_rootkit_named", "", True),
        ("c:\\users\\public\\a.dll", "parent_scheduler", "", True),
        ("c:\\out\\a.exe", "renamed_tool", "", True),
        # a build agent works in such folders
        ("c:\\windows\\temp\\a.exe", "build_ancestry", "c:\\windows\\temp\\a.pfx", False),
        # one alone happens to everybody
        ("c:\\users\\public\\a.exe", "parent_shell", "", False),
        ("c:\\out\\a.exe", "parent_script_host", "", False),
        ("c:\\out\\a.exe", "parent_shell", "c:\\users\\public\\a.pfx", False),
        # downloads and desktops are developers' places
        ("c:\\users\\ann\\desktop\\a.exe", "target_user_writable", "c:\\users\\ann\\desktop\\a.pfx", False),
    ],
)
def test_what_surrounds_it(target: str, found: str, key: str, expected: bool) -> None:
    report = signed(target, found, key)
    signing.judge_surroundings(report, "c:\\kits\\signtool.exe")
    assert ("sign_out_of_place" in ids(report)) is expected


def test_the_tool_itself() -> None:
    report = signed("c:\\users\\public\\a.exe", "tool_user_writable")
    signing.judge_surroundings(report, "C:\\Users\\Public\\signtool.exe")
    assert "sign_out_of_place" in ids(report)
    report = signed("c:\\users\\public\\a.exe", "")
    report.hidden = True
    signing.judge_surroundings(report, "")
    assert "sign_out_of_place" in ids(report)


def test_signing_that_is_not_the_heaviest_act_on_the_line() -> None:
    report = signed("/tmp/a.app", "codesign_identity parent_user_writable", action="key_partition_list")
    signing.judge_surroundings(report, "/bin/sh")
    assert "sign_out_of_place" in ids(report)


def test_other_acts_are_left_alone() -> None:
    report = signed("c:\\out\\a.exe", "signature_impersonates", action="verify")
    signing.judge_surroundings(report, "")
    assert "sign_out_of_place" not in ids(report)
