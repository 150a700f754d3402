"""Which tables of a site's own a command reads: those of its app, with those of other folders over them.

The shipped tables travel with the code; the site's own, `_local`, are read from the app's lookups, as on an indexer. So
an app with other tables is a copy.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

OWN = "codesignrisk_*_local.csv"
NAMES = tuple(f"codesignrisk_{table}_local.csv" for table in ("allowlist", "certificates", "indicators", "parents"))
"""The tables that a site can have."""
FOLDER = "lookups"
# What a command needs of its app.
_PARTS = ("bin", "default", FOLDER)


@contextmanager
def applied(app: Path, folders: Iterable[Path]) -> Iterator[Path]:
    """An app whose lookups are those of `app`, and over them the site's tables of each folder, the last on top.

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
        (copy / FOLDER).mkdir(exist_ok=True)
        for name, path in tables.items():
            shutil.copyfile(path, copy / FOLDER / name)
        yield copy


def differing(own: Path, folders: Iterable[Path]) -> dict[str, Path]:
    """Name -> file of the site's tables in the folders that are not those of `own`; of one name the last folder's."""
    found = _tables(folders)
    return {
        name: path
        for name, path in found.items()
        if not ((own / name).is_file() and filecmp.cmp(own / name, path, shallow=False))
    }


def told(own: Path, folders: Iterable[Path]) -> str:
    """In a line, which tables are in use: ``lookups: as shipped, with codesignrisk_parents_local.csv of /site``."""
    folders = list(folders)
    found = _tables((own, *folders))
    by_folder: dict[Path, list[str]] = {}
    for name, path in found.items():
        by_folder.setdefault(path.parent, []).append(name)
    tables = "; ".join(f"{', '.join(names)} of {folder}" for folder, names in by_folder.items())
    others = {
        path.name
        for folder in folders
        if folder != own
        for path in folder.glob("codesignrisk*.csv")
        if not ((own / path.name).is_file() and filecmp.cmp(own / path.name, path, shallow=False))
    }
    unread = "".join(f"; not read, as no table of a site is called so: {name}" for name in sorted(others - {*NAMES}))
    if tables:
        return f"lookups: as shipped, with {tables}{unread}"
    # The last is what was asked for; those before it are the app's own.
    empty = f" ({folders[-1]} holds no {OWN})" if folders else ""
    return f"lookups: as shipped{empty}{unread}"


def _tables(folders: Iterable[Path]) -> dict[str, Path]:
    """Name -> file of the site's tables; of one name the last folder's."""
    return {name: folder / name for folder in folders for name in NAMES if (folder / name).is_file()}
