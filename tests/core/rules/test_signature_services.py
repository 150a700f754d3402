"""A service that holds programs back by their signers is stopped."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.rules import signature_services


def test_a_service_and_another_one() -> None:
    report = Report()
    signature_services.judge(report, "sc", "AppIDSvc")
    assert report.findings == [("weaken_code_integrity", "sc stops appidsvc, which checks who signed a program")]
    assert (report.tool, report.action) == ("sc", "weaken_code_integrity")
    kept = Report()
    signature_services.judge(kept, "sc", "CryptSvc", disabled=True)
    assert kept.findings == [("weaken_code_integrity", "sc disables cryptsvc, which checks who signed a program")]
    other = Report()
    signature_services.judge(other, "sc", "CryptSvc")
    signature_services.judge(other, "sc", "spooler")
    assert other == Report()
