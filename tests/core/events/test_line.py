"""A command line that an event tells without being a process start."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import line
from codesignrisk_core.events.process import TOO_LONG
from codesignrisk_core.settings import Settings

from tests.core import judging

ROOT = "certutil -addstore root C:\\lab\\a.cer"


@pytest.mark.parametrize(
    ("text", "indicators", "error"),
    [
        (ROOT, ["add_to_store_root"], ""),
        (f"cmd.exe /c {ROOT}", ["add_to_store_root"], ""),
        ("C:\\lab\\agent.exe -k", [], ""),
        ("", [], ""),
        # behind the longest line it is looked through only
        (f"{ROOT} {'x' * normalise.MAX_LENGTH}", ["add_to_store_root"], TOO_LONG),
        (f"agent.exe {'x' * normalise.MAX_LENGTH} {ROOT}", ["unread_commands"], TOO_LONG),
    ],
)
def test_lines(text: str, indicators: list[str], error: str, shipped: Settings) -> None:
    found = line.judge(text, judging.site(shipped))
    assert ([finding.indicator for finding in found.report.findings], found.error) == (indicators, error)
