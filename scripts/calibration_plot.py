"""Draws docs/images/calibration.svg: what was malicious, suspicious and benign in each band of the score (`make docs`).

Of the team's own labelled sets, tests/evaluation, as they score today: decidable events of all kinds, those that other
rules watch left out. docs/evaluation.md says what the picture is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape

from scripts import ROOT, evaluate
from scripts.evaluation import figures, samples

# isort: split
from codesignrisk_core.scoring import BANDS

PLOT = ROOT / "docs" / "images" / "calibration.svg"
Counts = Mapping[str, Mapping[str, int]]

RANGES = {"none": "0", "info": "1-19", "low": "20-39", "medium": "40-59", "high": "60-79", "critical": "80-100"}
# Dark to light, so that grey print tells them apart; the text on each.
COLOURS = {"malicious": ("#A82D08", "#FFFFFF"), "suspicious": ("#E8A33D", "#000000"), "benign": ("#C9DDF0", "#000000")}
_LEFT, _TOP, _WIDTH, _BAR, _GAP = 150, 64, 620, 34, 12
_NARROWEST = 26  # a part too narrow for its number has none


def measure() -> Counts:
    """Band -> label -> number of events."""
    judge = figures.Judge(evaluate.LOOKUPS)
    known = [sample for path in sorted(evaluate.OWN.glob("*.jsonl")) for sample in samples.read_cases(path)]
    judged = judge(sample for sample in known if sample.decidable and sample.scope != samples.OUT)
    found = Counter((one.band, one.sample.label) for one in judged)
    return {band: {label: found[band, label] for label in samples.LABELS} for band in BANDS}


def render(counts: Counts) -> str:
    """The picture, worst band on top; each bar is a whole band, each part the share of a label, with its number."""
    height = _TOP + len(counts) * (_BAR + _GAP) + 30
    parts = [*_legend(), *(line for row, band in enumerate(reversed(list(counts))) for line in _bar(row, band, counts))]
    total = sum(sum(labels.values()) for labels in counts.values())
    title = f"Share of malicious, suspicious and benign events in each band of the score, {total:,} labelled events"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 80} {height}" role="img" '
            'font-family="sans-serif" font-size="14">',
            f"<title>{escape(title)}</title>",
            f'<rect width="100%" height="100%" fill="#FFFFFF"/>\n<text x="{_LEFT}" y="24">{escape(title)}</text>',
            *parts,
            "</svg>\n",
        ]
    )


def _legend() -> Iterator[str]:
    for place, (label, (colour, _)) in enumerate(COLOURS.items()):
        x = _LEFT + 130 * place
        yield f'<rect x="{x}" y="38" width="14" height="14" fill="{colour}"/><text x="{x + 20}" y="50">{label}</text>'


def _bar(row: int, band: str, counts: Counts) -> Iterator[str]:
    y = _TOP + row * (_BAR + _GAP)
    total = sum(counts[band].values())
    middle = y + _BAR / 2 + 5
    yield f'<text x="{_LEFT - 10}" y="{middle:g}" text-anchor="end">{band} {RANGES[band]}</text>'
    x = float(_LEFT)
    for label, (colour, ink) in COLOURS.items():
        number = counts[band][label]
        width = _WIDTH * number / total if total else 0
        if number:
            yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>'
        if width >= _NARROWEST:
            yield f'<text x="{x + width / 2:.1f}" y="{middle:g}" text-anchor="middle" fill="{ink}">{number}</text>'
        x += width
    yield f'<text x="{_LEFT + _WIDTH + 8}" y="{middle:g}">of {total}</text>'


def main() -> None:
    """Write the picture."""
    PLOT.write_text(render(measure()), encoding="utf-8")
    print(PLOT.relative_to(ROOT))


if __name__ == "__main__":
    main()
