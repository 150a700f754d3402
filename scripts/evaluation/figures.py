"""From samples to figures: each sample scored by this app and by the published search, counted by label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from codesignrisk_core import settings
from codesignrisk_core.output import Output
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.scoring import BANDS

from scripts.evaluation import published, terms
from scripts.evaluation.measures import Rate, at_least, auc
from scripts.evaluation.samples import BACKGROUND, LABELS, Sample

THRESHOLDS = (60, 40, 20)
PAIRS = (("malicious", "benign"), ("malicious", "suspicious"), ("suspicious", "benign"))

# What no version of the scorer may miss, told by the plain text of the line.
_MUST_SCORE = re.compile(
    r"certutil\b.*(?:[-/](?:exportpfx|addstore|importpfx)\b|\.(?:pfx|p12)\b)|\bcryptext\.dll\W+cryptextadd",
    re.IGNORECASE,
)
# Windows' own network troubleshooting lists certificates by certutil, through a shell, into one file.
_GATHER = re.compile(r"gathernetworkinfo\.vbs|\bcertutil\b.*\bconfig\\envinfo\.txt", re.IGNORECASE)


class Judged(NamedTuple):
    """A sample with both verdicts.

    published: RiskScore of the published search, an alert when above 0. wrong: the flags that are not as expected.
    """

    sample: Sample
    score: int
    band: str
    published: int
    wrong: tuple[str, ...]


class Line(NamedTuple):
    """A sample that a person should look at, and why."""

    name: str
    label: str
    score: int
    why: str
    line: str


@dataclass
class Group:
    """The figures of one label."""

    label: str
    reach: dict[int, Rate]
    published: Rate
    bands: dict[str, int]


class Auc(NamedTuple):
    """How well two labels are parted; None when one of them has no sample."""

    upper: str
    lower: str
    ours: float | None
    published: float | None


@dataclass
class Cases:
    """The figures of labelled events.

    score_errors: scores outside their window, malicious ones that are too low, benign ones that are too high.
    doubts: events whose label we think wrong; they are counted by their label all the same.
    """

    groups: dict[str, Group]
    aucs: list[Auc]
    flags: Rate
    flag_errors: list[Line]
    score_errors: list[Line]
    doubts: list[Line]


@dataclass
class Cmdlines:
    """The figures of a file of command lines."""

    groups: dict[str, Group]
    false_alarms: list[Line]


@dataclass
class Events:
    """The figures of the process starts in a folder of recorded events.

    required: how many of the starts that must score 20 do; gather_max: the highest score of gatherNetworkInfo.vbs and
    what it starts, None when it is not there. let_through: how many of all starts hold an index term of the searches;
    lost: those that score 20 and hold none.
    """

    background: Group
    noise: list[Line]
    required: Rate
    required_missed: list[Line]
    gather_max: int | None
    let_through: Rate
    lost: list[Line]


class Judge:
    """Scores samples with the lookups of a folder and without an allowlist."""

    def __init__(self, lookups: Path) -> None:
        loaded = settings.load(lookups, shipped=lookups)
        self.warnings = loaded.warnings
        self.settings = loaded
        self._scorer = Scorer(loaded, use_allowlist=False)

    def __call__(self, samples: Iterable[Sample]) -> list[Judged]:
        """Return each sample with its verdict, in their order."""
        return [self._judge(sample) for sample in samples]

    def output(self, sample: Sample) -> Output:
        """All output fields of one sample."""
        return self._scorer.assess(sample.record)

    def score(self, sample: Sample) -> int:
        """The score of one sample, where the published search has nothing to say."""
        score = self.output(sample)["codesign_score"]
        assert isinstance(score, int)  # the field is a number
        return score

    def _judge(self, sample: Sample) -> Judged:
        output = self._scorer.assess(sample.record)
        record = sample.record
        if sample.published_image:
            record = {**record, "Image": sample.published_image}
        wrong = tuple(
            f"{flag} is {output.get(flag, 'no field')}, expected {value}"
            for flag, value in sample.expect.items()
            if output.get(flag) != value
        )
        score, band = output["codesign_score"], output["codesign_band"]
        assert isinstance(score, int)  # the field is a number
        return Judged(sample, score, str(band), published.assess(record)["RiskScore"], wrong)


def cases(judged: Sequence[Judged], found: int = 60, quiet: int = 40) -> Cases:
    """Recall, false positives, order and flags.

    found: what a malicious event must reach. quiet: what a benign one must not.
    """
    by_label = {label: [one for one in judged if one.sample.label == label] for label in LABELS}
    checked = [one for one in judged if one.sample.expect]
    right = sum(len(one.sample.expect) - len(one.wrong) for one in checked)
    return Cases(
        groups={label: _group(label, members) for label, members in by_label.items()},
        aucs=[_auc(by_label, *pair) for pair in PAIRS],
        flags=Rate(right, sum(len(one.sample.expect) for one in checked)),
        flag_errors=[_line(one, why) for one in checked for why in one.wrong],
        score_errors=[_line(one, "; ".join(why)) for one in judged if (why := list(_score_errors(one, found, quiet)))],
        doubts=[_line(one, one.sample.doubt) for one in judged if one.sample.doubt],
    )


def cmdlines(judged: Sequence[Judged]) -> Cmdlines:
    """The same table for whatever labels the file has, and the benign lines that would alert."""
    labels = dict.fromkeys(one.sample.label for one in judged)
    groups = {label: _group(label, [one for one in judged if one.sample.label == label]) for label in labels}
    noisy = [one for one in judged if one.sample.label == "benign" and one.score >= 60]
    return Cmdlines(groups, [_line(one, "60 or more") for one in noisy])


def events(process_starts: Sequence[Judged], relevant: Sequence[Judged]) -> Events:
    """Noise on the background of all process starts, and what must not be missed among the relevant ones."""
    background = [one for one in process_starts if one.sample.label == BACKGROUND]
    noisy = sorted((one for one in background if one.score >= 20), key=lambda one: -one.score)
    required = [one for one in relevant if _MUST_SCORE.search(one.sample.line)]
    gather = [one.score for one in (*process_starts, *relevant) if _GATHER.search(_with_parent(one.sample))]
    has_term = terms.of_process_starts()
    left_out = [one for one in process_starts if not has_term(one.sample.record)]
    return Events(
        background=_group(BACKGROUND, background),
        noise=[_line(one, "background") for one in noisy],
        required=at_least([one.score for one in required], 20),
        required_missed=[_line(one, "below 20") for one in required if one.score < 20],
        gather_max=max(gather, default=None),
        let_through=Rate(len(process_starts) - len(left_out), len(process_starts)),
        lost=[_line(one, "no index term") for one in left_out if one.score >= 20],
    )


def _score_errors(one: Judged, found: int, quiet: int) -> Iterator[str]:
    if not one.sample.low <= one.score <= one.sample.high:
        yield f"expected {one.sample.low} to {one.sample.high}"
    if one.sample.label == "malicious" and one.score < found:
        yield f"malicious below {found}"
    if one.sample.label == "benign" and one.score >= quiet:
        yield f"benign at {quiet} or more"


def _group(label: str, members: Sequence[Judged]) -> Group:
    scores = [one.score for one in members]
    bands = Counter(one.band for one in members)
    return Group(
        label,
        reach={threshold: at_least(scores, threshold) for threshold in THRESHOLDS},
        published=at_least([one.published for one in members], 1),
        bands={band: bands[band] for band in BANDS},
    )


def _auc(by_label: dict[str, list[Judged]], upper: str, lower: str) -> Auc:
    above, below = by_label[upper], by_label[lower]
    return Auc(
        upper,
        lower,
        ours=auc([one.score for one in above], [one.score for one in below]),
        published=auc([one.published for one in above], [one.published for one in below]),
    )


def _line(one: Judged, why: str) -> Line:
    return Line(one.sample.name, one.sample.label, one.score, why, one.sample.line)


def _with_parent(sample: Sample) -> str:
    return f"{sample.line}\n{sample.record.get('ParentCommandLine', '')}"
