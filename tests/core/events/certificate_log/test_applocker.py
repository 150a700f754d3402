"""AppLocker: only a file without a signature tells something."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    Case,
    denied,
    judged,
)

CASES: dict[str, Case] = {
    "8004, not signed": (denied("-"), ["unsigned_file_denied"], 5),
    "8004, signed": (denied("O=CONTOSO LTD, C=US\\AGENT\\A.EXE\\1.0"), [], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)
