"""The data sources of a view as searches: with the tokens as they are when the view opens, and their chains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lab.dashboards.view import Definition

_TOKEN = re.compile(r"\$([\w.]+)(\|s)?\$")
_ANY_TOKEN = re.compile(r"\$[\w.]+(?:\|\w+)*\$")
# What Dashboard Studio searches over where a data source names no time range.
_TIMES = {"earliest": "-24h@h", "latest": "now"}


class Source(NamedTuple):
    """A data source: its name, the search that makes the job, the rest of its chain ("" for none), its time range."""

    name: str
    search: str
    rest: str
    earliest: str
    latest: str


def sources(board: Definition) -> Iterator[Source]:
    """All data sources of a view that search or extend a search."""
    for name, source in board["dataSources"].items():
        if source["type"] in ("ds.search", "ds.chain"):
            yield source_of(board, name)


def name_of(board: Definition, search: str) -> str:
    """The name of the data source that asks for a search, whatever its tokens hold; "" where none does."""
    for source in board["dataSources"].values():
        texts = _ANY_TOKEN.split(source["options"].get("query", ""))
        if re.fullmatch(".*".join(map(re.escape, texts)), search, re.DOTALL):
            return str(source.get("name", ""))
    return ""


def source_of(board: Definition, name: str) -> Source:
    """One data source by its name."""
    chain = [name]
    while base := board["dataSources"][chain[-1]]["options"].get("extend"):
        chain.append(base)
    first, *rest = [filled(board, board["dataSources"][link]["options"]["query"]) for link in reversed(chain)]
    times = board["dataSources"][chain[-1]]["options"].get("queryParameters", _TIMES)
    return Source(name, first, " ".join(rest), filled(board, times["earliest"]), filled(board, times["latest"]))


def filled(board: Definition, text: str) -> str:
    """A text with the tokens as they are when the view opens."""
    tokens: dict[str, str] = {
        name: token["value"] for name, token in board["defaults"].get("tokens", {}).get("default", {}).items()
    }
    for item in board["inputs"].values():
        options = item["options"]
        if item["type"] == "input.timerange":
            earliest, latest = options["defaultValue"].split(",")
            tokens |= {f"{options['token']}.earliest": earliest, f"{options['token']}.latest": latest}
        else:
            tokens.setdefault(options["token"], options.get("defaultValue", ""))

    def value(match: re.Match[str]) -> str:
        plain = tokens[match[1]]
        return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"' if match[2] else plain

    return _TOKEN.sub(value, text)
