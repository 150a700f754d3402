"""A certificate is created, by whatever tool, script or program text: for what, for whom, and by whose word."""

from __future__ import annotations

from codesignrisk_core.model import Report


def judge(report: Report, who: str, *, self_signed: bool, for_code: bool) -> None:
    """self_signed: no CA has signed it. for_code: it may sign code (trust.usages)."""
    report.action = "make_certificate"
    if self_signed:
        report.flags.add("SelfSigned")
    kind = "a self-signed" if self_signed else "a"
    if for_code:
        report.add("make_codesigning_certificate", f"{who} creates {kind} code-signing certificate")
    else:
        report.add("make_certificate", f"{who} creates {kind} certificate")
