"""Recorded events that start no process: how many of a day's registry writes, files and scripts make noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.evaluation.figures import Judge, Line
from scripts.evaluation.measures import Rate
from scripts.evaluation.samples import BACKGROUND, Sample, read_recorded

FILES = {"registry": "registry.jsonl.gz", "files": "file_create.jsonl.gz", "scripts": "script_block.jsonl.gz"}
NOISE = 20


@dataclass
class Background:
    """Of each kind, how many reach 20, and which."""

    noisy: dict[str, Rate]
    noise: list[Line]


def measure(folder: Path, judge: Judge) -> Background:
    """Read the files of FILES that a folder has."""
    result = Background({}, [])
    for kind, name in FILES.items():
        if (path := folder / name).exists():
            _count(kind, read_recorded(path, kind), judge, result)
    return result


def _count(kind: str, samples: Iterable[Sample], judge: Judge, result: Background) -> None:
    total = hits = 0
    for sample in samples:
        if sample.label == BACKGROUND:
            total += 1
            score = judge.score(sample)
            if score >= NOISE:
                hits += 1
                result.noise.append(Line(sample.name, kind, score, "background", sample.line))
    result.noisy[kind] = Rate(hits, total)
