"""Writes docs/indicators.md, the guide to the indicators, from their lookup (`make docs`)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from lab.paths import ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import scoring
from codesignrisk_core.settings import KINDS

LOOKUP = ROOT / "lookups" / "codesignrisk_indicators.csv"
GUIDE = ROOT / "docs" / "indicators.md"

ATTACK_VERSION = "v19"

_KINDS = {
    "action": ("Actions", "What the command does. Without one of these the score is 0."),
    "modifier": ("Modifiers", "How the action is done."),
    "context": (
        "Context",
        "Who does it, from where, and in what disguise. Context amplifies an action and never makes one.",
    ),
    "benign": ("Benign evidence", "What speaks for daily work. These weights are taken off."),
}

_NONE = "no technique"
_COLUMNS = ("Indicator", "Meaning", "Weight", "Technique", "False positives", "Source")

_PREFACE = """# Indicators

<!-- Made from lookups/codesignrisk_indicators.csv by `make docs`: change the lookup, not this file. -->

`| codesignrisk` names what it finds by the ids below (`codesign_indicators`), with one sentence and its share of the
score each (`codesign_reasons`). Techniques are those of MITRE ATT&CK {version}.

## How weights combine

{formula}

Bands: {bands}.

Alerts start at 60; risk events and hunts at 20.

## Your own weights

Put rows into `lookups/codesignrisk_indicators_local.csv`. The app never ships that file, so an update leaves it alone.
A row with the id of a shipped indicator replaces the cells that it fills and keeps the others. Two columns are enough:

```
indicator,weight
signtool_sign_file,10
parent_interpreter,0
```

Weights are whole numbers from 0 to 100; 0 makes an indicator count for nothing. When a row of yours cannot be read, the
search says so and the shipped row stays in force.
"""


def render(rows: Iterable[dict[str, str]]) -> str:
    """The guide for these rows of the lookup: grouped by kind, actions by technique as well, heaviest first."""
    ordered = sorted(rows, key=lambda row: (KINDS.index(row["kind"]), -int(row["weight"]), row["indicator"]))
    parts = [_PREFACE.format(version=ATTACK_VERSION, formula=_formula(), bands=_bands())]
    for kind, members in groupby(ordered, key=lambda row: row["kind"]):
        title, meaning = _KINDS[kind]
        parts.append(f"\n## {title}\n\n{meaning}\n\n")
        parts.extend(f"{line}\n" for line in (_by_technique(list(members)) if kind == "action" else _table(members)))
    return "".join(parts)


def read(path: Path = LOOKUP) -> list[dict[str, str]]:
    """The shipped rows; a site's own are none of the guide's business."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _formula() -> str:
    """The scorer's own words: all of its docstring but the title."""
    return (scoring.__doc__ or "").partition("\n\n")[2].strip("\n")


def _bands() -> str:
    """``none 0, info 1-19, ...``, asked of the scorer."""
    ranges = []
    for band, values in groupby(range(scoring.MAX_SCORE + 1), key=scoring.band):
        scores = list(values)
        ranges.append(f"{band} {scores[0]}" + (f"-{scores[-1]}" if len(scores) > 1 else ""))
    return ", ".join(ranges)


def _by_technique(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """A table for each technique, behind an index of them."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in sorted(rows, key=lambda row: row["technique"] or _NONE):
        groups.setdefault(row["technique"], []).append(row)
    titles = {technique: technique or _NONE for technique in groups}
    links = (f"[{title}](#{title.lower().replace('.', '').replace(' ', '-')})" for title in titles.values())
    yield f"By technique: {', '.join(links)}."
    for technique, members in groups.items():
        yield f"\n### {titles[technique]}\n"
        yield from _table(members)


def _table(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    yield _line(_COLUMNS)
    yield "|---|---|--:|---|---|---|"
    for row in rows:
        texts = (_escaped(row[column]) for column in ("description", "false_positives", "source"))
        meaning, false_positives, source = texts
        yield _line((f"`{row['indicator']}`", meaning, row["weight"], _link(row["technique"]), false_positives, source))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(technique: str) -> str:
    """An ATT&CK id with its page: T1553.002 is techniques/T1553/002."""
    if not technique:
        return ""
    return f"[`{technique}`](https://attack.mitre.org/techniques/{technique.replace('.', '/')}/)"


def _escaped(text: str) -> str:
    """Plain text as Markdown in a table cell."""
    for char in "\\|*<`":
        text = text.replace(char, f"\\{char}")
    return text


def main() -> None:
    """Write the guide."""
    rows = read()
    GUIDE.parent.mkdir(exist_ok=True)
    GUIDE.write_text(render(rows), encoding="utf-8")
    print(f"{GUIDE.relative_to(ROOT)}: {len(rows)} indicators")


if __name__ == "__main__":
    main()
