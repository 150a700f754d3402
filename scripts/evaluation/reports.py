"""Public reports of people who do this job: an event each, and what its score should be, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from codesignrisk_core.output import Output

from scripts.evaluation.figures import Judge, Line
from scripts.evaluation.measures import Rate
from scripts.evaluation.samples import Sample, read_expected

# A limit, or a number alone for that very score, and behind it why; or the score of something like it.
_LIMIT = re.compile(r"(?P<sign><=?|>=)?\s*(?P<number>\d+)\b")
_LIKE = re.compile(r"as\b(?![^()]*\bbetter\b)[^()]*\((?P<number>\d+)\)")
# What else is said of an output: the action and the target, a sentence that has to stand there or must not.
_FACT = re.compile(r"\b(?P<field>action|target) (?P<value>[\w.-]+)")
_GAP = "***"
_SAYS = re.compile(r"(?P<not>\b(?:no|never) )?\"(?P<text>[^\"]+)\"")
# A report that says "as X (48)" is right in the same band; a band is 20 wide.
_NEAR = 10


@dataclass
class Reports:
    """How many outputs are as reported; those that are not; reports that say nothing of it, for a person to read."""

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


def facts(expected: str, output: Output) -> bool | None:
    """Whether an output is what a report says besides a score; None when it says nothing."""
    reasons = str(output["codesign_reasons"])
    held = [str(fact["value"]) in str(output[f"codesign_{fact['field']}"]) for fact in _FACT.finditer(expected)]
    if "unharmed" in expected:  # our own sentences, whatever their words are, in which masking leaves no gap
        return all([*held, _GAP not in reasons])
    held += [(said["text"] in reasons) != bool(said["not"]) for said in _SAYS.finditer(expected)]
    return all(held) if held else None


def measure(path: Path, judge: Judge) -> Reports:
    """Score the reports of a file."""
    result = Reports(Rate(0, 0), [], [])
    right = _count(read_expected(path), judge, result)
    result.right = Rate(right, right + len(result.wrong))
    return result


def _count(reports: Iterable[tuple[Sample, str]], judge: Judge, result: Reports) -> int:
    right = 0
    for sample, expected in reports:
        output = judge.output(sample)
        score = int(str(output["codesign_score"]))
        line = Line(sample.name, "report", score, expected, sample.line)
        limits = window(expected)
        kept = limits[0] <= score <= limits[1] if limits else facts(expected, output)
        if kept is None:
            result.unscored.append(line)
        elif kept:
            right += 1
        else:
            result.wrong.append(line)
    return right
