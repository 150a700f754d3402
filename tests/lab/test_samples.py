"""The sample events: what they hold, and what the packaged command says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.paths import BUILT_APP, ROOT
from lab.readers import read
from lab.splunkd.scp import run

SAMPLES = sorted((ROOT / "lab" / "samples").glob("*.jsonl"))
STORIES = {
    "traces_signatures": {"6", "7", "81", "1007", "4657"},
    "sources_carbon_black": {None},
    "sources_ecs_defender": {None},
    "sources_linux": {None, "1"},
    "sources_macos": {None},
    "build_server": {"1", "4688", "11", "4104"},
    "test1_self_signed": {"1", "4688", "11", "4104"},
    "test2_trusted_publisher": {"1", "4688", "11", "12", "13", "4104"},
    "test3_user_store": {"1", "4688", "11", "12", "13", "4104"},
    "test4_macos_adhoc": {None},
}


def test_the_samples_are_the_stories_that_the_readme_tells() -> None:
    assert [path.stem for path in SAMPLES] == sorted(STORIES)
    readme = (ROOT / "lab" / "samples" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in SAMPLES if f"`{path.name}`" not in readme] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.stem))
def test_a_sample_holds_its_events_in_time_order(path: Path) -> None:
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {event.get("EventCode") for event in events} == STORIES[path.stem]
    times = [float(event["_time"]) for event in events]
    assert times == sorted(times)
    assert {event["host"].partition(".")[2] for event in events} == {"corp.example"}


@pytest.mark.skipif(not (BUILT_APP / "bin" / "codesignrisk.py").is_file(), reason="the app is not built")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.stem))
def test_the_packaged_command_alerts_on_the_tests_and_not_on_the_build_server(path: Path) -> None:
    scores = [int(str(record["codesign_score"])) for record in run(read(path), ["sensors=all"])]
    if path.stem == "build_server":
        assert max(scores) < 60
    else:
        assert max(scores) >= 20
