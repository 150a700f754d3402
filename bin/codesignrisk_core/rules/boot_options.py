"""Options of a boot entry by which unsigned drivers load, set in the registry's copy of the store or through WMI."""

from __future__ import annotations

from collections.abc import Sequence

from codesignrisk_core.model import Report
from codesignrisk_core.trust import boot_elements, registry_keys

_OFF = frozenset({"$false", "false", "0", "0x0"})


def judge(report: Report, who: str, option: str) -> None:
    """option: as bcdedit calls it (trust.boot_elements.switched)."""
    report.action = "weaken_code_integrity"
    report.add("enable_test_signing", f"{who} changes the boot option {option}, which lets unsigned drivers load")


def judge_element(report: Report, who: str, values: Sequence[str]) -> None:
    """A call that sets an element (trust.boot_elements.METHODS). values: its number and what it is set to, in order or
    not.
    """
    texts = [value.lower() for value in values]
    is_on = _OFF.isdisjoint(texts)
    for element in map(registry_keys.number, texts):
        option = boot_elements.switched(element, is_on, " ".join(texts))
        if option:
            judge(report, who, option)
        elif boot_elements.is_hypervisor(element) and not is_on:
            report.action = "weaken_code_integrity"
            report.add("disable_hypervisor", f"{who} turns off what memory integrity runs on")
