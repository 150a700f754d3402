"""Which lookup tables a command reads: those of its app, with the tables of other folders over them.

The command reads the tables that lie in its own app, as on an indexer. So an app with other tables is a copy.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TABLES = "codesignrisk_*.csv"
FOLDER = "lookups"
_OWN = "_local.csv"
# What a command needs of its app.
_PARTS = ("bin", "default")


@contextmanager
def applied(app: Path, folders: Iterable[Path]) -> Iterator[Path]:
    """An app whose lookups are those of `app`, and over them the tables of each folder, the last on top.

    It is the app itself where they are the same, else a copy that goes when it is left.
    """
    tables = differing(app / FOLDER, folders)
    if not tables:
        yield app
        return
    with TemporaryDirectory(prefix="lab-app-") as made:
        copy = Path(made)
        for part in _PARTS:
            if (app / part).is_dir():
                shutil.copytree(app / part, copy / part)
        _merge(app / FOLDER, tables, copy / FOLDER)
        yield copy


@contextmanager
def merged(shipped: Path, folders: Iterable[Path]) -> Iterator[Path]:
    """A folder of lookups: those shipped, and over them the tables of each folder, as `applied` has them."""
    tables = differing(shipped, folders)
    if not tables:
        yield shipped
        return
    with TemporaryDirectory(prefix="lab-lookups-") as made:
        _merge(shipped, tables, Path(made))
        yield Path(made)


def differing(shipped: Path, folders: Iterable[Path]) -> dict[str, Path]:
    """Name -> file of each table in the folders that is not as shipped; of one name that of the last folder."""
    found = {path.name: path for folder in folders for path in sorted(folder.glob(TABLES))}
    return {
        name: path
        for name, path in found.items()
        if not ((shipped / name).is_file() and filecmp.cmp(shipped / name, path, shallow=False))
    }


def told(shipped: Path, folders: Iterable[Path]) -> str:
    """In a line, which tables are in use: ``lookups: as shipped, with codesignrisk_parents_local.csv of /site``."""
    folders = list(folders)
    found = {path.name: path for folder in (shipped, *folders) for path in sorted(folder.glob(TABLES))}
    by_folder: dict[Path, list[str]] = {}
    for name in sorted(found.keys() & {*differing(shipped, folders), *(own for own in found if own.endswith(_OWN))}):
        by_folder.setdefault(found[name].parent, []).append(name)
    own = "; ".join(f"{', '.join(names)} of {folder}" for folder, names in by_folder.items())
    if own:
        return f"lookups: as shipped, with {own}"
    empty = "".join(f" ({folder} holds no {TABLES})" for folder in folders if not any(folder.glob(TABLES)))
    return f"lookups: as shipped{empty}"


def _merge(shipped: Path, tables: dict[str, Path], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    own = {path.name: path for path in shipped.glob(TABLES)} if shipped.is_dir() else {}
    for name, path in (own | tables).items():
        shutil.copyfile(path, target / name)
