"""A dashboard in the browser, read as a person reads it: by the titles of its panels and inputs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

HOME = "/en-US/app/codesignrisk"
# Said by Splunk's own packages about themselves.
_NOISE = ("strict mode: ", "The preset entry for layout type ", "Theme property ", "drawing a chart ", "config object ")


class Panel:
    """One panel, found by its title."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def text(self) -> str:
        """All that it says, title included."""
        return str(self.item.inner_text())

    def number(self) -> str:
        """The figure of a single value."""
        return str(self.item.locator('[data-test="majorValue"]').inner_text())

    def columns(self) -> list[str]:
        """The heads of a table's columns; on a busy machine they come a moment after the panel."""
        heads = self.item.locator('[data-test="head-cell"]')
        heads.first.wait_for()
        return [head.strip() for head in heads.all_inner_texts()]

    def rows(self, *columns: str) -> list[tuple[str, ...]]:
        """The cells of a table's page, or of some of its columns."""
        heads = self.columns()
        wanted = [heads.index(name) for name in columns] or range(len(heads))
        lines = self.item.locator('[data-test="body"] [data-test="row"]').all()
        table = [[cell.strip() for cell in line.locator('[data-test="cell"]').all_inner_texts()] for line in lines]
        return [tuple(cells[place] for place in wanted) for cells in table]

    def click(self, row: int, column: str) -> None:
        """Click on a cell of a table."""
        line = self.item.locator('[data-test="body"] [data-test="row"]').nth(row)
        line.locator('[data-test="cell"]').nth(self.columns().index(column)).click()

    def background(self, row: int, column: str) -> str:
        """The background colour of a table's cell, as `rgb(...)`."""
        line = self.item.locator('[data-test="body"] [data-test="row"]').nth(row)
        cell = line.locator('[data-test="cell"]').nth(self.columns().index(column))
        return str(cell.evaluate("cell => getComputedStyle(cell).backgroundColor"))

    def note(self) -> str:
        """The text of a note: a table of one cell without a head."""
        return str(self.item.locator('[data-test="body"] [data-test="cell"]').inner_text()).strip()

    def columns_drawn(self) -> dict[str, int]:
        """How many columns a column chart draws of each colour, as `#RRGGBB`; those without height do not count."""
        shapes = self.item.locator(".highcharts-series-group .highcharts-point")
        drawn = "all => all.filter(one => one.getBBox().height > 0).map(one => getComputedStyle(one).fill)"
        return dict(Counter(map(_hexadecimal, shapes.evaluate_all(drawn))))

    def legend(self) -> list[str]:
        """The series that a chart's legend names."""
        return [name.strip() for name in self.item.locator(".highcharts-legend-item").all_text_contents()]


class Dashboard:
    """A view that is open, with all that went wrong on its page."""

    def __init__(self, context: Any, address: str) -> None:
        self.address = address
        from lab.dashboards.picture import watched  # here, as this file is loaded on older Pythons too

        self.page = watched(context.new_page())
        self.problems: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", self._answered)

    def open(self, view: str, tokens: Mapping[str, str] | None = None) -> Dashboard:
        """Open a view with tokens set by its address, and wait until it is drawn."""
        query = urlencode({f"form.{name}": value for name, value in (tokens or {}).items()})
        self.page.goto(f"{self.address}{HOME}/{view}?{query}")
        return self.settle()

    def settle(self) -> Dashboard:
        """Wait until everything is drawn."""
        from lab.dashboards.picture import settle

        settle(self.page)
        return self

    def titles(self) -> list[str]:
        """The titles of the panels, from top to bottom."""
        return [title.strip() for title in self.page.locator('[data-test="viz-title"]').all_inner_texts()]

    def panel(self, title: str) -> Panel:
        """The panel of that title."""
        items = self.page.locator('[data-test="viz-item"]')
        return Panel(items.filter(has=self.page.locator(f'[data-test="viz-title"]:text-is("{title}")')))

    def choose(self, label: str, option: str) -> Dashboard:
        """Choose an option of a dropdown input, and wait until what depends on it is drawn."""
        item = self.page.locator('[data-test="input-item"]').filter(has_text=label)
        item.locator('[data-test="select"]').click()
        self.page.locator('[data-test="option"]').filter(has_text=option).first.click()
        return self.settle()

    def fill(self, label: str, text: str) -> Dashboard:
        """Type into a text input, and wait until what depends on it is drawn."""
        item = self.page.locator('[data-test="input-item"]').filter(has_text=label)
        item.locator("input").fill(text)
        item.locator("input").press("Enter")
        return self.settle()

    def follow(self, click: Callable[[], None]) -> str:
        """The address that a click leads to, as the dashboard gives it."""
        with self.page.expect_request(lambda request: request.is_navigation_request()) as asked:
            click()
        self.settle()
        return str(asked.value.url)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_NOISE):
            self.problems.append(f"{message.type}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")


def _hexadecimal(colour: str) -> str:
    """`rgb(91, 10, 55)` as `#5B0A37`."""
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])
