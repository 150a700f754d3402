"""Options of a boot entry by which unsigned drivers load, set in the registry's copy of the store or through WMI."""

from __future__ import annotations

from codesignrisk_core.model import Report


def judge(report: Report, who: str, option: str) -> None:
    """option: as bcdedit calls it (trust.boot_elements.switched)."""
    report.action = "weaken_code_integrity"
    report.add("enable_test_signing", f"{who} changes the boot option {option}, which lets unsigned drivers load")
