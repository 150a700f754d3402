"""sn: strong names that go unchecked."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("sn -Vr *", ["strong_name_skipped"]),
        ("sn.exe /Vr *,31bf3856ad364e35", ["vendor_name_skipped"]),
        ("sn -q -Vr lab.dll", ["strong_name_skipped"]),
        ("sn -Vl", []),
        ("sn -Vu *", []),
        ("sn -k lab.snk", []),
        ("sn -Vr", []),
    ],
)
def test_skipping(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators
