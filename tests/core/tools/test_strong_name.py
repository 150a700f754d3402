"""sn: strong names that go unchecked."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "skips"),
    [
        ("sn -Vr *", True),
        ("sn.exe /Vr *,31bf3856ad364e35", True),
        ("sn -q -Vr lab.dll", True),
        ("sn -Vl", False),
        ("sn -Vu *", False),
        ("sn -k lab.snk", False),
        ("sn -Vr", False),
    ],
)
def test_skipping(line: str, skips: bool) -> None:
    assert ids(judged_windows(line)) == (["strong_name_skipped"] if skips else [])
