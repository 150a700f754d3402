"""Writes tests/golden/scores.csv, the real scores of the sample events and of command lines (`make scores`).

The other tests score with frozen weights. Whoever tunes a weight sees here what it changes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from lab.paths import ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import settings
from codesignrisk_core.records.fields import Record
from codesignrisk_core.scorer import Scorer

from lab import readers

SAMPLES = ROOT / "lab" / "samples"
LINES = ROOT / "tests" / "golden" / "command_lines.txt"
SCORES = ROOT / "tests" / "golden" / "scores.csv"
_COLUMNS = ("event", "score", "band")


def render(lookups: Path = ROOT / "lookups") -> str:
    """The table: each sample event by its file and line, each command line by itself."""
    scorer = Scorer(settings.load(lookups))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for name, record in _events():
        verdict = scorer.assess(record)
        writer.writerow((name, verdict["codesign_score"], verdict["codesign_band"]))
    return file.getvalue()


def _events() -> Iterator[tuple[str, Record]]:
    for sample in sorted(SAMPLES.rglob("*.jsonl")):
        for number, record in enumerate(readers.read(sample), 1):
            yield f"{sample.relative_to(SAMPLES)} line {number}", record
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line, {"CommandLine": line}


def main() -> None:
    """Write the table."""
    text = render()
    SCORES.write_text(text, encoding="utf-8")
    print(f"{SCORES.relative_to(ROOT)}: {len(text.splitlines()) - 1} scores")


if __name__ == "__main__":
    main()
