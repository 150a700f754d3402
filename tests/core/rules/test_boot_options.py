"""Options of a boot entry by which unsigned drivers load."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import boot_options


def test_the_option_is_named() -> None:
    report = Report()
    boot_options.judge(report, "agent", "testsigning")
    assert report.action == "weaken_code_integrity"
    sentence = "agent changes the boot option testsigning, which lets unsigned drivers load"
    assert [tuple(found) for found in report.findings] == [("enable_test_signing", sentence)]


@pytest.mark.parametrize(
    ("values", "indicator"),
    [
        (["0x16000049", "True"], "enable_test_signing"),
        (["true", "369098825"], "enable_test_signing"),
        (["0x16000049", "$false"], ""),
        (["0x250000f0", "0"], "disable_hypervisor"),
        (["0x250000f0", "1"], ""),
        ([], ""),
    ],
)
def test_elements_by_their_numbers(values: list[str], indicator: str) -> None:
    report = Report()
    boot_options.judge_element(report, "agent", values)
    assert [found.indicator for found in report.findings] == list(filter(None, [indicator]))
