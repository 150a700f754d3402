"""A certification authority: who asks for certificates that sign code, and how its templates are kept."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    CODE_SIGNING,
    SERVER,
    Case,
    event,
    judged,
    requested,
    template,
)

CASES: dict[str, Case] = {
    "4886": (requested(4886, "CodeSigning"), ["code_signing_certificate_requested"], 15),
    "4887": (requested(4887, "Contoso Code Signing v2"), ["code_signing_certificate_issued"], 20),
    "4887, of a web server": (requested(4887, "WebServer"), [], 0),
    "4898": (template(4898, f"pKIExtendedKeyUsage = {CODE_SIGNING} Code Signing"), ["code_signing_template_loaded"], 5),
    "4899, of other usages": (template(4899, f"{SERVER} {CODE_SIGNING}1"), [], 0),
    "4899, the subject is free": (
        template(4899, f"{CODE_SIGNING}\nCT_FLAG_ENROLLEE_SUPPLIES_SUBJECT -- 1"),
        ["code_signing_template_changed", "template_free_subject"],
        38,
    ),
    "4876": (event(4876, "Security", BackupType="1"), ["backup_ca_database"], 20),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        ("4886", "request_certificate", "CONTOSO\\jane asks for a certificate of the template CodeSigning"),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings) -> None:
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)
