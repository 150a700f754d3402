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

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.append import stack
from lab.spl.commands.bin import floor_time, time_span
from lab.spl.commands.search import time_range, within
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import PARTIAL_COUNT, group, parse_terms, put_results, time_of
from lab.spl.predicate import Search, parse_search
from lab.spl.source import Token

_FLAGS = ("summariesonly", "prestats", "local", "append", "allow_old_summaries", "include_reduced_buckets")
_OPTIONS = (*_FLAGS, "fillnull_value", "chunk_size")
_EVERY_EVENT = frozenset({"_time", "host", "source", "sourcetype", "index", "splunk_server", "nodename"})


def parse(args: Args, context: Context) -> Step:
    """`tstats [options] function(field) ... [FROM datamodel=Model.Dataset] [WHERE search] [BY field ... [span=S]]`."""
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
    earliest, latest = time_range(search, args, context)
    by, span = _by(args)
    args.end()
    if not model and (unknown := [name for name in by if name not in _EVERY_EVENT]):
        args.fail(f"{unknown[0]} is not an indexed field")
    fill = found["fillnull_value"].text if "fillnull_value" in found else None
    seconds = time_span(args, span) if span else 0

    def run(table: Table) -> Table:
        context.earliest, context.latest = earliest, latest
        rows = [row for row in _rows() if search.test(row)]
        rows = within(rows, earliest, latest, context)
        for row in rows:
            time = time_of(row)
            if seconds and time is not None:
                row["_time"] = floor_time(time, seconds)
            if fill is not None:
                for name in by:
                    row.setdefault(name, fill)
        results = []
        groups = group(rows, terms, by, args)
        for values in sorted(groups):
            result: Record = dict(zip(by, values, strict=True))
            put_results(result, terms, groups[values])
            if flags["prestats"]:
                result[PARTIAL_COUNT] = result.pop(terms[0].name)
            results.append(result)
        names = [PARTIAL_COUNT] if flags["prestats"] else [term.name for term in terms]
        made = Table(results, list(dict.fromkeys([*by, *names])))
        return stack(table, made) if flags["append"] else made

    def _rows() -> list[Record]:
        if not model:
            return [{name: value for name, value in row.items() if name in _EVERY_EVENT} for row in context.events]
        key = f"{model}.{dataset}"
        if key not in context.datamodels:
            args.fail(f'no rows are given for the data model dataset "{key}"')
        return [_named(row, dataset) for row in context.datamodels[key]]

    return run


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
