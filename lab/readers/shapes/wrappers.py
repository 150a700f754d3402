"""Objects that carry events: where the events lie, and what may stand beside them. A table, and what it cannot say.

An object is a wrapper only if nothing else stands in it: an event may well have a field `results`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lab.readers.shapes import otlp


class Wrapper(NamedTuple):
    """`path` is where the events lie, `beside` the names that may stand next to its first."""

    path: tuple[str, ...]
    beside: frozenset[str]


def _row(path: str, beside: str = "") -> Wrapper:
    return Wrapper(tuple(path.split(".")), frozenset(beside.split()))


_HIT = (
    "_index _id _type _score _ignored _version _seq_no _primary_term _routing sort fields highlight "
    "ignored_field_values"
)

WRAPPERS = (
    # Splunk: search/jobs/export, and results of the REST API
    _row("result", "preview offset lastrow"),
    _row("results", "preview init_offset messages fields highlighted post_process_count schema stats @odata.context"),
    # Carbon Black Cloud's searches
    _row("results", "num_found num_available contacted completed num_aggregated approximate_unaggregated"),
    # Azure: Event Hub and storage; Microsoft Graph and OData
    _row("records"),
    _row("value", "@odata.context @odata.nextLink @odata.count @odata.type"),
    # Elasticsearch: _search, Kibana's Inspect, elasticdump and hits
    _row(
        "hits.hits",
        "took timed_out _shards _scroll_id pit_id aggregations num_reduce_phases terminated_early _clusters",
    ),
    _row("rawResponse.hits.hits", "id isPartial isRunning isRestored isStored total loaded"),
    _row("_source", _HIT),
)

CARRIERS: frozenset[tuple[str, ...]] = frozenset(
    {wrapper.path for wrapper in WRAPPERS if wrapper.path[-1] not in ("result", "_source")} | {("snapshot",)}
)
"""Where a document that is too large to hold keeps its events."""


def unwrapped(value: Any) -> Iterator[Any]:
    """The events of an object, or the object itself."""
    if isinstance(value, dict):
        if "_index" in value and (told := _hit(value)) is not None:
            yield told
            return
        for wrapper in WRAPPERS:
            if wrapper.path[0] in value:
                inside = _inside(value, wrapper)
                if inside is not None:
                    for item in inside:
                        yield from unwrapped(item)
                    return
        for name, unwrap in _SPECIAL.items():
            if name in value and (found := unwrap(value)) is not None:
                for item in found:
                    yield from unwrapped(item)
                return
    yield value


def _inside(value: dict[str, Any], wrapper: Wrapper) -> list[Any] | None:
    """What the wrapper carries; None if the object is none of it."""
    if not (value.keys() - {wrapper.path[0]} <= wrapper.beside):
        return None
    inside: Any = value
    for name in wrapper.path:
        inside = inside.get(name) if isinstance(inside, dict) else None
    if isinstance(inside, dict):
        return [inside]
    return inside if isinstance(inside, list) and all(isinstance(item, dict) for item in inside) else None


def _hit(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """A hit that tells its event by fields, as Kibana's Discover asks since 7.12; None for another object.

    Each is a list, of one value mostly. What is longer than the index keeps stands apart (Elasticsearch's reference,
    "Retrieve selected fields").
    """
    fields, longer = value.get("fields"), value.get("ignored_field_values")
    if value.get("_source") or not isinstance(fields, dict) or not value.keys() <= {*_HIT.split(), "_source"}:
        return None
    told = {**(longer if isinstance(longer, dict) else {}), **fields}
    return {name: item[0] if isinstance(item, list) and len(item) == 1 else item for name, item in told.items()}


def _tables(value: Mapping[str, Any]) -> list[Any] | None:
    """Log Analytics and Kusto: names of columns, and rows as lists (Azure Monitor's query API)."""
    found: list[Any] = []
    for table in value["tables"] if isinstance(value["tables"], list) else [None]:
        if not (
            isinstance(table, dict) and isinstance(table.get("columns"), list) and isinstance(table.get("rows"), list)
        ):
            return None
        names = [str(column.get("name")) if isinstance(column, dict) else str(column) for column in table["columns"]]
        found += [dict(zip(names, row, strict=False)) for row in table["rows"] if isinstance(row, list)]
    return found


def _snapshot(value: Mapping[str, Any]) -> list[Any] | None:
    """osquery, snapshot logging: rows without `columns.`, beside what all have in common."""
    return _osquery(value, "snapshot", [(value["snapshot"], str(value.get("action", "snapshot")))])


def _diff(value: Mapping[str, Any]) -> list[Any] | None:
    """osquery, batch logging of differential results."""
    results = value["diffResults"]
    if not isinstance(results, dict):
        return None
    return _osquery(value, "diffResults", [(results.get(name), name) for name in ("added", "removed")])


def _osquery(value: Mapping[str, Any], name: str, batches: list[tuple[Any, str]]) -> list[Any] | None:
    common = {key: item for key, item in value.items() if key != name}
    return [
        {**common, "columns": row, "action": action}
        for rows, action in batches
        if isinstance(rows, list)
        for row in rows
    ]


_SPECIAL: dict[str, Callable[[Mapping[str, Any]], list[Any] | None]] = {
    "tables": _tables,
    "snapshot": _snapshot,
    "diffResults": _diff,
    "resourceLogs": otlp.logs,
}
