"""Logs that are cleared or turned off."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.rules import log_changes

CAPI2 = "Microsoft-Windows-CAPI2/Operational"
CODE = "Microsoft-Windows-CodeIntegrity/Operational"


def test_a_log_is_cleared_or_turned_off() -> None:
    for judge, log, indicator, sentence in (
        (log_changes.judge_cleared, CODE, "signature_log_cleared", f"agent clears the log {CODE}"),
        (log_changes.judge_off, CAPI2, "signature_log_disabled", f"agent turns the log {CAPI2} off"),
        (log_changes.judge_off, CODE, "signature_log_disabled", f"agent turns the log {CODE} off"),
    ):
        report = Report()
        judge(report, "agent", log)
        assert [tuple(found) for found in report.findings] == [(indicator, sentence)]
        assert report.action == "blind_logs"
