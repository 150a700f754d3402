"""Indicators to one score: the sum, its bands, and each indicator's share.

    score = clamp(max(A + k * (M + C) - B, 0.4 * heaviest, 1), 0, 100)      k = min(1, A / 30)

A: the heaviest action and a quarter of the second; M: modifiers, 30 at most; C: context; B: benign evidence, 50 at most
and nothing when the line was disguised. Without an action the score is 0: context amplifies, it never accuses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from codesignrisk_core.model import Finding
from codesignrisk_core.settings import Indicator

MAX_SCORE = 100
MODIFIER_CAP = 30
BENIGN_CAP = 50
_SECOND_ACTION = 0.25
FULL_CONTEXT_AT = 30
FLOOR = 0.4
LEAST = 1
"""What an action scores at least: benign evidence makes no event harmless, however light the action."""

_BANDS = ((80, "critical"), (60, "high"), (40, "medium"), (20, "low"), (1, "info"))
BANDS = ("none", *(name for _, name in reversed(_BANDS)))


class Share(NamedTuple):
    """One indicator's part in a score; the shares of a score add up to it."""

    finding: Finding
    indicator: Indicator
    share: int


class Terms(NamedTuple):
    """The terms of the formula, caps applied: A, M, C, k and B; floor: what B cannot push the score below."""

    actions: float
    modifiers: float
    context: float
    factor: float
    benign: float
    floor: float

    @property
    def sum(self) -> float:
        """A + k * (M + C) - B."""
        return self.actions + self.factor * (self.modifiers + self.context) - self.benign


class Score(NamedTuple):
    """A score from 0 to 100, its band, the shares, heaviest first, and the terms it is the sum of."""

    value: int
    band: str
    shares: tuple[Share, ...]
    terms: Terms


def band(value: int) -> str:
    """The band of a score: none 0, info 1-19, low 20-39, medium 40-59, high 60-79, critical 80-100."""
    return next((name for least, name in _BANDS if value >= least), "none")


def score(findings: Sequence[Finding], indicators: Mapping[str, Indicator], hidden: bool = False) -> Score:
    """Add the findings up.

    findings: of one event; those whose indicator the table does not hold are left out (the site removed the row).
    hidden: the line was disguised, so nothing counts as benign.
    """
    known = [(finding, indicators[finding.indicator]) for finding in findings if finding.indicator in indicators]
    by_kind: dict[str, list[tuple[Finding, Indicator]]] = {"action": [], "modifier": [], "context": [], "benign": []}
    for pair in known:
        by_kind[pair[1].kind].append(pair)
    for pairs in by_kind.values():
        pairs.sort(key=lambda pair: -pair[1].weight)

    actions = by_kind["action"]
    heaviest = actions[0][1].weight if actions else 0
    action_parts = [
        float(indicator.weight) if rank == 0 else indicator.weight * _SECOND_ACTION if rank == 1 else 0.0
        for rank, (_, indicator) in enumerate(actions)
    ]
    modifiers = _capped(by_kind["modifier"], MODIFIER_CAP)
    lowering = [] if hidden else _capped(by_kind["benign"], BENIGN_CAP)
    terms = Terms(
        actions=sum(action_parts),
        modifiers=sum(part for _, part in modifiers),
        context=sum(pair[1].weight for pair in by_kind["context"]),
        factor=min(1.0, sum(action_parts) / FULL_CONTEXT_AT),
        benign=sum(part for _, part in lowering),
        floor=max(FLOOR * heaviest, float(LEAST)) if heaviest else 0.0,
    )
    raising = list(zip(actions, action_parts))
    raising += [(pair, terms.factor * part) for pair, part in modifiers]
    raising += [(pair, terms.factor * pair[1].weight) for pair in by_kind["context"]]

    raised = sum(part for _, part in raising)
    lowered = terms.benign
    exact = min(max(terms.sum, terms.floor), MAX_SCORE) if heaviest else 0.0
    lowered = min(lowered, raised - min(exact, raised)) if heaviest else 0.0
    # what lies above the ceiling counts for nobody, so that the shares still add up
    raised = exact + lowered
    value = _round(exact)

    shares: list[Share] = []
    running = 0.0
    for sign, parts, end in ((1, raising, raised), (-1, lowering, exact)):
        for (finding, indicator), part in parts:
            before = _round(running)
            running = min(running + part, end) if sign > 0 else max(running - part, end)
            shares.append(Share(finding, indicator, _round(running) - before))
    shares.sort(key=lambda share: -share.share)
    return Score(value, band(value), tuple(shares), terms)


def _capped(pairs: list[tuple[Finding, Indicator]], cap: int) -> list[tuple[tuple[Finding, Indicator], float]]:
    left = float(cap)
    parts = []
    for pair in pairs:
        part = min(float(pair[1].weight), left)
        left -= part
        parts.append((pair, part))
    return parts


def _round(number: float) -> int:
    """Half away from zero, unlike round(): 12.5 is 13 for everybody."""
    return int(number + 0.5)
