"""One browser for all tests: playwright runs once in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.machine import need


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
