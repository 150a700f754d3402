"""The quality bars: what the figures must reach before a version goes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scripts.calibration.folds import CrossValidated
from scripts.evaluation.background import Background
from scripts.evaluation.figures import Cases, Cmdlines, Events
from scripts.evaluation.measures import Rate
from scripts.evaluation.reports import Reports


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
    """AUC, recall, false positives and flags of process starts."""
    for limit, result in zip((0.97, 0.80, 0.80), figures.aucs):
        yield _number(f"AUC {result.upper}/{result.lower}", result.ours, limit)
    malicious, benign = figures.groups["malicious"].reach, figures.groups["benign"].reach
    yield _share("malicious at 60 or more", malicious[60], 0.90, "at least 90%", at_least=True)
    yield _share("benign at 60 or more", benign[60], 0.02, "at most 2%")
    yield _share("benign at 40 or more", benign[40], 0.08, "at most 8%")
    yield _share("flags as expected", figures.flags, 0.99, "at least 99%", at_least=True)


def of_extended(figures: Cases) -> Iterator[Bar]:
    """Recall of process starts that are about identity certificates."""
    malicious = figures.groups["malicious"].reach
    yield _share("identity certificates at 40 or more", malicious[40], 0.80, "at least 80%", at_least=True)


def of_others(figures: Cases) -> Iterator[Bar]:
    """Recall and false positives of events that start no process."""
    malicious, benign = figures.groups["malicious"].reach, figures.groups["benign"].reach
    yield _share("malicious events at 40 or more", malicious[40], 0.85, "at least 85%", at_least=True)
    yield _share("benign events at 20 or more", benign[20], 0.08, "at most 8%")
    yield _share("benign events at 40 or more", benign[40], 0.03, "at most 3%")


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


def of_background(figures: Background) -> Iterator[Bar]:
    """Noise of the recorded events that start no process."""
    for kind, rate in figures.noisy.items():
        one_in = 10_000 if kind == "registry" else 1_000
        yield _share(f"recorded {kind} at 20 or more", rate, 1 / one_in, f"at most 1 in {one_in:,}")


def of_cross_validated(figures: CrossValidated) -> Iterator[Bar]:
    """Process starts by weights that were fitted without their authors, and without their programs."""
    for what, found in (("authors", figures.by_author), ("programs", figures.by_program)):
        yield _number(f"{what} left out: AUC", found.auc, 0.93)
        yield _share(f"{what} left out: malicious at 60", found.malicious_60, 0.80, "at least 80%", at_least=True)


def of_reports(figures: Reports) -> Iterator[Bar]:
    """Public reports."""
    yield _share("reports that are right", figures.right, 1.0, "all", at_least=True)


def _number(name: str, measured: float | None, limit: float) -> Bar:
    shown = "-" if measured is None else f"{measured:.4f}"
    return Bar(name, measured, limit, True, shown, f"at least {limit:.2f}")


def _share(name: str, rate: Rate, limit: float, wanted: str, at_least: bool = False) -> Bar:
    return Bar(name, rate.share, limit, at_least, str(rate), wanted)
