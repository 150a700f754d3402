"""AppLocker: only a file without a signature tells something, and more when its name is that of a known tool."""

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
    "8004, a tool that loads drivers": (denied("-", "DSEFIX.EXE"), ["unsigned_file_denied", "driver_loader"], 71),
    "8004, signed, the name alone": (denied("O=CONTOSO LTD, C=US\\TDL\\TDL.EXE\\1.0", "TDL.EXE"), [], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)
