"""rest: the saved searches of the app, as they are after an installation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PATH = "/servicesNS/-/codesignrisk/saved/searches"
SAVED = "[A]\ndisabled = 1\nenableSched = 1\nsearch = x\n\n[B]\nsearch = y\n"


def test_saved_searches(spl: Any, make_splunk_app: Callable[..., Path]) -> None:
    app = make_splunk_app(savedsearches=SAVED)
    assert spl(f"| rest {PATH} splunk_server=local", app=app) == [
        {"title": "A", "disabled": "1", "is_scheduled": "1"},
        {"title": "B", "disabled": "0", "is_scheduled": "0"},
    ]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("| rest /services/server/info splunk_server=local", f"rest: only {PATH} is known here"),
        (f"| rest {PATH}", "rest: splunk_server=local is wanted: indexers have no saved searches"),
    ],
)
def test_what_is_refused(refuse: Callable[..., str], search: str, reason: str) -> None:
    assert refuse(search).startswith(reason)
