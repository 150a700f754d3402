"""Cross-validation: weights are fitted without a group of events, and judged on that group alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from codesignrisk_core.settings import Indicator

from scripts.calibration.fit import Order, fit, read_order
from scripts.calibration.rows import Row, Weights
from scripts.evaluation.measures import Rate, at_least, auc
from scripts.evaluation.samples import CORE, PROCESS

PROGRAM_FOLDS = 5


class Figures(NamedTuple):
    """What decides: process starts of the core, and events of other kinds. auc: malicious above benign."""

    auc: float | None
    malicious_60: Rate
    benign_60: Rate
    benign_40: Rate
    others_malicious_40: Rate
    others_benign_20: Rate


def figures(rows: Sequence[Row], scores: Sequence[int]) -> Figures:
    """The figures of events by their scores."""

    def of(label: str, start: bool) -> list[int]:
        return [
            score
            for row, score in zip(rows, scores)
            if row.sample.label == label
            and (row.sample.kind == PROCESS) is start
            and (not start or row.sample.scope == CORE)
        ]

    malicious, benign = of("malicious", True), of("benign", True)
    return Figures(
        auc(malicious, benign),
        at_least(malicious, 60),
        at_least(benign, 60),
        at_least(benign, 40),
        at_least(of("malicious", False), 40),
        at_least(of("benign", False), 20),
    )


def by_author(row: Row) -> str:
    """Each author is a group: the others' events teach."""
    return row.author


def by_program(row: Row) -> str:
    """Programs in a few groups, so that no other event of a program teaches about it."""
    return str(zlib.crc32(row.program.encode()) % PROGRAM_FOLDS)


@dataclass
class CrossValidated:
    """The figures of events by weights that their group had no part in."""

    by_author: Figures
    by_program: Figures


def measure(known: Sequence[Row], present: Mapping[str, Indicator]) -> CrossValidated:
    """Fit without each author, and without each group of programs. Of a single group nothing can be left out."""
    order = read_order()
    found = []
    for group in (by_author, by_program):
        judged = known if len(set(map(group, known))) > 1 else []
        found.append(figures(judged, held_out(judged, group, present, order)))
    return CrossValidated(*found)


def held_out(
    rows: Sequence[Row], group: Callable[[Row], str], present: Mapping[str, Indicator], order: Order
) -> list[int]:
    """The score of each event by weights that its group had no part in."""
    groups = sorted(set(map(group, rows)))
    fitted: dict[str, Weights] = {
        left_out: fit((row for row in rows if group(row) != left_out), present, order) for left_out in groups
    }
    return [row.score(fitted[group(row)]) for row in rows]
