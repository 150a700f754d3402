"""tstats: statistics of indexed fields, or of a data model's dataset over fixtures (Search Reference, `tstats`).

Without FROM the rows are the events, of which tstats knows what is in the index: time, host, source, source type.

The fixtures are rows by "Model.Dataset". Their fields appear under the dataset's name, `Processes.user`, but for
those that every event has. Rows with a null BY field are left out unless fillnull_value is given. The rows stand for
an accelerated model, and so summariesonly changes nothing.

prestats=true gives partial results, which a later stats completes, and append=true adds them to those of a tstats
before: two models in one search. Here this works for count, of which stats adds up the partial ones; with other
functions it is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.append import stack
from lab.spl.commands.search import time_range, within
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import PARTIAL_COUNT, Term, group, parse_terms, put_results, time_of
from lab.spl.predicate import Search, parse_search
from lab.spl.source import Token
from lab.spl.spans import floor_time, time_span

_FLAGS = ("summariesonly", "prestats", "local", "append", "allow_old_summaries", "include_reduced_buckets")
_OPTIONS = (*_FLAGS, "fillnull_value", "chunk_size")
_EVERY_EVENT = frozenset({"_time", "host", "source", "sourcetype", "index", "splunk_server", "nodename"})


@dataclass(frozen=True)
class _Query:
    """What the arguments say. `model` and `dataset` are empty without FROM; `span` is in seconds, 0 for none; `fill`
    is what stands for a null BY field.
    """

    terms: Sequence[Term]
    model: str
    dataset: str
    search: Search
    by: Sequence[str]
    span: int
    fill: str | None
    prestats: bool
    append: bool


def parse(args: Args, context: Context) -> Step:
    """`tstats [options] function(field) ... [FROM datamodel=Model.Dataset] [WHERE search] [BY field ... [span=S]]`."""
    query = _read(args, context)
    earliest, latest = time_range(query.search, args, context)

    def run(table: Table) -> Table:
        context.earliest, context.latest = earliest, latest
        rows = [row for row in _rows(query, context, args) if query.search.test(row)]
        rows = within(rows, earliest, latest, context)
        for row in rows:
            _prepare(row, query)
        made = _results(rows, query, args)
        return stack(table, made) if query.append else made

    return run


def _read(args: Args, context: Context) -> _Query:
    found = args.options(_OPTIONS)
    flags = {name: args.flag(found, name, False) for name in _FLAGS}
    if flags["append"] and not flags["prestats"]:
        args.fail("append=true wants prestats=true", found["append"])
    terms = parse_terms(args, context, stop=("from", "where", "by"), wildcards=False)
    model, dataset = _model(args) if args.take_word("from") else ("", "")
    if flags["prestats"] and any(term.function != "count" or term.field for term in terms):
        args.fail("prestats=true is supported for count only", found["prestats"])
    search = Search(lambda record: True)
    if args.take_word("where"):
        search = parse_search(args, base=True, stop=("by",))
    by, span = _by(args)
    args.end()
    if not model and (unknown := [name for name in by if name not in _EVERY_EVENT]):
        args.fail(f"{unknown[0]} is not an indexed field")
    fill = found["fillnull_value"].text if "fillnull_value" in found else None
    seconds = time_span(args, span) if span else 0
    return _Query(terms, model, dataset, search, by, seconds, fill, flags["prestats"], flags["append"])


def _rows(query: _Query, context: Context, args: Args) -> list[Record]:
    """Copies of the rows of the dataset, or of what the index knows of each event."""
    if not query.model:
        return [{name: value for name, value in row.items() if name in _EVERY_EVENT} for row in context.events]
    key = f"{query.model}.{query.dataset}"
    if key not in context.datamodels:
        args.fail(f'no rows are given for the data model dataset "{key}"')
    return [_named(row, query.dataset) for row in context.datamodels[key]]


def _prepare(row: Record, query: _Query) -> None:
    """Put a row into its span, and fill its null BY fields."""
    time = time_of(row)
    if query.span and time is not None:
        row["_time"] = floor_time(time, query.span)
    if query.fill is not None:
        for name in query.by:
            row.setdefault(name, query.fill)


def _results(rows: Sequence[Record], query: _Query, args: Args) -> Table:
    """One row for each group, or its partial count."""
    results = []
    groups = group(rows, query.terms, query.by, args)
    for values in sorted(groups):
        result: Record = dict(zip(query.by, values, strict=True))
        put_results(result, query.terms, groups[values])
        if query.prestats:
            result[PARTIAL_COUNT] = result.pop(query.terms[0].name)
        results.append(result)
    names = [PARTIAL_COUNT] if query.prestats else [term.name for term in query.terms]
    return Table(results, list(dict.fromkeys([*query.by, *names])))


def _model(args: Args) -> tuple[str, str]:
    token = args.token
    found = args.options(("datamodel",))
    if "datamodel" not in found:
        args.unexpected("datamodel=Model.Dataset")
    model, _, dataset = found["datamodel"].text.partition(".")
    if not dataset or "." in dataset:
        args.fail("name the dataset: datamodel=Model.Dataset", token)
    return model, dataset


def _by(args: Args) -> tuple[list[str], Token | None]:
    if not args.take_word("by"):
        return [], None
    names, span = args.some_fields(), None
    while args.is_option():
        token = args.token
        if names[-1] != "_time":
            args.fail("span stands behind _time", token)
        span = args.options(("span",))["span"]
        names += args.fields()
    return names, span


def _named(row: Record, dataset: str) -> Record:
    prefix = f"{dataset}."
    named = {
        name if name in _EVERY_EVENT or name.startswith(prefix) else prefix + name: v for name, v in row.items() if v
    }
    named.setdefault("nodename", dataset)
    return named
