"""The logs of signatures through .NET."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

READER = "System.Diagnostics.Eventing.Reader"
CODE = "Microsoft-Windows-CodeIntegrity/Operational"
CAPI2 = "Microsoft-Windows-CAPI2/Operational"
CONFIGURATION = f"$l=New-Object {READER}.EventLogConfiguration"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (f"[{READER}.EventLogSession]::GlobalSession.ClearLog('{CODE}')", ["signature_log_cleared"]),
        (f"{CONFIGURATION} '{CODE}';$l.IsEnabled=$false;$l.SaveChanges()", ["signature_log_disabled"]),
        (f"{CONFIGURATION} '{CAPI2}';$l.IsEnabled = $false;$l.SaveChanges()", ["signature_log_disabled"]),
        (f"{CONFIGURATION} '{CAPI2}';$l.IsEnabled = $true;$l.SaveChanges()", []),
        (f"{CONFIGURATION} '{CODE}';$l.MaximumSizeInBytes = 4MB;$l.SaveChanges()", []),
        (f"{CONFIGURATION} 'Security';$l.IsEnabled=$false;$l.SaveChanges()", []),
        (f"[{READER}.EventLogSession]::GlobalSession.ClearLog('Security')", []),
    ],
)
def test_logs(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators
