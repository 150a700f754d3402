"""`make bench`: the command beside a no-op of the SDK, as child processes over splunkd's protocol. Figures, not a test.

    python -m scripts.bench [--runs 5] [--rows 100000] [--python PYTHON]... [PART]... [--file EVENTS]

Parts: shapes, hits, sensors, floor, rows, lengths, blocks, others, file; all but file when none is named. Others is
what somebody would run instead. Writes build/bench.json.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lab import readers
from lab.paths import ROOT
from lab.readers.problem import Problem
from lab.records import Record
from lab.splunkd.scp import base_interpreter
from scripts.benchmark import bodies, child, others, script_blocks, stream
from scripts.benchmark.compare import Bench, Command, Compared

REPORT = ROOT / "build" / "bench.json"
FLOOR = Path(child.__file__).with_name("floor.py")
HITS = 0.004
_CHUNKS = (1_000, 50_000)
_SHARES = (0.0, 0.004, 0.05, 0.5)
_ROWS = (10_000, 100_000, 1_000_000)
_LENGTHS = (100, 1_000, 10_000, 100_000, 1_000_000)
_TEXT = 20_000_000
"""Characters of command lines in all, for each length."""

Figures = list[dict[str, Any]]


def shapes(bench: Bench, rows: int) -> Figures:
    """As asked, whole and wide; in small chunks and in large ones."""
    found = []
    for shape, chunk in itertools.product(bodies.SHAPES, _CHUNKS):
        count = max(rows if shape == bodies.ASKED else rows // 4, chunk)
        found += _told(bench.compare(shape, _stream(count, HITS, shape), chunk), shape=shape, chunk=chunk)
    return found


def hits(bench: Bench, rows: int) -> Figures:
    """More and more events that have to do with certificates."""
    found = []
    for share in _SHARES:
        compared = bench.compare(bodies.ASKED, _stream(rows, share, bodies.ASKED), _CHUNKS[1])
        found += _told(compared, certificates=share)
    return found


def sensors(bench: Bench, rows: int) -> Figures:
    """With the columns of every sensor, as the app's own searches ask for them."""
    every = Command("sensors=all", bench.ours.script, ("sensors=all",))
    compared = bench.compare(bodies.ASKED, _stream(rows, HITS, bodies.ASKED), _CHUNKS[1], [bench.noop, every])
    return _told(compared, sensors="all")


def floor(bench: Bench, rows: int) -> Figures:
    """Beside what only cuts rows and decides nothing, with the command's columns and with the no-op's."""
    least = []
    for command in (bench.ours, bench.noop):
        columns = tuple(child.asks(bench.python, command.script, []))
        least.append(Command(f"floor, {len(columns)} columns", FLOOR, columns))
    commands = [bench.noop, bench.ours, *least]
    return _told(bench.compare(bodies.ASKED, _stream(rows, HITS, bodies.ASKED), _CHUNKS[1], commands), beside="floor")


def rows(bench: Bench, _: int) -> Figures:
    """Cost against the number of rows: once each, ours alone."""
    found = []
    for count in _ROWS:
        records = _stream(count, HITS, bodies.ASKED)
        found += _told(bench.compare(bodies.ASKED, records, _CHUNKS[1], [bench.ours], runs=1), events=count)
    return found


def lengths(bench: Bench, _: int) -> Figures:
    """Cost against the length of the command line: once each, ours alone."""
    found = []
    for length in _LENGTHS:
        records = _long(length)
        found += _told(bench.compare(bodies.ASKED, records, _CHUNKS[0], [bench.ours], runs=1), characters=length)
    return found


def blocks(bench: Bench, rows: int) -> Figures:
    """Script blocks of 8 KB, each another one, and the same few again and again: ours alone."""
    count = max(rows // 20, script_blocks.FEW)
    found = []
    for texts, events in (("each another", script_blocks.events), ("few, repeated", script_blocks.repeated)):
        compared = bench.compare(bodies.ASKED, partial(_blocks, events, count), _CHUNKS[0], [bench.ours])
        found += _told(compared, texts=texts)
    return found


def alternatives(bench: Bench, rows: int) -> Figures:
    """What somebody would run instead over the same events, by this interpreter, and the command."""
    events = list(_stream(rows, HITS, bodies.ASKED)())
    found: Figures = []
    for other in (others.published_search, others.sigma_rules):
        told = min((other(events) for _ in range(bench.runs)), key=lambda one: one.cpu)
        print(f"  {told.name:24} {told.rate:9,.0f} rows/CPU s  CPU {told.cpu:6.2f} s  {told.found} found")
        found.append({**told._asdict(), "rows_per_cpu_second": round(told.rate)})
    return found + _told(bench.compare(bodies.ASKED, lambda: iter(events), _CHUNKS[1], [bench.ours]), beside="others")


def file(bench: Bench, name: str) -> Figures:
    """The events of a file, each once."""
    problems: list[Problem] = []
    events = list(readers.read(name, readers.Listener(problems.append)))
    return _told(bench.compare(bodies.ASKED, lambda: iter(events), _CHUNKS[1]), file=Path(name).name)


_PARTS: dict[str, Callable[[Bench, int], Figures]] = {
    "shapes": shapes,
    "hits": hits,
    "sensors": sensors,
    "floor": floor,
    "rows": rows,
    "lengths": lengths,
    "blocks": blocks,
    "others": alternatives,
}


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--python", action="append", help="interpreters, this one and 3.9 when none is given")
    parser.add_argument("--file", action="append", default=[], help="events of a file as well")
    arguments = parser.parse_args()
    report: dict[str, Any] = {"machine": _machine(), "figures": []}
    for python in arguments.python or _pythons():
        version = subprocess.check_output([python, "--version"], text=True).split()[1]
        print(f"\nPython {version}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        with Bench(python, arguments.runs) as bench:
            parts = arguments.parts or ([] if arguments.file else list(_PARTS))
            found = [figure for part in parts for figure in _PARTS[part](bench, arguments.rows)]
            found += [figure for name in arguments.file for figure in file(bench, name)]
        report["figures"] += [{"python": version, **figure} for figure in found]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"\nwrote {REPORT.relative_to(ROOT)}")
    return 0


def _stream(count: int, share: float, shape: str) -> Callable[[], Iterator[Record]]:
    def records() -> Iterator[Record]:
        events: Iterator[Record] = map(dict, stream.events(count, share))
        if shape == bodies.ASKED:
            return events
        whole: Iterator[Record] = (dict(stream.with_raw(event)) for event in stream.events(count, share))
        return bodies.widened(whole) if shape == bodies.WIDE else whole

    return records


def _blocks(events: Callable[[int], Iterator[stream.Event]], count: int) -> Iterator[Record]:
    yield from map(dict, events(count))


def _long(length: int) -> Callable[[], Iterator[Record]]:
    """Ordinary lines with an operand of words behind, up to a length."""

    def records() -> Iterator[Record]:
        words = " value" * (length // 6)
        for event in stream.events(max(_TEXT // length, 20), 0.0):
            line = event["CommandLine"]
            yield {**event, "CommandLine": (line + words)[: max(length, len(line))]}

    return records


def _told(compared: list[Compared], **what: object) -> Figures:
    """Print the figures of one comparison, and give them back for the report."""
    print("; ".join(f"{name} {value}" for name, value in what.items()))
    for one in compared:
        print(
            f"  {one.name:18} {one.rate:9,.0f} rows/CPU s  {one.sent / one.rows:6,.0f} bytes a row"
            f"  CPU {one.cpu:6.2f} s  elapsed {one.wall:6.2f} s  peak {one.rss / 1e6:6,.0f} MB"
            f"  start {one.start:.3f} s, CPU {one.start_cpu:.3f} s"
        )
    base = compared[0]
    for one in compared[1:]:
        print(
            f"  {one.name:18} beside {base.name}: {one.rate / base.rate:.2f}  elapsed {one.wall / base.wall:.2f}"
            f"  peak {one.rss / base.rss:.2f}  start {one.start / base.start:.2f}"
            f", CPU {one.start_cpu / base.start_cpu:.2f}",
            flush=True,
        )
    return [{**what, **one.told()} for one in compared]


def _pythons() -> list[str]:
    oldest = ROOT / ".venv-3.9" / "bin" / "python"
    return [base_interpreter(), *([os.path.realpath(oldest)] if oldest.exists() else [])]


def _machine() -> dict[str, object]:
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }


if __name__ == "__main__":
    sys.exit(main())
