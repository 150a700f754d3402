"""The figures by kind of event and by platform: the rows of the table of cold figures in docs/evaluation.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.evaluation.figures import Judged
from scripts.evaluation.measures import Rate, at_least, auc
from scripts.evaluation.samples import PROCESS


class Part(NamedTuple):
    """One row. auc: malicious above benign, None when one of them is missing; the rates: how many reach a score."""

    name: str
    auc: float | None
    malicious_60: Rate
    malicious_40: Rate
    benign_60: Rate
    benign_40: Rate
    benign_20: Rate


@dataclass
class Parts:
    """The rows of a table."""

    parts: list[Part]


def split(judged: Sequence[Judged]) -> Parts:
    """All events together, process starts, those of each platform, other kinds, and each of these."""
    named = [("all", judged), *_by_platform(judged), *_by_kind(judged)]
    return Parts([_part(name, members) for name, members in named if members])


def _by_platform(judged: Sequence[Judged]) -> Iterator[tuple[str, Sequence[Judged]]]:
    starts = [one for one in judged if one.sample.kind == PROCESS]
    yield "process starts", starts
    for platform in sorted({one.sample.platform for one in starts}):
        yield f"process starts, {platform}", [one for one in starts if one.sample.platform == platform]


def _by_kind(judged: Sequence[Judged]) -> Iterator[tuple[str, Sequence[Judged]]]:
    others = [one for one in judged if one.sample.kind != PROCESS]
    yield "other kinds", others
    for kind in sorted({one.sample.kind for one in others}):
        yield kind, [one for one in others if one.sample.kind == kind]


def _part(name: str, members: Sequence[Judged]) -> Part:
    malicious = [one.score for one in members if one.sample.label == "malicious"]
    benign = [one.score for one in members if one.sample.label == "benign"]
    return Part(
        name,
        auc(malicious, benign),
        *(at_least(malicious, least) for least in (60, 40)),
        *(at_least(benign, least) for least in (60, 40, 20)),
    )
