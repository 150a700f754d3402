"""One browser for all tests: playwright runs once in a thread, and with several workers in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.machine import need


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--dist loadgroup`` a worker takes whole files, as what a file prepares is prepared once then, and one of
    them all tests in the browser: two browsers on one machine keep each other waiting.
    """
    if config.getoption("dist", "no") == "loadgroup":
        for item in items:
            in_browser = "browser" in getattr(item, "fixturenames", ())
            item.add_marker(pytest.mark.xdist_group("browser" if in_browser else item.location[0]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    from lab.dashboards.browser import NoBrowserError, chromium  # here, as this file is loaded on older Pythons too

    with ExitStack() as stack:
        try:
            running = stack.enter_context(chromium())
        except NoBrowserError as error:
            need(str(error))
        yield running
