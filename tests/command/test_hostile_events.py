"""Hostile events through the command: all come back as they were, with a verdict. At length: tests/fuzz/driver.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from codesignrisk_core.records import fields

from tests.fuzz import driver


def test_the_driver_knows_every_field() -> None:
    assert driver.OUTPUT == fields.OUTPUT_FIELDS


@pytest.mark.parametrize(("seed", "raw"), [(1, False), (2, True)])
def test_every_event_comes_back_as_it_was(app: Path, seed: int, raw: bool) -> None:
    result = driver.run(1_500, seed, app=app, raw=raw)
    assert result.events == 1_500
    assert result.found > 50  # otherwise they would be hostile to nothing


def test_a_command_that_does_not_start_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(driver.BrokenPromiseError, match=r"begins with b''; the command said: .*No such file"):
        driver.run(1, 1, app=tmp_path)
