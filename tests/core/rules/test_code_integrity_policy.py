"""App Control's policies as files (learn.microsoft.com, "Deploy App Control policies with script")."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import code_integrity_policy

FOLDER = "C:\\Windows\\System32\\CodeIntegrity"


@pytest.mark.parametrize(
    ("operand", "name"),
    [
        (f"{FOLDER}\\SiPolicy.p7b", "sipolicy.p7b"),
        (f"{FOLDER}\\CiPolicies\\Active\\{{guid}}.cip", "{guid}.cip"),
        (f"{FOLDER}\\CiPolicies\\Active\\*.cip", "*.cip"),
        # all at once
        (f"{FOLDER}\\CiPolicies\\Active", "active"),
        (f"{FOLDER}\\CiPolicies\\Active\\*", "*"),
        # Gatekeeper's rules
        ("/private/var/db/SystemPolicy", "systempolicy"),
        # the EFI partition
        ("S:\\EFI\\Microsoft\\Boot\\CodeIntegrity\\a.cip", "a.cip"),
        ("S:\\EFI\\Microsoft\\Boot\\CiPolicies\\Active\\{guid}.cip", "{guid}.cip"),
        ("S:\\EFI\\Microsoft\\Boot\\CiPolicies\\Active", "active"),
    ],
)
def test_a_policy(operand: str, name: str) -> None:
    report = Report()
    code_integrity_policy.judge(report, "del", [operand], "")
    assert report.findings[0] == ("code_integrity_policy", f"del deletes the code-integrity policy {name}")
    assert report.action == "change_code_integrity_policy"


@pytest.mark.parametrize(
    ("operand", "verb", "at_once"),
    [
        (f"{FOLDER}\\CiPolicies\\Active\\*.cip", "deletes", True),
        (f"{FOLDER}\\CiPolicies\\Active", "deletes", True),
        ("/var/db/SystemPolicy", "deletes", True),
        (f"{FOLDER}\\CiPolicies\\Active\\{{guid}}.cip", "deletes", False),
        (f"{FOLDER}\\SiPolicy.p7b", "deletes", False),
        (f"{FOLDER}\\CiPolicies\\Active\\*.cip", "writes", False),
    ],
)
def test_all_policies_at_once(operand: str, verb: str, at_once: bool) -> None:
    report = Report()
    code_integrity_policy.judge(report, "del", [operand], "", verb)
    found = [("weaken_code_integrity", "del deletes all policies at once")] if at_once else []
    assert report.findings[1:] == found


@pytest.mark.parametrize(
    "operand",
    [
        "C:\\certs\\chain.p7b",
        f"{FOLDER}\\bootcat.cache",
        f"{FOLDER}\\CiPolicies\\Active\\x\\y.txt",
        f"{FOLDER}\\a.txt:x.cip",
        "SiPolicy.p7b",
        "",
    ],
)
def test_other_files(operand: str) -> None:
    report = Report()
    code_integrity_policy.judge(report, "del", [operand], "")
    assert report == Report()


def test_a_path_that_names_the_folder_often_takes_no_longer() -> None:
    begun = time.perf_counter()
    code_integrity_policy.judge(Report(), "del", ["\\codeintegrity\\" * 4_300 + "x"], "")
    assert time.perf_counter() - begun < 0.1


def test_a_relative_policy_and_another_verb() -> None:
    report = Report()
    code_integrity_policy.judge(report, "copy", ["a.txt", "SiPolicy.p7b"], FOLDER, "writes")
    assert report.findings == [("code_integrity_policy", "copy writes the code-integrity policy sipolicy.p7b")]


def test_the_policy_of_another_host() -> None:
    report = Report()
    code_integrity_policy.judge(
        report, "copy", ["\\\\pc1\\admin$\\System32\\CodeIntegrity\\SiPolicy.p7b"], "", "writes"
    )
    assert [found.indicator for found in report.findings] == ["code_integrity_policy", "policy_of_other_host"]
