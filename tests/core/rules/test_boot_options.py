"""Options of a boot entry by which unsigned drivers load."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.rules import boot_options


def test_the_option_is_named() -> None:
    report = Report()
    boot_options.judge(report, "agent", "testsigning")
    assert report.action == "weaken_code_integrity"
    sentence = "agent changes the boot option testsigning, which lets unsigned drivers load"
    assert [tuple(found) for found in report.findings] == [("enable_test_signing", sentence)]
