"""A policy of code integrity as a file: where Windows takes it from, and who writes or deletes it."""

from __future__ import annotations

import pytest
from codesignrisk_core.events import policy_files
from codesignrisk_core.model import Report

POLICIES = "c:\\windows\\system32\\codeintegrity\\"
DEPLOYED = f"{POLICIES}sipolicy.p7b"
SVCHOST = "C:\\Windows\\System32\\svchost.exe"
STRANGER = "C:\\Users\\Public\\x.exe"


@pytest.mark.parametrize(
    ("path", "is_policy"),
    [
        (DEPLOYED, True),
        (f"{POLICIES}cipolicies\\active\\{{a244370e-44c9-4c06-b551-f6016e563076}}.cip", True),
        ("s:\\efi\\microsoft\\boot\\sipolicy.p7b", True),
        (f"{POLICIES}bootcat.cache", False),
        ("c:\\temp\\sipolicy.p7b", False),
    ],
)
def test_where_policies_lie(path: str, is_policy: bool) -> None:
    assert policy_files.is_one(path) is is_policy


@pytest.mark.parametrize(
    ("image", "deleted", "sentences"),
    [
        (STRANGER, False, ["x writes the code-integrity policy sipolicy.p7b"]),
        (STRANGER, True, ["x deletes the code-integrity policy sipolicy.p7b"]),
        (
            "System",
            False,
            [
                "x writes the code-integrity policy sipolicy.p7b",
                "it comes from another host, for which the System process writes",
            ],
        ),
        (SVCHOST, False, []),
    ],
)
def test_who_writes_a_policy(image: str, deleted: bool, sentences: list[str]) -> None:
    report = Report()
    policy_files.judge(report, "x", DEPLOYED, image, deleted=deleted)
    assert [found.sentence for found in report.findings] == sentences
    assert report.files == ([DEPLOYED] if sentences else [])
