"""Shared by the tests of the interpreter: one way to run a search over rows.

In the comments, SR is help.splunk.com/splunk-enterprise/spl-search-reference/9.4, SM .../search/search-manual/9.4,
KM the Knowledge Manager Manual.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.spl import SplError, run

NOW = 1_750_000_000  # 2025-06-15 15:06:40 UTC, a Sunday

Spl = Callable[..., "list[dict[str, Any]]"]


@pytest.fixture
def spl(tmp_path: Path) -> Spl:
    """Run `| ...` over rows and give the rows that come out; `app` is an empty one unless given."""

    def execute(search: str, rows: Any = (), **options: Any) -> list[dict[str, Any]]:
        if search.startswith("|") and rows:
            search = f"index=* {search}"
        options.setdefault("app", tmp_path)
        return run(search, rows, **{"now": NOW, **options}).rows

    return execute


@pytest.fixture
def refuse(tmp_path: Path) -> Callable[..., str]:
    """Run what must be refused, and give the reason and the text that the error points at."""

    def execute(search: str, rows: Any = (), **options: Any) -> str:
        options.setdefault("app", tmp_path)
        with pytest.raises(SplError) as caught:
            run(search, rows, **{"now": NOW, **options})
        error = caught.value
        at = "" if error.position is None else error.search[error.position :].split(" ")[0]
        return f"{error.reason} @ {at}"

    return execute


@pytest.fixture
def make_splunk_app(tmp_path: Path) -> Callable[..., Path]:
    """Make an app of confs and lookups, given by file name."""

    def make(**files: str) -> Path:
        app = tmp_path / "app"
        for name, text in files.items():
            folder, suffix = ("lookups", "csv") if name.endswith("_csv") else ("default", "conf")
            path = app / folder / f"{name.removesuffix('_csv')}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return app

    return make
