"""Measures how many small faults the tests of the scorer let pass.

`python -m scripts.mutants scoring tools/signtool`, or a group: twelve, parsers. The same source, tests and seed give
the same figure. A survivor is a line that no test holds, or a fault that changes nothing that can be seen: only reading
tells them apart.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from scripts import ROOT
from scripts.mutation.modules import GROUPS, UnknownModule, find
from scripts.mutation.trials import BrokenTests, Trial, run

# A mutant may ask for memory without end.
_BYTES = 4 << 30


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__.splitlines()[0])
    parser.add_argument(
        "modules", nargs="+", metavar="MODULE", help=f"a module, a pattern, or a group: {', '.join(GROUPS)}"
    )
    parser.add_argument("--seed", type=int, default=7, help="which mutants are drawn (default: %(default)s)")
    parser.add_argument("--count", type=int, default=10, help="how many of each module (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="tests that run side by side (default: %(default)s)")
    return parser.parse_args(argv)


def watched(trials: Iterable[Trial]) -> Iterator[Trial]:
    """Print each survivor as soon as it is known."""
    for trial in trials:
        if not trial.killed:
            mutant = trial.mutant
            print(f"survives: {trial.module}:{mutant.line} {mutant.operator}: {mutant.before} -> {mutant.after}")
            sys.stdout.flush()
        yield trial


def table(trials: Sequence[Trial]) -> Iterator[str]:
    """The lines of a table: module, mutants, survivors, and the sum."""
    rows = [(str(module), list(group)) for module, group in groupby(trials, lambda trial: trial.module)]
    yield "| module | mutants | survived |"
    yield "|---|---|---|"
    for name, group in [*rows, ("all", list(trials))]:
        alive = sum(not trial.killed for trial in group)
        share = f" ({alive / len(group):.0%})" if name == "all" and group else ""
        yield f"| {name} | {len(group)} | {alive}{share} |"


def spare_the_machine() -> None:
    """Give way to whoever works here, and bound the memory; the tests inherit both."""
    os.nice(10)
    with contextlib.suppress(OSError, ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, resource.RLIM_INFINITY))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 2 when a module is unknown or the tests fail already."""
    args = parse(argv)
    spare_the_machine()
    try:
        modules = find([name for names in args.modules for name in names.split(",")], ROOT / "bin")
        trials = list(watched(run(ROOT, modules, args.seed, args.count, args.workers)))
    except (UnknownModule, BrokenTests) as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(table(trials)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
