"""Labelled events as the scorer sees them: which indicators each shows, read once and scored with any weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from codesignrisk_core import scoring
from codesignrisk_core.events import KINDS
from codesignrisk_core.events.kind import Silent, Site
from codesignrisk_core.model import Finding
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records import fields
from codesignrisk_core.rules import known_certificates
from codesignrisk_core.settings import Indicator, Settings

from scripts.evaluation.samples import OUT, Sample, read_cases

Weights = Mapping[str, Indicator]

# Files that several people wrote have ids that begin with a mark of each: a1-b007.
_AUTHOR = re.compile(r"[a-z]+\d+e?(?=-)")


class Row(NamedTuple):
    """One labelled event. hidden: nothing counts as benign. author: who wrote it; program: what runs in it."""

    sample: Sample
    findings: tuple[Finding, ...]
    hidden: bool
    author: str
    program: str

    def score(self, weights: Weights) -> int:
        """The score with these weights, by the scorer's own formula."""
        return scoring.score(self.findings, weights, self.hidden).value


def read(files: Iterable[Path], settings: Settings) -> list[Row]:
    """The decidable events of labelled files; an event of a kind that is not assessed shows nothing."""
    reader = fields.Reader()
    site = Site(settings.indicators, Parents(settings), Silent(), settings.certificates)
    return [
        _row(path, sample, reader.view(sample.record), site)
        for path in files
        for sample in read_cases(path)
        if sample.decidable and sample.scope != OUT
    ]


def _row(path: Path, sample: Sample, view: fields.View, site: Site) -> Row:
    mark = _AUTHOR.match(sample.name)
    author = mark[0].rstrip("e") if mark else path.stem
    program = re.split(r"[\\/]", view.get("image") or view.get("writer") or sample.kind)[-1].lower()
    for kind in KINDS:
        if kind.matches(view):
            report = kind.judge(view, site).report
            known_certificates.judge(report, site.certificates)
            return Row(sample, tuple(report.findings), report.hidden, author, program)
    return Row(sample, (), False, author, program)
