"""The figures for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lab.output.terminal import printable
from scripts.calibration.folds import CrossValidated
from scripts.evaluation.background import Background
from scripts.evaluation.bars import Bar
from scripts.evaluation.figures import THRESHOLDS, Cases, Cmdlines, Events, Group, Line
from scripts.evaluation.measures import Rate
from scripts.evaluation.parts import Parts
from scripts.evaluation.reports import Reports

_SHOWN = 40
_WIDTH = 160
_VERDICTS = {True: "pass", False: "FAIL", None: "n/a"}


def of_cases(title: str, figures: Cases) -> Iterator[str]:
    """Labelled events."""
    yield from _groups(title, figures.groups)
    yield f"  {'AUC':<34}{'ours':>8}{'published':>12}"
    for result in figures.aucs:
        yield f"  {result.upper + '/' + result.lower:<34}{_number(result.ours):>8}{_number(result.published):>12}"
    yield f"  flags as expected: {figures.flags}"
    yield from _lines("Flags that are not as expected", figures.flag_errors)
    yield from _lines("Scores that are not as expected", figures.score_errors)
    yield from _lines("Labels in doubt", figures.doubts)


def of_parts(title: str, figures: Parts) -> Iterator[str]:
    """The labelled events by kind and platform."""
    heads = ("malicious>=60", ">=40", "benign>=60", ">=40", ">=20")
    yield title
    yield f"  {'part':<26}{'AUC':>8}" + "".join(f"{head:>16}" for head in heads)
    for part in figures.parts:
        rates = (part.malicious_60, part.malicious_40, part.benign_60, part.benign_40, part.benign_20)
        yield f"  {part.name:<26}{_number(part.auc):>8}" + "".join(f"{_short(rate):>16}" for rate in rates)


def of_cmdlines(figures: Cmdlines) -> Iterator[str]:
    """The command lines."""
    yield from _groups("Labelled command lines", figures.groups)
    yield from _lines("Benign at 60 or more", figures.false_alarms)


def of_events(figures: Events) -> Iterator[str]:
    """The recorded events."""
    yield from _groups("Recorded process starts", {figures.background.label: figures.background})
    highest = "not there" if figures.gather_max is None else f"at most {figures.gather_max}"
    yield f"  events that must score 20 or more: {figures.required}; gatherNetworkInfo: {highest}"
    yield f"  let through by the index terms: {figures.let_through}; score 20 or more without one: {len(figures.lost)}"
    yield from _lines("Background at 20 or more", figures.noise)
    yield from _lines("Events that must score 20 or more, and do not", figures.required_missed)
    yield from _lines("Events at 20 or more without an index term, which no search finds", figures.lost)


def of_background(figures: Background) -> Iterator[str]:
    """The recorded events that start no process."""
    yield "Recorded events of other kinds at 20 or more"
    for kind, rate in figures.noisy.items():
        yield f"  {kind:<34}{rate}"
    yield from _lines("Background at 20 or more", figures.noise)


def of_cross_validated(figures: CrossValidated) -> Iterator[str]:
    """The figures by weights that were fitted without the events they judge."""
    yield "Cross-validated weights (make calibrate)"
    for what, found in (("authors left out", figures.by_author), ("programs left out", figures.by_program)):
        yield f"  {what:<20}AUC {_number(found.auc)}, malicious at 60: {found.malicious_60}, benign: {found.benign_60}"
        others = f"malicious at 40: {found.others_malicious_40}, benign at 20: {found.others_benign_20}"
        yield f"  {'':<20}other kinds: {others}"


def of_reports(figures: Reports) -> Iterator[str]:
    """The public reports."""
    yield f"Public reports as they say: {figures.right}"
    yield from _lines("Reports that are not as they say", figures.wrong)
    yield from _lines("Reports that say no score, for a person to read", figures.unscored)


def of_bars(bars: Iterable[Bar]) -> Iterator[str]:
    """Each quality bar with its verdict."""
    yield "Quality bars"
    for bar in bars:
        yield f"  {_VERDICTS[bar.passed]:<6}{bar.name:<41}{bar.shown:<24}{bar.wanted}"


def _groups(title: str, groups: Mapping[str, Group]) -> Iterator[str]:
    yield title
    heads = [f">={threshold}" for threshold in THRESHOLDS]
    yield f"  {'label':<34}{'lines':>6}" + "".join(f"{head:>13}" for head in heads) + f"{'published':>13}"
    for group in groups.values():
        cells = [*(group.reach[threshold] for threshold in THRESHOLDS), group.published]
        shares = [f"{rate.hits} {'-' if rate.share is None else format(rate.share, '.1%')}" for rate in cells]
        yield f"  {group.label:<34}{cells[0].total:>6}" + "".join(f"{share:>13}" for share in shares)
    bands = list(next(iter(groups.values())).bands) if groups else []
    yield f"  {'band':<34}" + "".join(f"{band:>10}" for band in bands)
    for group in groups.values():
        yield f"  {group.label:<34}" + "".join(f"{count:>10}" for count in group.bands.values())


def _lines(title: str, lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    yield f"{title}: {len(lines)}"
    for line in lines[:_SHOWN]:
        text = printable(line.line)
        text = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
        yield f"  {line.name:<8} {line.label:<12}{line.score:>4}  {line.why}"
        yield f"          {text}"
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more (--json has them all)"


def _short(rate: Rate) -> str:
    return "-" if rate.share is None else f"{rate.hits}/{rate.total} {rate.share:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
