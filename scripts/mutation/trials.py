"""Runs the tests on mutants, in copies of the project: the working tree is only read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import NamedTuple

from scripts.mutation.modules import TESTS, tests_of
from scripts.mutation.sample import Mutant, draw

# What a copy can do without. What lies beside the project is not copied either: a figure must not hang on data that
# only some machines have.
_NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "build", "dist")
)
# Hypothesis' own profile for CI: the same examples in each run, and none remembered from the mutant before.
_PYTEST = ("-m", "pytest", "-x", "-p", "no:cacheprovider", "-m", "not slow", "--hypothesis-profile=ci")
_NO_TESTS = 5  # pytest's exit code
# A mutant that loops for ever has been noticed: how long a run may take, in times of the whole without a fault.
_PATIENCE = 5


class BrokenTests(Exception):  # noqa: N818 - a state of the project
    """The tests fail without any fault."""


class Trial(NamedTuple):
    """A mutant of a module (a path from the root of the project), and whether the tests noticed it."""

    module: Path
    mutant: Mutant
    killed: bool


def run(root: Path, modules: Sequence[Path], seed: int, count: int, workers: int) -> Iterator[Trial]:
    """Draw mutants of each module and yield what the tests say, in order of the modules.

    The tests named after the module are asked first, and all of ``tests/core`` when they notice nothing.
    """
    with TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        # of the same name as the project, for tests that go by it
        first = shutil.copytree(root, Path(folder, "0", root.name), ignore=_NOT_COPIED)
        patience = _PATIENCE * _seconds_without_a_fault(first)
        copies.put(first)
        for number in range(1, workers):
            copies.put(shutil.copytree(first, Path(folder, str(number), root.name)))

        def try_one(trial: tuple[Path, Mutant]) -> Trial:
            module, mutant = trial
            copied = copies.get()
            try:
                with _in_place(copied / module, mutant.source):
                    noticed = any(_fails(copied, tests, patience) for tests in (own[module], [TESTS]) if tests)
                return Trial(module, mutant, noticed)
            finally:
                copies.put(copied)

        own = {
            path.relative_to(root): [str(test.relative_to(root)) for test in tests_of(path, root)] for path in modules
        }
        drawn = [
            (module, mutant) for module in own for mutant in draw((first / module).read_text("utf-8"), seed, count)
        ]
        yield from pool.map(try_one, drawn)


def _seconds_without_a_fault(copied: Path) -> float:
    """Run all tests once, which also compiles everything for the copies of this copy."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, *_PYTEST, TESTS], cwd=copied, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BrokenTests(f"the tests fail as they are:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return time.monotonic() - start


def _fails(copied: Path, tests: Sequence[str], patience: float) -> bool:
    # The compiled files go by date in whole seconds and by size: those of one mutant could pass for the next one's.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *_PYTEST, *tests]
    try:
        done = subprocess.run(command, cwd=copied, env=environment, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, _NO_TESTS)


@contextmanager
def _in_place(path: Path, source: str) -> Iterator[None]:
    """Put the mutant where the module was, and the module back with its date, which its compiled file goes by."""
    original, times = path.read_bytes(), path.stat()
    path.write_text(source, encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(original)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
