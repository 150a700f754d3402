"""Public reports of people who do this job: an event each, and what its score should be, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.evaluation.figures import Judge, Line
from scripts.evaluation.measures import Rate
from scripts.evaluation.samples import Sample, read_expected

# A limit, or a number alone for that very score, and behind it why; or the score of something like it.
_LIMIT = re.compile(r"(?P<sign><=?|>=)?\s*(?P<number>\d+)\b")
_LIKE = re.compile(r"as\b[^()]*\((?P<number>\d+)\)")
# A report that says "as X (48)" is right in the same band; a band is 20 wide.
_NEAR = 10


@dataclass
class Reports:
    """How many scores are as reported; those that are not; reports that say no score, for a person to read."""

    right: Rate
    wrong: list[Line]
    unscored: list[Line]


def window(expected: str) -> tuple[int, int] | None:
    """The lowest and the highest score that a report calls right; None when it says none."""
    if like := _LIKE.match(expected):
        return max(int(like["number"]) - _NEAR, 0), 100
    if not (limit := _LIMIT.match(expected)):
        return None
    number = int(limit["number"])
    sign = limit["sign"] or "="
    return {"<": (0, number - 1), "<=": (0, number), ">=": (number, 100), "=": (number, number)}[sign]


def measure(path: Path, judge: Judge) -> Reports:
    """Score the reports of a file."""
    result = Reports(Rate(0, 0), [], [])
    right = _count(read_expected(path), judge, result)
    result.right = Rate(right, right + len(result.wrong))
    return result


def _count(reports: Iterable[tuple[Sample, str]], judge: Judge, result: Reports) -> int:
    right = 0
    for sample, expected in reports:
        score = judge.score(sample)
        line = Line(sample.name, "report", score, expected, sample.line)
        limits = window(expected)
        if limits is None:
            result.unscored.append(line)
        elif limits[0] <= score <= limits[1]:
            right += 1
        else:
            result.wrong.append(line)
    return right
