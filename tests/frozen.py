"""Weights that stay as they are: what an event means is tested apart from how much it counts.

A weight is there to be tuned. So the tests score with those of weights.csv, and tests/golden holds the real scores.
"""

from __future__ import annotations

import csv
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.csv")
INDICATORS = "codesignrisk_indicators.csv"


def weights() -> dict[str, str]:
    """Indicator -> its frozen weight."""
    with WEIGHTS.open(newline="", encoding="utf-8") as lines:
        return {row["indicator"]: row["weight"] for row in csv.DictReader(lines)}


def freeze_app(app: Path) -> None:
    """Put the frozen weights into a copy of the app: into the table of the command, and the lookup that shows it."""
    freeze(app / "bin" / "codesignrisk_core" / "tables")
    freeze(app / "lookups")


def freeze(folder: Path) -> None:
    """Put the frozen weights into a folder's table; an indicator younger than they are keeps the shipped one."""
    path = folder / INDICATORS
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        frozen = weights()
        rows = [{**row, "weight": frozen.get(row["indicator"], row["weight"])} for row in reader]
        columns = reader.fieldnames or []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
