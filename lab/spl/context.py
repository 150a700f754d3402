"""What a run of a search knows: the app's confs and tables, the events, the time, and what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lab.records import Record, columns_of
from lab.spl import functions
from lab.spl.errors import SplError
from lab.spl.expressions import Scope
from lab.spl.source import Span
from scripts.conf import Conf, ConfError, read_conf

_FILES = ("macros", "savedsearches", "transforms", "commands")


@dataclass(frozen=True)
class App:
    """The confs of an app, where its tables lie, and where its commands are run from."""

    path: Path
    command_path: Path
    macros: Conf
    savedsearches: Conf
    transforms: Conf
    commands: Conf


@dataclass
class Context:
    """One run. `search` is the text being run, with macros expanded; `compile` is the engine's, for subsearches;
    `scheduled` are the saved searches that run here although the app ships them turned off; `own_times` the modifiers
    in the text of its first command, such as earliest=-30d.
    """

    app: App
    now: float
    compile: Callable[[Span, Context, bool, bool], list[Callable[[Table], Table]]]
    search: str = ""
    earliest: float | None = None
    latest: float | None = None
    index_earliest: float | None = None
    index_latest: float | None = None
    events: Sequence[Record] = ()
    lookups: Path | None = None
    scheduled: frozenset[str] = frozenset()
    datamodels: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)
    collected: list[Record] = field(default_factory=list)
    savedsearches: tuple[str, ...] = ()
    own_times: dict[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """What the expressions of this run can know."""
        return functions.scope(self.search, self.now)

    def warn(self, text: str) -> None:
        """Say something once."""
        if ("WARN", text) not in self.messages:
            self.messages.append(("WARN", text))


@dataclass
class Table:
    """Rows on their way through a pipeline. `order` are the columns that a command has put in order, if one has."""

    rows: list[Record]
    order: list[str] | None = None

    @property
    def columns(self) -> list[str]:
        """All columns: those in order, then the others as first seen."""
        seen = columns_of(self.rows)
        return seen if self.order is None else list(dict.fromkeys([*self.order, *seen]))


def load_app(path: Path, command_path: Path) -> App:
    """Read the confs of an app's default/. A missing one is empty; a broken one is an SplError."""
    confs = []
    for name in _FILES:
        file = path / "default" / f"{name}.conf"
        try:
            confs.append(_read(file, file.stat().st_mtime_ns) if file.is_file() else {})
        except (ConfError, UnicodeDecodeError) as error:
            raise SplError(f"{file}: {error}") from None
    return App(path, command_path, *confs)


@lru_cache(maxsize=100)
def _read(file: Path, changed: int) -> Conf:
    return read_conf(file)
