"""A browser is made to trust more than it does."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import browser_trust
from codesignrisk_core.trust.browser_policies import ROOT, SYSTEM_ROOTS


@pytest.mark.parametrize(
    ("browser", "change", "store", "indicators"),
    [
        ("Chrome", ROOT, "Chrome\\root", ["browser_add_root"]),
        ("", SYSTEM_ROOTS, "browser\\root", ["browser_system_roots"]),
        ("Chrome", "", "", []),
    ],
)
def test_what_a_change_means(browser: str, change: str, store: str, indicators: list[str]) -> None:
    report = Report()
    browser_trust.judge(report, "reg", browser, change)
    assert report.store == store
    assert [finding.indicator for finding in report.findings] == indicators


def test_extensions_that_nobody_signed() -> None:
    report = Report()
    browser_trust.judge_unsigned(report, "cmd")
    assert report.findings == [("extensions_unsigned", "cmd has Firefox take extensions that nobody signed")]
    assert report.action == "install_untrusted"
