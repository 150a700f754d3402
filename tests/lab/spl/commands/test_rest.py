"""rest: the saved searches of the app, as they are after an installation, and its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PATH = "/servicesNS/-/codesignrisk/saved/searches"
TABLES = "/servicesNS/-/codesignrisk/data/lookup-table-files"
SAVED = "[A]\ndisabled = 1\nenableSched = 1\nsearch = x\n\n[B]\nsearch = y\n"


def test_saved_searches(spl: Any, make_splunk_app: Callable[..., Path]) -> None:
    app = make_splunk_app(savedsearches=SAVED)
    assert spl(f"| rest {PATH} splunk_server=local", app=app) == [
        {"title": "A", "disabled": "1", "is_scheduled": "1"},
        {"title": "B", "disabled": "0", "is_scheduled": "0"},
    ]


def test_tables_of_the_app_and_of_this_run(spl: Any, make_splunk_app: Callable[..., Path], tmp_path: Path) -> None:
    app = make_splunk_app(b_csv="x\n1\n")
    (tmp_path / "own").mkdir()
    for name in ("a.csv", "b.csv", "notes.txt"):
        (tmp_path / "own" / name).write_text("x\n1\n", encoding="utf-8")
    search = f"| rest {TABLES} splunk_server=local"
    assert spl(search, app=app) == [{"title": "b.csv"}]
    assert spl(search, app=app, lookups=tmp_path / "own") == [{"title": "a.csv"}, {"title": "b.csv"}]


def test_a_search_that_runs_here(spl: Any, make_splunk_app: Callable[..., Path]) -> None:
    app = make_splunk_app(savedsearches=SAVED.replace("enableSched = 1", "enableSched = 0"))
    assert spl(f"| rest {PATH} splunk_server=local", app=app, scheduled=("A", "no such search"))[0] == {
        "title": "A",
        "disabled": "0",
        "is_scheduled": "1",
    }


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("| rest /services/server/info splunk_server=local", f"rest: only {PATH} and {TABLES} are known here"),
        (f"| rest {PATH}", "rest: splunk_server=local is wanted: indexers have no objects of the app"),
    ],
)
def test_what_is_refused(refuse: Callable[..., str], search: str, reason: str) -> None:
    assert refuse(search).startswith(reason)
