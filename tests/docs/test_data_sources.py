"""The scores that docs/data-sources.md tells are those that the sample events have."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the lab needs Python 3.11", allow_module_level=True)

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from lab import readers

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_the_four_tests() -> None:
    text = (ROOT / "docs" / "data-sources.md").read_text(encoding="utf-8").split("## The four published tests")[1]
    told = {int(score) for score in re.findall(r"\| (\d+) \|$", text, re.MULTILINE)}
    scorer = Scorer(settings.load(ROOT / "lookups"))
    samples = sorted((ROOT / "lab" / "samples").glob("test*.jsonl"))
    problems: list[object] = []
    scores = {
        int(str(scorer.assess(record)["codesign_score"]))
        for sample in samples
        for record in readers.read(str(sample), readers.Listener(problems.append))
    }
    assert (told, problems) == (scores, [])
