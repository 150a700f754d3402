"""Two commands over the same events, in turn, and the medians of what each cost."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lab.paths import BUILT_APP
from lab.records import Record
from scripts.benchmark import bodies, child

NOOP = Path(__file__).with_name("noop.py")


class Command(NamedTuple):
    """A command to be measured. args: the words behind its name."""

    name: str
    script: Path
    args: tuple[str, ...] = ()


class Compared(NamedTuple):
    """Medians of one command over one body of events. start and start_cpu: of getinfo alone, in seconds."""

    name: str
    rows: int
    sent: int
    cpu: float
    wall: float
    rss: int
    start: float
    start_cpu: float

    @property
    def rate(self) -> float:
        """Rows per second of processor time, the start not counted."""
        return self.rows / max(self.cpu - self.start_cpu, 1e-9)

    def told(self) -> dict[str, Any]:
        """The figures by name, for JSON."""
        return {**self._asdict(), "rows_per_cpu_second": round(self.rate)}


class Bench:
    """Commands, an interpreter, and a folder for the bodies. A context manager."""

    def __init__(self, python: str, runs: int) -> None:
        self.python, self.runs = python, runs
        self._folder = Path(tempfile.mkdtemp(prefix="bench-"))
        shutil.copy(NOOP, self._folder)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(BUILT_APP / "bin" / "lib", self._folder / "lib", ignore=ignored)
        self.noop = Command("no-op of the SDK", self._folder / "noop.py")
        self.ours = Command("codesignrisk", BUILT_APP / "bin" / "codesignrisk.py")

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder)

    def starts(self, commands: Iterable[Command]) -> dict[str, tuple[float, float]]:
        """Median seconds to the getinfo reply, and of processor time, of processes that do nothing else."""
        commands = list(commands)
        told: dict[str, list[child.Cost]] = {command.name: [] for command in commands}
        for _ in range(2 * self.runs + 1):
            for command in commands:
                told[command.name].append(child.run(self.python, command.script, list(command.args), []))
        return {
            name: (_median(costs, lambda cost: cost.start), _median(costs, lambda cost: cost.cpu))
            for name, costs in told.items()
        }

    def compare(
        self,
        shape: str,
        records: Callable[[], Iterator[Record]],
        chunk: int,
        commands: Iterable[Command] = (),
        runs: int = 0,
    ) -> list[Compared]:
        """Run the commands, these two when none are given, in turn over the same events."""
        commands = list(commands) or [self.noop, self.ours]
        starts = self.starts(commands)
        sent: dict[str, bodies.Bodies] = {}
        for number, command in enumerate(commands):
            asked = child.asks(self.python, command.script, list(command.args))
            columns = bodies.columns_of(shape, asked, next(records()))
            sent[command.name] = bodies.Bodies(self._folder / f"{number}.csv", records(), columns, chunk)
        costs: dict[str, list[child.Cost]] = {command.name: [] for command in commands}
        for _ in range(runs or self.runs):
            for command in commands:
                cost = child.run(self.python, command.script, list(command.args), sent[command.name])
                costs[command.name].append(cost)
        return [
            Compared(
                command.name,
                sent[command.name].rows,
                sent[command.name].size,
                _median(costs[command.name], lambda cost: cost.cpu),
                _median(costs[command.name], lambda cost: cost.wall),
                int(_median(costs[command.name], lambda cost: cost.rss)),
                *starts[command.name],
            )
            for command in commands
        ]


def _median(costs: list[child.Cost], of: Callable[[child.Cost], float]) -> float:
    return statistics.median(map(of, costs))
