"""How one node stands: its versions, its tables, and what is wrong with them. What ``| codesignriskhealth`` tells."""

from __future__ import annotations

import platform
import re
from pathlib import Path
from typing import Union

from codesignrisk_core import clean, settings

FIELDS = ("node", "role", "state", "version", "python", "sdk", "own_rows", "tables", "problems", "notes")
"""The columns of the answer, in order."""
SEVERAL = ("tables", "problems", "notes")
"""Those that hold lists."""

UNKNOWN = "unknown"
SEARCH_HEAD, INDEXER = "search head", "indexer"

_MAX_NAME = 100
_MAX_TEXT = 600
_VERSION = re.compile(r"(?m)^version *= *(\S+)")

Row = dict[str, Union[str, list[str]]]


def report(app: Path, on_indexer: bool, sdk: str = UNKNOWN, shipped: Path = settings.SHIPPED) -> Row:
    """The row of this node.

    app: the folder of the app, or of its copy in the knowledge bundle. sdk: version of the vendored SDK.
    tables: file, rows and the beginning of the SHA-256 hash of each, so that nodes can be compared; own_rows: those in
    ``_local`` twins; problems: what the command leaves out, by file, row and cause; notes: what is merely to be known,
    such as rules that expired and rows of one file with the same key.
    """
    loaded = settings.load(app / "lookups", shipped=shipped)
    loaded.certificates.of_subject("-")  # which reads the table
    notices = [*loaded.notices, *loaded.certificates.take_notices()]
    problems = [clean.line(notice.text, _MAX_TEXT) for notice in notices if not notice.normal]
    notes = [clean.line(notice.text, _MAX_TEXT) for notice in notices if notice.normal]
    files = list(settings.files(app / "lookups", shipped))
    return {
        "node": clean.line(platform.node() or UNKNOWN, _MAX_NAME),
        "role": INDEXER if on_indexer else SEARCH_HEAD,
        "state": "problem" if problems else "note" if notes else "in order",
        "version": _version(app),
        "python": platform.python_version(),
        "sdk": sdk,
        "own_rows": str(sum(file.rows for file in files if file.own)),
        "tables": [f"{file.name}: {file.rows} row{'' if file.rows == 1 else 's'}, {file.digest}" for file in files],
        "problems": problems,
        "notes": notes,
    }


def _version(app: Path) -> str:
    """The version in the app's configuration, which travels with the bundle."""
    try:
        found = _VERSION.search((app / "default" / "app.conf").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        found = None
    return clean.line(found[1], _MAX_NAME) if found else UNKNOWN
