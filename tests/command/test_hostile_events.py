"""Hostile events through the command: all come back as they were, with a verdict. At length: tests/fuzz/driver.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import driver


@pytest.mark.parametrize(("seed", "raw"), [(1, False), (2, True)])
def test_every_event_comes_back_as_it_was(app: Path, seed: int, raw: bool) -> None:
    result = driver.run(1_500, seed, app=app, raw=raw)
    assert result.events == 1_500
    assert result.found > 100  # otherwise they would be hostile to nothing
