"""auditpol: the audit of a certification authority."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ('auditpol /set /subcategory:"Certification Services" /success:disable /failure:disable', True),
        ("auditpol /set /subcategory:{0CCE9221-69AE-11D9-BED3-505054503030} /success:disable", True),
        ('auditpol /set /subcategory:"Certification Services" /success:enable', False),
        ('auditpol /set /subcategory:"Process Creation" /success:disable', False),
        ('auditpol /get /subcategory:"Certification Services"', False),
        ("auditpol", False),
    ],
)
def test_the_audit_of_an_authority(line: str, off: bool) -> None:
    report = judged_windows(line)
    assert (ids(report), report.action) == (["signature_log_disabled"] * off, "blind_logs" * off)
