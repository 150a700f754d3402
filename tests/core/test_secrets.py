"""No secret of a command line is in any output field: planted ones, over all syntaxes and wrappers.

A sample in each run. At length: CODESIGNRISK_SECRETS=50000 python -m pytest tests/core/test_secrets.py
"""

from __future__ import annotations

import os

from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.secrets import planted, shown

SECRETS = int(os.environ.get("CODESIGNRISK_SECRETS", "2000"))


@given(st.integers(0, 2**64))
@settings(max_examples=SECRETS, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_planted_secret_is_shown(shipped: Settings, seed: int) -> None:
    [event] = planted(1, seed)
    assert shown(event.secret, Scorer(shipped).assess(event.record)) == [], event


def test_most_planted_lines_are_found() -> None:
    """Otherwise nothing would be shown in any case."""
    from tests.fuzz.secrets import LOOKUPS, Scorer, settings

    scorer = Scorer(settings.load(LOOKUPS))
    scores = [scorer.assess(event.record)["codesign_score"] for event in planted(2_000, 1)]
    assert sum(bool(score) for score in scores) > 1_500
