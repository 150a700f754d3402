"""Deleting files: only code-integrity policies matter when they go."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, windows


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
    ],
)
def test_deletions(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators
