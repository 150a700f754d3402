"""The interpreter knows no more SPL than the app ships: each command and function is used somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from lab.dashboards.view import load_views
from lab.paths import ROOT
from lab.spl import SplError, check, commands, functions, grouping
from lab.spl.aggregates import AGGREGATES
from lab.spl.commands import COMMANDS
from lab.spl.functions import FUNCTIONS
from scripts.conf import read_conf

DEFAULT = ROOT / "default"


class Noting(dict[str, Any]):
    """A table that notes which of its entries are asked for."""

    def __init__(self, entries: dict[str, Any]) -> None:
        super().__init__(entries)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)

    def unused(self) -> set[str]:
        return set(self) - self.asked


def without_tokens(text: str) -> str:
    """A search with its tokens filled: `$name|s$` quotes what it puts in, `$name$` does not."""
    return re.sub(r"\$[\w.]+\$", "x", re.sub(r"\$[\w.]+\|s\$", '"x"', text))


def searches() -> Iterator[str]:
    """Every search that is shipped, in the package or in a guide."""
    for stanza in read_conf(DEFAULT / "savedsearches.conf").values():
        yield stanza["search"]
        for drilldown in json.loads(stanza.get("action.notable.param.drilldown_searches", "[]")):
            yield without_tokens(drilldown["search"])
    for view in load_views(ROOT).values():
        for source in view.definition["dataSources"].values():
            query = without_tokens(source["options"]["query"]).strip()
            base = "* " if query.startswith("|") else "* | "
            yield query if source["type"] == "ds.search" else base + query
    for stanza in read_conf(DEFAULT / "searchbnf.conf").values():
        yield from (text for key, text in stanza.items() if key.startswith("example"))
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        yield from (block for block in re.findall(r"```\w*\n(.+?)```", text, re.DOTALL) if "\n| " in block)
        yield from re.findall(r"-m lab search '([^']+)'", text)


def macros() -> Iterator[list[str]]:
    """The places where each macro can stand, of which one is right."""
    for name, stanza in read_conf(DEFAULT / "macros.conf").items():
        arguments = ", ".join("x" for _ in filter(None, stanza.get("args", "").split(",")))
        call = f"`{name.partition('(')[0]}({arguments})`" if arguments else f"`{name}`"
        yield [call, *(f"* | {before}{call}" for before in ("", "where ", "eval x=", "eval "))]


def understood(text: str) -> bool:
    try:
        check(text, app=ROOT)
    except SplError:
        return False
    return True


@pytest.fixture
def unused(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The commands, eval functions and statistical functions of these tables that nothing shipped uses."""

    def find(*tables: dict[str, Any]) -> list[set[str]]:
        noting = [Noting(table) for table in tables]
        for place, name, table in zip(
            (commands, functions, grouping), ("COMMANDS", "FUNCTIONS", "AGGREGATES"), noting, strict=True
        ):
            monkeypatch.setattr(place, name, table)
        for search in searches():
            check(search, app=ROOT)
        assert [places[0] for places in macros() if not any(map(understood, places))] == []
        return [table.unused() for table in noting]

    return find


def test_nothing_is_known_that_is_not_used(unused: Any) -> None:
    assert unused(COMMANDS, FUNCTIONS, AGGREGATES) == [set(), set(), set()]


def test_what_is_not_used_is_found(unused: Any) -> None:
    tables = [{**table, "made_up": None} for table in (COMMANDS, FUNCTIONS, AGGREGATES)]
    assert unused(*tables) == [{"made_up"}, {"made_up"}, {"made_up"}]
