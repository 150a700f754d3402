"""Shared by the tests of the dashboards: the scenario of the lab behind a server, and a browser to look at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests import frozen
from tests.dashboards.page import Dashboard
from tests.machine import need

# The lab, which serves the dashboards, runs on 3.11 and newer.
if sys.version_info < (3, 11):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app as it is packaged, with the lookups of the scenario's site and frozen weights."""
    from lab.dashboards import scenario

    app = scenario.stage_site(tmp_path_factory.mktemp("site") / "codesignrisk")
    frozen.freeze_app(app)
    return app


@pytest.fixture(scope="session")
def serve(site: Path) -> Iterator[Callable[..., str]]:
    """Serve the app over events (those of the scenario unless given), and give the address."""
    from lab.dashboards import bundle, scenario, serving

    with ExitStack() as stack:

        def start(events: Any = None) -> str:
            events = scenario.a_day() if events is None else events
            try:
                return stack.enter_context(serving.serve(events, scenario.NOW.timestamp(), site))
            except bundle.BundleError as error:
                need(str(error))

        yield start


@pytest.fixture(scope="session")
def a_day(serve: Callable[..., str]) -> str:
    """The address of the dashboards over the scenario."""
    return serve()


@pytest.fixture(scope="session")
def nothing(serve: Callable[..., str]) -> str:
    """The address of the dashboards without any event."""
    return serve([])


@pytest.fixture(scope="session")
def start(browser: Any) -> Iterator[Callable[[str], Dashboard]]:
    """A new window on the dashboards at an address."""
    contexts = []

    def make(address: str) -> Dashboard:
        context = browser.new_context(
            viewport={"width": 1440, "height": 4000}, timezone_id="UTC", locale="en-US", reduced_motion="reduce"
        )
        contexts.append(context)
        return Dashboard(context, address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(start: Callable[[str], Dashboard]) -> Iterator[Callable[[str], Dashboard]]:
    """A window of the test's own. Whatever goes wrong on its page fails the test."""
    opened = []

    def make(address: str) -> Dashboard:
        opened.append(start(address))
        return opened[-1]

    yield make
    for board in opened:
        board.page.close()
    assert [problem for board in opened for problem in board.problems] == []


@pytest.fixture(scope="session")
def look(start: Callable[[str], Dashboard]) -> Callable[..., Dashboard]:
    """A view that several tests read, and none changes: opened once for each address and its tokens."""
    opened: dict[tuple[object, ...], Dashboard] = {}

    def at(address: str, view: str, **tokens: str) -> Dashboard:
        key = (address, view, *tokens.items())
        if key not in opened:
            opened[key] = start(address).open(view, tokens)
        assert opened[key].problems == []
        return opened[key]

    return at
