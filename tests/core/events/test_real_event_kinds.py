"""Recorded registry, file and script events: what must be seen is seen, and daily work stays quiet.

The events are other people's and lie outside the repository; without them these tests skip.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from codesignrisk_core.records.fields import Record
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings

pytestmark = pytest.mark.slow

EVENTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "events"
HUNT, MEDIUM, HIGH = 20, 40, 60
KEY_FILES = re.compile(r"\*\.(?:pfx|p12|pvk|snk|p8|key|pem|crt)\b", re.IGNORECASE)
STORE_KEYS = ("\\systemcertificates", "\\enterprisecertificates")


class Scored(NamedTuple):
    record: Record
    label: str
    score: int

    @property
    def key(self) -> str:
        return str(self.record["TargetObject"]).lower()

    @property
    def writer(self) -> str:
        return str(self.record["Image"]).rpartition("\\")[2].lower()


def rows(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(EVENTS / name, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def read(name: str, kind: str, settings: Settings) -> list[Scored]:
    if not (EVENTS / name).is_file():
        pytest.skip(f"{name} is absent")
    scorer = Scorer(settings)
    scored = []
    for row in rows(name):
        record = {field: text for field, text in row.items() if isinstance(text, str)}
        verdict = scorer.assess(record)
        error = "no script text" if record.get("ScriptBlockText") == "" else ""
        assert (verdict["codesign_event"], verdict["codesign_error"]) == (kind, error)
        scored.append(Scored(record, row["_label"], int(str(verdict["codesign_score"]))))
    return scored


@pytest.fixture(scope="module")
def registry(shipped: Settings) -> list[Scored]:
    return read("registry.jsonl.gz", "registry", shipped)


@pytest.fixture(scope="module")
def files(shipped: Settings) -> list[Scored]:
    return read("file_create.jsonl.gz", "file", shipped)


@pytest.fixture(scope="module")
def scripts(shipped: Settings) -> list[Scored]:
    return read("script_block.jsonl.gz", "script", shipped)


def test_every_malicious_change_of_the_registry_is_at_least_medium(registry: list[Scored]) -> None:
    malicious = [event for event in registry if event.label == "malicious-codesigning-relevant"]
    assert malicious
    assert [event for event in malicious if event.score < MEDIUM] == []


def test_what_svchost_keeps_up_stays_quiet(registry: list[Scored]) -> None:
    kept = ("\\authroot\\", "\\windows live id token issuer\\")
    upkeep = [
        event for event in registry if event.writer == "svchost.exe" and any(store in event.key for store in kept)
    ]
    assert any(event.key.endswith("\\blob") for event in upkeep)
    assert [event for event in upkeep if event.score >= HUNT] == []


def test_opening_the_key_of_a_store_says_nothing(registry: list[Scored]) -> None:
    opened = [
        event
        for event in registry
        if event.record["EventCode"] == "12"
        and "Delete" not in str(event.record.get("EventType", ""))
        and any(key in event.key for key in STORE_KEYS)
    ]
    assert opened
    assert {event.score for event in opened} == {0}


def test_the_roots_of_a_user_are_a_hint(registry: list[Scored]) -> None:
    assert {event.score for event in registry if event.key.endswith("\\protectedroots\\certificates")} == {25}


def test_the_registry_of_daily_work_stays_quiet(registry: list[Scored]) -> None:
    background = [event for event in registry if event.label in ("unlabelled-background", "benign")]
    assert sum(event.score >= HUNT for event in background) <= len(background) / 10_000


def test_every_stolen_key_is_seen(files: list[Scored]) -> None:
    stolen = [event for event in files if event.label == "certificate-theft"]
    assert stolen
    assert [event for event in stolen if event.score < HUNT] == []


def test_the_files_of_daily_work_stay_quiet(files: list[Scored]) -> None:
    background = [event for event in files if event.label in ("unlabelled-background", "benign")]
    assert sum(event.score >= HUNT for event in background) <= len(background) / 1_000


def test_scripts_of_attackers_that_look_for_keys_are_seen(scripts: list[Scored]) -> None:
    """The labelled blocks are about other abuse; three of them search for key files too."""
    looking = [
        event
        for event in scripts
        if event.label.startswith("other-abuse") and KEY_FILES.search(str(event.record["ScriptBlockText"]))
    ]
    assert looking
    assert [event for event in looking if event.score < HUNT] == []


def test_the_scripts_of_daily_work_stay_quiet(scripts: list[Scored]) -> None:
    background = [event for event in scripts if event.label in ("unlabelled-background", "benign")]
    assert sum(event.score >= HUNT for event in background) <= len(background) / 200
    assert sum(event.score >= HIGH for event in background) <= len(background) / 1_000
