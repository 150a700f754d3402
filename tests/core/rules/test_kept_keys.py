"""A signing key that leaves the store of secrets, and the host."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import kept_keys

from tests.core.lines import ids


def test_taken() -> None:
    report = Report()
    kept_keys.judge_taken(report, "az")
    assert (ids(report), report.action) == (["fetch_key"], "fetch_key")


@pytest.mark.parametrize(
    ("receivers", "indicators", "action"),
    [
        ([], ["key_leaves_host"], ""),
        (["https://sign.contoso.example/v1"], ["key_leaves_host"], ""),
        (
            ["-d", "http://203.0.113.7:8000/k"],
            ["key_leaves_host", "upload_key_file", "key_to_outside"],
            "upload_key",
        ),
        (["http://10.1.2.3/k"], ["key_leaves_host", "upload_key_file", "key_to_bare_address"], "upload_key"),
        (["https://webhook.site/1"], ["key_leaves_host", "upload_key_file", "key_to_outside"], "upload_key"),
    ],
)
def test_sent(receivers: list[str], indicators: list[str], action: str) -> None:
    report = Report()
    kept_keys.judge_sent(report, "line", receivers)
    assert (ids(report), report.action) == (indicators, action)
