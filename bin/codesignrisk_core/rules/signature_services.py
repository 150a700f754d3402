"""What it means that a service is stopped that holds programs back by their signers, whoever tells of it."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.trust import signature_services


def judge(report: Report, who: str, name: str, *, disabled: bool = False) -> None:
    """A service by its name is stopped; disabled: or deleted, so that it does not start again. Nothing for others."""
    service = signature_services.of_name(name, disabled=disabled)
    if service:
        report.tool = report.tool or who
        report.action = "weaken_code_integrity"
        report.add(
            "weaken_code_integrity",
            f"{who} {'disables' if disabled else 'stops'} {service}, which checks who signed a program",
        )
