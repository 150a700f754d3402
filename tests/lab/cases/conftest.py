"""Shared by the tests of cases: scored records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.scored import record


@pytest.fixture
def make_record() -> Callable[..., dict[str, object]]:
    """Make a scored record: score, seconds from the start, and whatever fields differ."""
    return record
