"""The rules of rules.toml, and where they were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomllib

from scripts.public_rules.conditions import Condition, Rule

ESCU, SIGMA, ELASTIC = "Splunk ESCU", "SigmaHQ", "Elastic"
SNAPSHOTS = {
    ESCU: ("splunk/security_content", "b13b314aed0e", "2024-10-24"),
    SIGMA: ("SigmaHQ/sigma", "8eaafff1f284", "2026-08-05"),
    ELASTIC: ("elastic/detection-rules", "14cf530f0d2f", "2026-08-21"),
}
"""Content -> repository, commit, its date: the newest that was at hand."""

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _conditions(rows: Sequence[Sequence[str]]) -> tuple[Condition, ...]:
    return tuple(Condition(fields, how, tuple(values)) for fields, how, *values in rows)


def _rule(row: dict[str, Any]) -> Rule:
    product, category = row["source"].split()
    return Rule(
        row["content"],
        row["title"],
        row["id"],
        row["version"],
        category,
        _conditions(row["every"]),
        tuple(map(_conditions, row.get("unless", ()))),
        product,
    )


RULES = tuple(map(_rule, _TABLE["rule"]))
LEFT_OUT = tuple((row["content"], row["title"], row["why"]) for row in _TABLE["left_out"])
"""Content, rule, and why it is not counted."""
