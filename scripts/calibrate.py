"""Fits the weights to labelled events and proposes the lookup (`make calibrate`); it changes nothing.

`python -m scripts.calibrate [FILE...]` reads the labelled sets that `make evaluate` reads, or the files that are named.
It writes build/calibration/codesignrisk_indicators.csv, the lookup as it could be, and comparison.md: each weight that
differs, and the figures of the present and the proposed weights, on all events and on those that were left out of the
fit, by author and by program. Adopt what is better on events left out. docs/evaluation.md says how to read it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scripts import ROOT, evaluate

# isort: split
from codesignrisk_core import settings
from codesignrisk_core.settings import Indicator

from scripts.calibration import folds, rows
from scripts.calibration.fit import fit, read_order
from scripts.calibration.rows import Row

LOOKUP = "codesignrisk_indicators.csv"
OUTPUT = ROOT / "build" / "calibration"


def files() -> list[Path]:
    """The team's own sets, and other people's where they are."""
    others = [evaluate.DATA / name for name in ("cases.jsonl", "cases-2.jsonl", "events-2.jsonl")]
    return [*sorted(evaluate.OWN.glob("*.jsonl")), *(path for path in others if path.exists())]


def comparison(known: Sequence[Row], present: Mapping[str, Indicator]) -> tuple[dict[str, Indicator], str]:
    """The proposed weights, and the report on them."""
    order = read_order()
    proposed = fit(known, present, order)
    tables = [
        ("present weights", [row.score(present) for row in known]),
        ("proposed, on the events that they are fitted to", [row.score(proposed) for row in known]),
        ("proposed, each author left out", folds.held_out(known, folds.by_author, present, order)),
        ("proposed, programs left out", folds.held_out(known, folds.by_program, present, order)),
    ]
    return proposed, "\n".join(_report(known, present, proposed, tables)) + "\n"


def _report(
    known: Sequence[Row],
    present: Mapping[str, Indicator],
    proposed: Mapping[str, Indicator],
    tables: Sequence[tuple[str, Sequence[int]]],
) -> Iterator[str]:
    yield f"# Proposed weights, from {len(known)} labelled events"
    yield ""
    yield "| weights | AUC | malicious at 60 | benign at 60 | at 40 | others: malicious at 40 | benign at 20 |"
    yield "|---|---|---|---|---|---|---|"
    for name, scores in tables:
        found = folds.figures(known, scores)
        shown = "-" if found.auc is None else f"{found.auc:.4f}"
        yield f"| {name} | {shown} | " + " | ".join(str(rate) for rate in found[1:]) + " |"
    for author in sorted({row.author for row in known}):
        yield f"| of {author}: present; author left out | " + " | ".join(_of_author(known, author, tables)) + " |"
    yield ""
    yield "| indicator | present | proposed | events: malicious, suspicious, benign |"
    yield "|---|---|---|---|"
    for name in sorted(present, key=lambda name: -abs(proposed[name].weight - present[name].weight)):
        if proposed[name] != present[name]:
            labels = [row.sample.label for row in known if any(name == found.indicator for found in row.findings)]
            counts = ", ".join(str(labels.count(label)) for label in ("malicious", "suspicious", "benign"))
            yield f"| {name} | {present[name].weight} | {proposed[name].weight} | {counts} |"


def _of_author(known: Sequence[Row], author: str, tables: Sequence[tuple[str, Sequence[int]]]) -> Iterator[str]:
    mine = [place for place, row in enumerate(known) if row.author == author]
    now, left_out = (
        folds.figures([known[place] for place in mine], [tables[table][1][place] for place in mine]) for table in (0, 2)
    )
    for before, after in zip(now, left_out):
        yield f"{_shown(before)}; {_shown(after)}"


def _shown(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else "-" if value is None else str(value)


def write(proposed: Mapping[str, Indicator], lookup: Path, target: Path) -> None:
    """The lookup with the proposed weights; all else as it stands."""
    with lookup.open(newline="", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        columns = list(reader.fieldnames or ())
        table = [
            {**row, "weight": str(proposed[row["indicator"]].weight)} if row["indicator"] in proposed else row
            for row in reader
        ]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, compare, write the proposal and print the comparison."""
    parser = argparse.ArgumentParser(prog="python -m scripts.calibrate", description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", help="labelled events, as JSON lines")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="DIR")
    args = parser.parse_args(argv)
    loaded = settings.load(evaluate.LOOKUPS, shipped=evaluate.LOOKUPS)
    proposed, report = comparison(rows.read(args.files or files(), loaded), loaded.indicators)
    args.output.mkdir(parents=True, exist_ok=True)
    write(proposed, evaluate.LOOKUPS / LOOKUP, args.output / LOOKUP)
    (args.output / "comparison.md").write_text(report, encoding="utf-8")
    print(report, end="")


if __name__ == "__main__":
    main()
