"""A certificate is made: for what, and by whose word."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import certificate_making


@pytest.mark.parametrize(
    ("self_signed", "for_code", "finding", "flags"),
    [
        (
            True,
            True,
            ("make_codesigning_certificate", "agent creates a self-signed code-signing certificate"),
            {"SelfSigned"},
        ),
        (True, False, ("make_certificate", "agent creates a self-signed certificate"), {"SelfSigned"}),
        (False, True, ("make_codesigning_certificate", "agent creates a code-signing certificate"), set()),
        (False, False, ("make_certificate", "agent creates a certificate"), set()),
    ],
)
def test_what_is_made(self_signed: bool, for_code: bool, finding: tuple[str, str], flags: set[str]) -> None:
    report = Report()
    certificate_making.judge(report, "agent", self_signed=self_signed, for_code=for_code)
    assert (report.action, report.findings, report.flags) == ("make_certificate", [finding], flags)
