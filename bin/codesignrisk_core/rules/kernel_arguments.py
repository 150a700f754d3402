"""Arguments of the Linux kernel that have it take code which nobody signed.

Source: kernel.org, admin-guide/kernel-parameters (module.sig_enforce, ima_appraise, evm, lockdown), IMA and EVM wiki.
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report

_WEAKENS = re.compile(
    r"(?<![\w.])(module\.sig_enforce=(?:0|n)|ima_appraise=(?:off|log|fix)|evm=fix|lockdown=none)(?![\w.])"
)
WORDS = ("module.sig_enforce", "ima_appraise", "evm fix", "lockdown none")
"""One of these stands in every text that is judged here (model.Tool, words)."""


def judge(report: Report, who: str, text: str) -> None:
    """Add that the kernel is to start with such an argument. text: the line that sets its arguments."""
    found = _WEAKENS.search(text.lower())
    if found:
        report.action = "disable_integrity"
        report.add("boot_arguments", f"{who} turns the checking of signatures off at boot ({found.group(1)})")
