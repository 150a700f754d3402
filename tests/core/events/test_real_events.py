"""Recorded events and reviewed cases. They are not ours to ship, so these tests skip where they are absent."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from codesignrisk_core import scoring
from codesignrisk_core.records import fields
from codesignrisk_core.scorer import Scorer

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
CASES = DATA / "cases.jsonl"
EVENTS = DATA / "events" / "process_creation.jsonl.gz"
NOT_OF_THE_EVENT = ("id", "label", "why", "source", "tags", "expect", "expect_min", "expect_max", "seed_score")

needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the reviewed cases are not here")
needs_events = pytest.mark.skipif(not EVENTS.exists(), reason="the recorded events are not here")


@needs_cases
def test_the_flags_of_every_reviewed_case(scorer: Scorer) -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    wrong = {}
    for case in cases:
        record = {name: value for name, value in case.items() if name not in NOT_OF_THE_EVENT}
        verdict = scorer.assess(record)
        expected = case.get("expect", {})
        found = {flag: verdict[flag] for flag in expected}
        if found != expected:
            wrong[case["id"]] = {flag: value for flag, value in found.items() if value != expected[flag]}
    assert any("expect" in case for case in cases)
    assert wrong == {}


@pytest.mark.slow
@needs_events
def test_every_recorded_process_start_is_assessed(scorer: Scorer) -> None:
    kinds: dict[Any, int] = {}
    with gzip.open(EVENTS, "rt", encoding="utf-8") as events:
        for line in events:
            verdict = scorer.assess(json.loads(line))
            assert tuple(verdict) == fields.OUTPUT_FIELDS
            assert "internal error" not in str(verdict["codesign_error"])
            assert verdict["codesign_band"] == scoring.band(int(str(verdict["codesign_score"])))
            kinds[verdict["codesign_event"]] = kinds.get(verdict["codesign_event"], 0) + 1
    assert set(kinds) == {"process"}


@pytest.mark.slow
@needs_events
def test_nearly_all_recorded_process_starts_are_none_of_our_business(scorer: Scorer) -> None:
    with gzip.open(EVENTS, "rt", encoding="utf-8") as events:
        scores = [scorer.assess(json.loads(line))["codesign_score"] for line in events]
    assert sum(bool(score) for score in scores) < len(scores) / 100
