"""The score's formula with the figures of one event put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from codesignrisk_core import scoring


class Parts(NamedTuple):
    """The terms of the formula (see codesignrisk_core.scoring), caps applied.

    floor: what benign evidence cannot push the score below.
    """

    actions: float
    modifiers: float
    context: float
    factor: float
    benign: float
    floor: float

    @classmethod
    def of(cls, score: scoring.Score, hidden: bool) -> Parts:
        """The terms of a score. hidden: the line was disguised, so nothing counts as benign."""
        weights = {
            kind: sorted(
                (share.indicator.weight for share in score.shares if share.indicator.kind == kind), reverse=True
            )
            for kind in ("action", "modifier", "context", "benign")
        }
        heaviest, second = [*weights["action"], 0, 0][:2]
        actions = heaviest + scoring._SECOND_ACTION * second
        return cls(
            actions=actions,
            modifiers=min(sum(weights["modifier"]), scoring._MODIFIER_CAP),
            context=sum(weights["context"]),
            factor=min(1.0, actions / scoring._FULL_CONTEXT_AT),
            benign=0 if hidden else min(sum(weights["benign"]), scoring._BENIGN_CAP),
            floor=scoring._FLOOR * heaviest,
        )

    @property
    def total(self) -> float:
        """The score, not yet rounded."""
        if not self.actions:
            return 0
        return min(max(self._sum, self.floor), scoring.MAX_SCORE)

    @property
    def _sum(self) -> float:
        return self.actions + self.factor * (self.modifiers + self.context) - self.benign

    def lines(self) -> Iterator[str]:
        """Each term with its meaning, then the sum."""
        for letter, value, meaning in (
            ("A", self.actions, "the heaviest action and a quarter of the second"),
            ("M", self.modifiers, f"modifiers, {scoring._MODIFIER_CAP} at most"),
            ("C", self.context, "context"),
            ("k", self.factor, f"min(1, A / {scoring._FULL_CONTEXT_AT})"),
            ("B", self.benign, f"benign evidence, {scoring._BENIGN_CAP} at most, none of a disguised line"),
        ):
            yield f"{letter} {_figure(value):>6}  {meaning}"
        if not self.actions:
            yield "no action: 0"
            return
        a, m, c, k, b = map(_figure, (self.actions, self.modifiers, self.context, self.factor, self.benign))
        yield f"A + k * (M + C) - B = {a} + {k} * ({m} + {c}) - {b} = {_figure(self._sum)}"
        if self._sum < self.floor:
            yield f"no less than {scoring._FLOOR:g} * the heaviest action = {_figure(self.floor)}"
        elif self._sum > scoring.MAX_SCORE:
            yield f"no more than {scoring.MAX_SCORE}"


def _figure(value: float) -> str:
    return f"{round(value, 2):g}"
