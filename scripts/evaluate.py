"""Measures the scorer on labelled data, beside the published search, and holds the figures against the quality bars.

`python -m scripts.evaluate` reads the team's own sets in tests/evaluation and, where it is there, ../shared/data; with
--cases, --cmdlines, --events or --reports only those. Events are judged by the scorer itself, not through the command's
protocol, and without an allowlist.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scripts import ROOT
from scripts.calibration import folds, rows
from scripts.evaluation import background, bars, figures, parts, reports, samples, text

OWN = ROOT / "tests" / "evaluation"
DATA = ROOT.parent / "shared" / "data"
LOOKUPS = ROOT / "lookups"

Figures = (
    figures.Cases
    | figures.Cmdlines
    | figures.Events
    | parts.Parts
    | background.Background
    | reports.Reports
    | folds.CrossValidated
)


class Section(NamedTuple):
    """What one input gives: its figures, the bars they are held against, and the lines to print."""

    name: str
    figures: Figures
    bars: Iterable[bars.Bar]
    text: Iterable[str]


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the options; without a file or folder the default ones are taken."""
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, nargs="+", metavar="FILE", help="labelled events, as JSON lines")
    parser.add_argument("--cmdlines", type=Path, metavar="FILE", help="labelled command lines, as JSON lines")
    parser.add_argument("--events", type=Path, metavar="DIR", help="recorded events: *.jsonl.gz, one for each kind")
    parser.add_argument("--reports", type=Path, metavar="FILE", help="events of public reports, as JSON lines")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a quality bar fails")
    args = parser.parse_args(argv)
    args.own = []
    if not (args.cases or args.cmdlines or args.events or args.reports):
        args.own = sorted(OWN.glob("*.jsonl"))
        if DATA.is_dir():
            args.cases = [DATA / name for name in ("cases.jsonl", "cases-2.jsonl", "events-2.jsonl")]
            args.cmdlines, args.events, args.reports = DATA / "cmdlines.jsonl", DATA / "events", DATA / "reports.jsonl"
        elif not args.own:
            parser.error(f"there is no labelled data in {OWN} and {DATA}: name some with --cases or another option")
    return args


def measure(args: argparse.Namespace, judge: figures.Judge) -> Iterator[Section]:
    """The figures of each input."""
    if args.own:
        yield from labelled("own_", "the team's own sets", args.own, judge)
    if args.cases:
        yield from labelled("", ", ".join(path.name for path in args.cases), args.cases, judge)
    if args.cmdlines:
        cmdlines = figures.cmdlines(judge(samples.read_cmdlines(args.cmdlines)))
        yield Section("cmdlines", cmdlines, bars.of_cmdlines(cmdlines), text.of_cmdlines(cmdlines))
    if args.events:
        yield from recorded(args.events, judge)
    if args.own:
        known = rows.read([*args.own, *(args.cases or ())], judge.settings)
        crossed = folds.measure(known, judge.settings.indicators)
        yield Section("cross_validated", crossed, bars.of_cross_validated(crossed), text.of_cross_validated(crossed))
    if args.reports:
        told = reports.measure(args.reports, judge)
        yield Section("reports", told, bars.of_reports(told), text.of_reports(told))


def labelled(prefix: str, title: str, files: Iterable[Path], judge: figures.Judge) -> Iterator[Section]:
    """The decidable events of labelled files: process starts by scope, other kinds, and all of them by part."""
    events = [event for path in files for event in samples.read_cases(path) if event.decidable]
    starts = [event for event in events if event.kind == samples.PROCESS]
    core = figures.cases(judge(event for event in starts if event.scope == samples.CORE))
    heading = f"Labelled process starts, {title}"
    yield Section(f"{prefix}cases", core, named(prefix, bars.of_cases(core)), text.of_cases(heading, core))
    extended = figures.cases(judge(event for event in starts if event.scope == samples.EXTENDED), found=40)
    heading = f"Labelled process starts with identity certificates, {title}"
    yield Section(
        f"{prefix}extended", extended, named(prefix, bars.of_extended(extended)), text.of_cases(heading, extended)
    )
    others = figures.cases(judge(event for event in events if event.kind != samples.PROCESS), found=40, quiet=20)
    heading = f"Labelled events of other kinds, {title}"
    yield Section(f"{prefix}others", others, named(prefix, bars.of_others(others)), text.of_cases(heading, others))
    table = parts.split(judge(event for event in events if event.scope != samples.OUT))
    yield Section(f"{prefix}parts", table, (), text.of_parts(f"By kind and platform, {title}", table))


def named(prefix: str, limits: Iterable[bars.Bar]) -> Iterator[bars.Bar]:
    """Bars with the sets that they are of before their names, where it is not the usual ones."""
    for bar in limits:
        yield bar._replace(name=f"{prefix.rstrip('_')}: {bar.name}") if prefix else bar


def recorded(folder: Path, judge: figures.Judge) -> Iterator[Section]:
    """The recorded events of a folder, which must hold a file of those that are known."""
    starts = [folder / f"{name}.jsonl.gz" for name in ("process_creation", "relevant")]
    others = background.measure(folder, judge)
    if not others.noisy and not any(path.exists() for path in starts):
        raise samples.BadFile(f"{folder}: holds neither {' nor '.join(path.name for path in starts)}")
    events = figures.events(*(judge(samples.read_events(path)) if path.exists() else [] for path in starts))
    yield Section("events", events, bars.of_events(events), text.of_events(events))
    yield Section("background", others, bars.of_background(others), text.of_background(others))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 1 when a bar fails and --check asks, 2 when a file cannot be read."""
    args = parse(argv)
    judge = figures.Judge(LOOKUPS)
    try:
        sections = list(measure(args, judge))
    except samples.BadFile as problem:
        print(problem, file=sys.stderr)
        return 2
    for warning in judge.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    limits = [bar for section in sections for bar in section.bars]
    if args.json:
        plain = {section.name: _plain(dataclasses.asdict(section.figures)) for section in sections}
        plain["bars"] = [{**bar._asdict(), "passed": bar.passed} for bar in limits]
        print(json.dumps(plain, indent=2))
    else:
        for section in sections:
            print(*section.text, sep="\n", end="\n\n")
        print(*text.of_bars(limits), sep="\n")
    return int(args.check and any(bar.passed is False for bar in limits))


def _plain(value: Any) -> Any:
    """Named tuples as objects: JSON knows tuples as lists only."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
