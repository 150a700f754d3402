"""The dashboards of an app: the views of default/data/ui/views, in the order of its navigation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import ParseError, parse

Definition = dict[str, Any]


class ViewError(Exception):
    """A view that cannot be shown, and why."""


@dataclass(frozen=True)
class View:
    """A dashboard: its file's name, its label, its theme (light or dark), its definition for Dashboard Studio."""

    name: str
    label: str
    theme: str
    definition: Definition


def load_views(app: Path) -> dict[str, View]:
    """All dashboards by name, those of the navigation first. Raises ViewError."""
    folder = app / "default" / "data" / "ui"
    views = {path.stem: load_view(path) for path in sorted(folder.glob("views/*.xml"))}
    return {name: views[name] for name in [*_navigation(folder / "nav" / "default.xml", views), *views]}


def load_view(path: Path) -> View:
    """Read one view. Raises ViewError unless it is a well-formed dashboard of version 2 (Dashboard Studio)."""
    try:
        root = parse(path).getroot()
        if root.tag != "dashboard" or root.get("version") != "2":
            raise ViewError(f"{path.name}: not a dashboard of version 2")
        definition = json.loads(root.findtext("definition") or "")
    except OSError as error:
        raise ViewError(f"{path}: {error.strerror}") from None
    except (ParseError, ValueError) as error:
        raise ViewError(f"{path.name}: {error}") from None
    return View(path.stem, root.findtext("label") or path.stem, root.get("theme", "light"), definition)


def tokens(definition: Definition) -> set[str]:
    """The names of the tokens that a view has: by default, of its inputs, set by a click."""
    names = set(definition.get("defaults", {}).get("tokens", {}).get("default", {}))
    items = [*definition.get("visualizations", {}).values(), *definition.get("inputs", {}).values()]
    for item in items:
        for handler in item.get("eventHandlers", []):
            names.update(setting["token"] for setting in handler["options"].get("tokens", []))
    for item in definition.get("inputs", {}).values():
        if token := item.get("options", {}).get("token"):
            names |= {f"{token}.earliest", f"{token}.latest"} if item["type"] == "input.timerange" else {token}
    return names


def _navigation(path: Path, views: dict[str, View]) -> list[str]:
    if not path.is_file():
        return []
    return [name for item in parse(path).iter("view") if (name := item.get("name", "")) in views]
