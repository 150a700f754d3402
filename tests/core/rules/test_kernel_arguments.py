"""Arguments of the Linux kernel. Source: kernel.org, kernel-parameters."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import kernel_arguments


@pytest.mark.parametrize(
    ("text", "weakens"),
    [
        ("quiet module.sig_enforce=0", True),
        ("ima_appraise=off", True),
        ("IMA_APPRAISE=log", True),
        ("evm=fix", True),
        ("lockdown=none", True),
        ("module.sig_enforce=1", False),
        ("ima_appraise=enforce", False),
        ("lockdown=confidentiality", False),
        ("mymodule.sig_enforce=0", False),
        ("xlockdown=none", False),
    ],
)
def test_arguments(text: str, weakens: bool) -> None:
    report = Report()
    kernel_arguments.judge(report, "x", text)
    assert [found.indicator for found in report.findings] == (["boot_arguments"] if weakens else [])
