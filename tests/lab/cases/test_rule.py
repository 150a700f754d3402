"""Which events a scan takes for one thing that happened: those that the searches take for one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lab.cases.kept import Kept
from lab.records import Record
from lab.splunkd.scp import run as run_command
from scripts import package
from tests.searches.twins import TWINS


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    package.stage(folder := tmp_path_factory.mktemp("app") / "codesignrisk")
    return folder


@pytest.mark.parametrize(("things", "events"), TWINS.values(), ids=TWINS)
def test_one_step_for_each_thing_that_happened(things: int, events: list[Record], app: Path) -> None:
    kept = Kept(app)
    for record in run_command(events, ["sensors=all"], app=app, interpreter=os.path.realpath(sys.executable)):
        kept.add(record)
    assert len(kept.grouped().steps) == things
