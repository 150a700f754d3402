"""streams of Sysinternals: the mark of the web is one."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "removes"),
    [
        ("streams -d C:\\lab\\a.zip", True),
        ("streams64.exe -accepteula -nobanner -s -d C:\\lab", True),
        ("streams /s /d C:\\lab", True),
        ("streams -s C:\\lab", False),
        ("streams -d", False),
        ("streams -?", False),
    ],
)
def test_deleting(line: str, removes: bool) -> None:
    assert ids(judged_windows(line)) == (["mark_of_web_removed"] if removes else [])
