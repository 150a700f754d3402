"""The exit statuses, and that the guide names each."""

from __future__ import annotations

import re

import pytest

from lab.commands import status
from lab.paths import ROOT


@pytest.mark.parametrize(
    ("events", "complete", "expected"),
    [
        (1, True, status.DONE),
        (1, False, status.INCOMPLETE),
        (0, True, status.NOTHING_READ),
        (0, False, status.NOTHING_READ),
    ],
)
def test_the_status_says_what_was_read(events: int, complete: bool, expected: int) -> None:
    assert status.of_reading(events, complete) == expected


def test_the_guide_names_each_status() -> None:
    guide = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d) \|", guide, re.MULTILINE)
    assert [int(number) for number in told] == [
        status.DONE,
        status.INCOMPLETE,
        status.FAILED,
        status.NOTHING_READ,
    ]
