"""What Splunk's own validation of a dashboard does not see: names that lead nowhere.

A data source, a token, a panel or a colour table that is not there shows only as a panel that stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lab.dashboards.view import Definition, tokens

WIDTH = 1200
"""Of a grid layout, in units."""

_TOKEN = re.compile(r"\$(row\.[^$|]+\.value|[\w.:]+)((?:\|\w+)*)\$")
# What a panel or the framework sets by itself ("Set tokens on a visualization", "Tokens in Dashboard Studio").
_GIVEN = re.compile(r"row\..+\.value|name|value|env:\w+|trellis\.\w+")
# Dynamic options syntax ("Selector and formatting functions"): the functions that are in use here.
_FUNCTIONS = frozenset(
    """seriesByName seriesByIndex lastPoint firstPoint renameSeries frame objects matchValue rangeValue
    formatByType getField delta pick""".split()
)
_QUOTED = re.compile(r'"[^"]*"')
_CALL = re.compile(r"(\w+)\(([^()]*)\)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Whatever the inputs offer, an address can set a token to anything.
_QUOTING = "|s"


def problems(definition: Definition) -> list[str]:
    """All that leads nowhere, each as a sentence."""
    checks = (_sources, _chains, _layout, _tokens, _expressions)
    return [problem for check in checks for problem in check(definition)]


def columns_used(definition: Definition) -> dict[str, set[str]]:
    """Data source -> the columns that panels and inputs want of it: by series, by column format, by the clicked row."""
    used: dict[str, set[str]] = {}
    for item in [*definition["visualizations"].values(), *definition.get("inputs", {}).values()]:
        for source in item.get("dataSources", {}).values():
            wanted = used.setdefault(source, set())
            wanted.update(item.get("options", {}).get("columnFormat", {}))
            for text in _texts(item):
                wanted.update(re.findall(r'seriesByName\("([^"]+)"\)', text))
                wanted.update(re.findall(r"\$row\.(.+?)\.value[|\w]*\$", text))
    return used


def _items(definition: Definition) -> Iterator[tuple[str, Any]]:
    yield from definition.get("visualizations", {}).items()
    yield from definition.get("inputs", {}).items()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _sources(definition: Definition) -> Iterator[str]:
    sources = definition["dataSources"]
    used = {source.get("options", {}).get("extend") for source in sources.values()}
    for name, item in _items(definition):
        for source in item.get("dataSources", {}).values():
            used.add(source)
            if source not in sources:
                yield f"{name} shows the data source {source}, which is not there"
    yield from (f"the data source {name} is used by nothing" for name in sources if name not in used)


def _chains(definition: Definition) -> Iterator[str]:
    sources = definition["dataSources"]
    for name, source in sources.items():
        if source["type"] == "ds.chain":
            seen = [name]
            while sources[seen[-1]]["type"] == "ds.chain":
                base = sources[seen[-1]]["options"].get("extend")
                if base not in sources:
                    yield f"{seen[-1]} extends {base}, which is not there"
                    break
                if base in seen:
                    yield f"{name} extends itself"
                    break
                seen.append(base)


def _layout(definition: Definition) -> Iterator[str]:
    layout = definition["layout"]
    inputs = definition.get("inputs", {})
    placed = Counter([block["item"] for block in layout["structure"]] + layout.get("globalInputs", []))
    known = dict(_items(definition))
    yield from (f"{name} has no place in the layout" for name in known if not placed[name])
    yield from (f"{name} is placed {times} times" for name, times in placed.items() if times > 1)
    yield from (f"the layout has {name}, which is not there" for name in placed if name not in known)
    yield from (f"{name} is no input" for name in layout.get("globalInputs", []) if name not in inputs)
    boxes = [(block["item"], *(block["position"][side] for side in "xywh")) for block in layout["structure"]]
    for place, (name, x, y, w, h) in enumerate(boxes):
        if x < 0 or x + w > WIDTH:
            yield f"{name} leaves the page"
        for other, x2, y2, w2, h2 in boxes[:place]:
            if x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h:
                yield f"{name} lies over {other}"
    width = Counter[int]()
    for _, _, y, w, _ in boxes:
        width[y] += w
    yield from (f"the row at {y} is {total} wide, not {WIDTH}" for y, total in width.items() if total != WIDTH)


def _tokens(definition: Definition) -> Iterator[str]:
    known = tokens(definition)
    for name, item in definition.get("inputs", {}).items():
        if item.get("options", {}).get("token") is None:
            yield f"{name} sets no token"
    for text in _texts(definition):
        for name, _ in _TOKEN.findall(text):
            if name not in known and not _GIVEN.fullmatch(name):
                yield f"the token {name} is set by nothing: {text[:60]}"
    for name, source in definition["dataSources"].items():
        for token, filters in _TOKEN.findall(source["options"].get("query", "")):
            if _QUOTING not in filters:
                yield f"{name} puts the token {token} into a search unquoted"


def _expressions(definition: Definition) -> Iterator[str]:
    for name, item in _items(definition):
        context = item.get("context", {})
        names = set(context) | set(item.get("dataSources", {})) | set(item.get("options", {})) | {"table"}
        for text in _texts([item.get("options", {}), context]):
            if not text.startswith(">"):
                continue
            for step in _QUOTED.sub("", text[1:]).split("|"):
                word = step.strip()
                call = _CALL.fullmatch(word)
                if call and call[1] not in _FUNCTIONS:
                    yield f"{name} calls {call[1]}, which is no function"
                arguments = call[2].split(",") if call else [word]
                for argument in filter(None, map(str.strip, arguments)):
                    if argument not in names and not _NUMBER.fullmatch(argument):
                        yield f"{name} uses {argument}, which is not there"
