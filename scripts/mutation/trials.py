"""Runs the tests on mutants, in copies of the project: the working tree is only read."""

from __future__ import annotations

import math
import os
import resource
import shutil
import subprocess
import sys
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
# A mutant that loops for ever has been noticed. What a run may take, in processor time, which does not hang on what
# else the machine does: some times what it takes without a fault, and a few seconds.
_PATIENCE = 4
_SECONDS_MORE = 3
_LIMITED = ("sh", "-c", 'ulimit -t "$0" && exec "$@"')
_WAITING = 3600  # seconds by the clock, for a mutant that sleeps


class BrokenTests(Exception):  # noqa: N818 - a state of the project
    """The tests fail without any fault."""


class Trial(NamedTuple):
    """A mutant of a module (a path from the root of the project), and whether the tests noticed it."""

    module: Path
    mutant: Mutant
    killed: bool


class _Question(NamedTuple):
    """Tests to run, and how many seconds of processor time they may take."""

    tests: tuple[str, ...]
    patience: int


def run(root: Path, modules: Sequence[Path], seed: int, count: int, workers: int) -> Iterator[Trial]:
    """Draw mutants of each module and yield what the tests say, in order of the modules.

    The tests named after the module are asked first, and all of ``tests/core`` when they notice nothing.
    """
    with TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        # of the same name as the project, for tests that go by it
        first = shutil.copytree(root, Path(folder, "0", root.name), ignore=_NOT_COPIED)
        everything = _question(first, TESTS)
        questions = {
            path.relative_to(root): [*_own_question(first, path.relative_to(root)), everything] for path in modules
        }
        for number in range(1, workers):
            copies.put(shutil.copytree(first, Path(folder, str(number), root.name)))
        copies.put(first)

        def try_one(drawn: tuple[Path, Mutant]) -> Trial:
            module, mutant = drawn
            copied = copies.get()
            try:
                with _in_place(copied / module, mutant.source):
                    return Trial(module, mutant, any(_fails(copied, question) for question in questions[module]))
            finally:
                copies.put(copied)

        sources = {module: (first / module).read_text(encoding="utf-8") for module in questions}
        yield from pool.map(
            try_one, [(module, new) for module in sources for new in draw(sources[module], seed, count)]
        )


def _own_question(copied: Path, module: Path) -> Iterator[_Question]:
    if own := [str(path.relative_to(copied)) for path in tests_of(copied / module, copied)]:
        yield _question(copied, *own)


def _question(copied: Path, *tests: str) -> _Question:
    """Run tests without a fault, to see how long they take. It also compiles what the copies of this copy then need."""
    start = _processor_time()
    done = subprocess.run([sys.executable, *_PYTEST, *tests], cwd=copied, capture_output=True, text=True, check=False)
    if done.returncode not in (0, _NO_TESTS):
        raise BrokenTests(f"the tests fail as they are:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return _Question(tests, math.ceil(_PATIENCE * (_processor_time() - start)) + _SECONDS_MORE)


def _processor_time() -> float:
    """Seconds that the processes started here have taken, of those that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _fails(copied: Path, question: _Question) -> bool:
    # The compiled files go by date in whole seconds and by size: those of one mutant could pass for the next one's.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*_LIMITED, str(question.patience), sys.executable, *_PYTEST, *question.tests]
    try:
        done = subprocess.run(command, cwd=copied, env=environment, capture_output=True, timeout=_WAITING, check=False)
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
