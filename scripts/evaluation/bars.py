"""The quality bars: what the figures must reach before a version goes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scripts.evaluation.figures import Cases, Cmdlines, Events
from scripts.evaluation.measures import Rate


class Bar(NamedTuple):
    """One figure against its limit.

    measured: None when there was nothing to measure, which is neither pass nor fail.
    """

    name: str
    measured: float | None
    limit: float
    at_least: bool
    shown: str
    wanted: str

    @property
    def passed(self) -> bool | None:
        """Whether the figure is on the right side of its limit."""
        if self.measured is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def of_cases(figures: Cases) -> Iterator[Bar]:
    """AUC, recall, false positives and flags."""
    for limit, result in zip((0.98, 0.80, 0.80), figures.aucs):
        shown = "-" if result.ours is None else f"{result.ours:.4f}"
        yield Bar(f"AUC {result.upper}/{result.lower}", result.ours, limit, True, shown, f"at least {limit:.2f}")
    malicious, benign = figures.groups["malicious"].reach, figures.groups["benign"].reach
    yield _share("malicious at 60 or more", malicious[60], 0.92, "at least 92%", at_least=True)
    yield _share("benign at 60 or more", benign[60], 0.03, "at most 3%")
    yield _share("benign at 40 or more", benign[40], 0.08, "at most 8%")
    yield _share("flags as expected", figures.flags, 1.0, "all", at_least=True)


def of_cmdlines(figures: Cmdlines) -> Iterator[Bar]:
    """False positives."""
    benign = figures.groups["benign"].reach[60] if "benign" in figures.groups else Rate(0, 0)
    yield _share("benign command lines at 60 or more", benign, 0.05, "at most 5%")


def of_events(figures: Events) -> Iterator[Bar]:
    """Noise, and what must not be missed."""
    background = figures.background.reach
    yield _share("background at 20 or more", background[20], 1 / 1000, "at most 1 in 1,000")
    yield _share("background at 60 or more", background[60], 1 / 5000, "at most 1 in 5,000")
    yield _share("required events at 20 or more", figures.required, 1.0, "all", at_least=True)
    highest = figures.gather_max
    shown = "-" if highest is None else str(highest)
    yield Bar("gatherNetworkInfo's highest score", highest, 39, False, shown, "below 40")


def _share(name: str, rate: Rate, limit: float, wanted: str, at_least: bool = False) -> Bar:
    return Bar(name, rate.share, limit, at_least, str(rate), wanted)
