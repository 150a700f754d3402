"""Measures the scorer on labelled data, beside the published search, and holds the figures against the quality bars.

`python -m scripts.evaluate` reads what lies in ../shared/data; with --cases, --cmdlines or --events only those.
Lines are judged by the scorer itself, not through the command's protocol, and without an allowlist.
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
from scripts.evaluation import bars, figures, samples, text

DATA = ROOT.parent / "shared" / "data"
LOOKUPS = ROOT / "lookups"


class Section(NamedTuple):
    """What one input gives: its figures, the bars they are held against, and the lines to print."""

    name: str
    figures: figures.Cases | figures.Cmdlines | figures.Events
    bars: Iterable[bars.Bar]
    text: Iterable[str]


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the options; without a file or folder the default ones are taken."""
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, metavar="FILE", help="labelled process starts, as JSON lines")
    parser.add_argument("--cmdlines", type=Path, metavar="FILE", help="labelled command lines, as JSON lines")
    parser.add_argument(
        "--events", type=Path, metavar="DIR", help="process_creation.jsonl.gz and relevant.jsonl.gz, or one of them"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a quality bar fails")
    args = parser.parse_args(argv)
    if not (args.cases or args.cmdlines or args.events):
        if not DATA.is_dir():
            parser.error(f"there is no labelled data in {DATA}: name some with --cases, --cmdlines or --events")
        args.cases, args.cmdlines, args.events = DATA / "cases.jsonl", DATA / "cmdlines.jsonl", DATA / "events"
    return args


def measure(args: argparse.Namespace, judge: figures.Judge) -> Iterator[Section]:
    """The figures of each input."""
    if args.cases:
        cases = figures.cases(judge(samples.read_cases(args.cases)))
        yield Section("cases", cases, bars.of_cases(cases), text.of_cases(cases))
    if args.cmdlines:
        cmdlines = figures.cmdlines(judge(samples.read_cmdlines(args.cmdlines)))
        yield Section("cmdlines", cmdlines, bars.of_cmdlines(cmdlines), text.of_cmdlines(cmdlines))
    if args.events:
        paths = [args.events / f"{name}.jsonl.gz" for name in ("process_creation", "relevant")]
        if not any(path.exists() for path in paths):
            raise samples.BadFile(f"{args.events}: holds neither {' nor '.join(path.name for path in paths)}")
        events = figures.events(*(judge(samples.read_events(path)) if path.exists() else [] for path in paths))
        yield Section("events", events, bars.of_events(events), text.of_events(events))


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
