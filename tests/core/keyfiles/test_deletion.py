"""Deleting files: code-integrity policies, catalogs, and the signatures of bundles."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, posix, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        # App Control's policies
        ("del /f C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        (
            "del C:\\Windows\\System32\\CodeIntegrity\\CiPolicies\\Active\\*.cip",
            ["code_integrity_policy", "weaken_code_integrity"],
        ),
        ("del C:\\certs\\chain.p7b", []),
        # the catalogs of Windows; their database, which is made anew, and the catalog of one driver
        ("rd /s /q C:\\Windows\\System32\\CatRoot", ["catalogs_deleted"]),
        ("rmdir /s /q C:\\Windows\\System32\\catroot2", []),
        ("del C:\\Windows\\System32\\CatRoot\\{F750E6C3-38EE-11D1-85E5-00C04FC295EE}\\oem7.cat", []),
    ],
)
def test_deletions(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators", "targets"),
    [
        (
            "rm -rf /Applications/Note.app/Contents/_CodeSignature",
            ["codesign_remove_signature"],
            ["/applications/note.app"],
        ),
        (
            "rm -r build/Note.app/_CodeSignature/CodeResources",
            ["codesign_remove_signature", "own_build_output"],
            ["build/note.app"],
        ),
        ("rm -rf /Applications/Note.app", [], []),
    ],
)
def test_signatures_of_bundles(line: str, indicators: list[str], targets: list[str]) -> None:
    report = keyfiles.judge(posix(line))
    assert (found(report), report.targets if report else []) == (indicators, targets)
