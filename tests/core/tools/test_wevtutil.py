"""wevtutil, where it takes the logs of certificates and signatures away."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows

CODE = "Microsoft-Windows-CodeIntegrity/Operational"
CAPI2 = "microsoft-windows-capi2/operational"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (f"wevtutil cl {CODE}", ["signature_log_cleared"]),
        (f'wevtutil.exe clear-log "{CAPI2}"', ["signature_log_cleared"]),
        (f"wevtutil sl {CODE} /e:false", ["signature_log_disabled"]),
        (f"wevtutil sl {CAPI2} /e:false", ["signature_log_disabled"]),
        (f"wevtutil set-log {CAPI2} /enabled:false /q:true", ["signature_log_disabled"]),
        (f"wevtutil sl {CAPI2} /e:true", []),  # as troubleshooting begins
        (f"wevtutil qe {CODE} /c:5", []),
        (f"wevtutil gl {CODE}", []),
        ("wevtutil cl Security", []),  # another technique
        ("wevtutil cl", []),
    ],
)
def test_logs(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert (ids(report), report.action) == (indicators, "blind_logs" if indicators else "")
