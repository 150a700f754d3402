"""Dashboards as they lie in an app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lab.dashboards.view import ViewError, load_view, load_views

Make = Callable[..., Path]


def dashboard(label: str = "L", theme: str = "dark", json: str = '{"title": "T"}') -> str:
    definition = f"<definition><![CDATA[{json}]]></definition>"
    return f'<dashboard version="2" theme="{theme}"><label>{label}</label>{definition}</dashboard>'


@pytest.fixture
def app(tmp_path: Path) -> Make:
    def make(navigation: str = "", **views: str) -> Path:
        folder = tmp_path / "default" / "data" / "ui"
        (folder / "views").mkdir(parents=True)
        for name, text in views.items():
            (folder / "views" / f"{name}.xml").write_text(text, encoding="utf-8")
        if navigation:
            (folder / "nav").mkdir()
            (folder / "nav" / "default.xml").write_text(navigation, encoding="utf-8")
        return tmp_path

    return make


def test_a_view_has_its_label_theme_and_definition(app: Make) -> None:
    view = load_views(app(one=dashboard("First")))["one"]
    assert (view.name, view.label, view.theme, view.definition) == ("one", "First", "dark", {"title": "T"})


def test_views_come_in_the_order_of_the_navigation(app: Make) -> None:
    nav = '<nav><view name="c"/><collection label="x"><view name="b"/></collection><view name="search"/></nav>'
    assert list(load_views(app(nav, a=dashboard(), b=dashboard(), c=dashboard()))) == ["c", "b", "a"]


BROKEN = {
    "one.xml: not a dashboard of version 2": "<dashboard version='1.1'/>",
    "one.xml: mismatched tag": "<dashboard version='2'><label></dashboard>",
    "one.xml: Expecting value": dashboard(json=""),
    "one.xml: Expecting ',' delimiter": dashboard(json='{"a": 1 "b": 2}'),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_a_broken_view_is_named_with_its_problem(app: Make, problem: str) -> None:
    with pytest.raises(ViewError, match=f"^{problem}"):
        load_views(app(one=BROKEN[problem]))


def test_entities_are_not_expanded(app: Make) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa">]>' + dashboard("&a;")
    with pytest.raises(ViewError, match="Entities"):
        load_views(app(one=bomb))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="No such file"):
        load_view(tmp_path / "none.xml")
