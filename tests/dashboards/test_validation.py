"""Splunk's own validation speaks up in the browser, so that its silence over the views means something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dashboards.page import Dashboard

BROKEN = {
    "a type that does not exist": ('"type": "splunk.column"', '"type": "splunk.colunm"'),
    "an option that is none of its values": ('"stackMode": "stacked"', '"stackMode": "sideways"'),
    "a source of no known type": ('"type": "ds.chain"', '"type": "ds.chian"'),
}


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serve the app with one thing broken in the overview, and give the address."""
    from contextlib import ExitStack

    from lab.dashboards import scenario, serving

    with ExitStack() as stack:

        def serve(before: str, after: str) -> str:
            app = scenario.stage_site(tmp_path / "codesignrisk")
            view = app / "default" / "data" / "ui" / "views" / "overview.xml"
            text = view.read_text(encoding="utf-8")
            assert before in text
            view.write_text(text.replace(before, after), encoding="utf-8")
            return stack.enter_context(serving.serve([], scenario.NOW.timestamp(), app))

        yield serve


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told(start: Callable[[str], Dashboard], broken: Callable[..., str], name: str) -> None:
    board = start(broken(*BROKEN[name]))
    with board.page.expect_console_message(lambda message: message.text.startswith("validation:"), timeout=60_000):
        board.page.goto(f"{board.address}/en-US/app/codesignrisk/overview")
    assert board.problems[0].startswith("error: validation:")


def test_a_search_that_fails_is_told(start: Callable[[str], Dashboard], broken: Any) -> None:
    board = start(broken("`codesignrisk_findings`", "`codesignrisk_fnidings`")).open("overview")
    assert any(problem.startswith("400 ") for problem in board.problems)
    # the panels behind it are hidden, as they have no rows
    assert board.titles()[-1] == "Log sources"
    board.panel("Cases").item.locator('[data-test="status-icon-container"] button').click()
    board.page.get_by_text('unknown macro "codesignrisk_fnidings"').first.wait_for()
