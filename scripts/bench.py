"""Records per second of the scorer and of the packaged command, over an event file. Figures, not a test."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from lab import paths, readers
from lab.readers.problem import Problem
from lab.splunkd import scp

LOOKUPS = Path(__file__).resolve().parent.parent / "lookups"


def main() -> int:
    """Print the figures for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rows", type=int, default=50_000, help="repeat the file's events up to this many rows")
    arguments = parser.parse_args()
    from codesignrisk_core import settings
    from codesignrisk_core.scorer import Scorer

    tables = settings.load(LOOKUPS)
    for name in arguments.files:
        problems: list[Problem] = []
        once = list(readers.read(name, readers.Listener(problems.append)))
        if not once:
            print(f"{name}: no events")
            continue
        scorer = Scorer(tables)
        for what in ("each event once", "the same again"):
            with _told(f"{name}: scorer, {what}", len(once)):
                for record in once:
                    scorer.assess(record)
        with _told(f"{name}: packaged command", arguments.rows):
            scp.run(itertools.islice(itertools.cycle(once), arguments.rows), [], paths.BUILT_APP)
    return 0


@contextlib.contextmanager
def _told(what: str, rows: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{what}: {rows} rows, {rows / seconds:,.0f} rows/s, {seconds / max(rows, 1) * 1e6:.0f} us a row")


if __name__ == "__main__":
    sys.exit(main())
