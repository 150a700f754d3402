"""Logs of certificates and signatures that are cleared or turned off, by a tool or a script."""

from __future__ import annotations

from codesignrisk_core.model import Report


def judge_cleared(report: Report, who: str, log: str) -> None:
    """log: as trust.signature_logs.of_channel names it."""
    report.action = "blind_logs"
    report.add("signature_log_cleared", f"{who} clears the log {log}")


def judge_off(report: Report, who: str, log: str) -> None:
    """log: as trust.signature_logs.of_channel names it."""
    report.action = "blind_logs"
    report.add("signature_log_disabled", f"{who} turns the log {log} off")
