"""timechart: statistics over time, a row for each span (Search Reference, `timechart`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import Term, group, parse_terms, put_results, time_of
from lab.spl.pivot import OPTIONS, Series, counts, pivot, series_options
from lab.spl.source import Token
from lab.spl.spans import Span, time_span

_OPTIONS = (*OPTIONS, "span", "cont", "partial", "fixedrange")
MOST = 50_000
"""How many spans there may be between the ends of the time range."""

# Where none is given the span is one of these: the shortest of which the range has no more than _BINS. They give the
# documented ones ("Default time spans": 24 hours 30m, 7 days 1d, ...). Longer ranges go by months, then by years.
_SPANS = (*map(Span, (1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400)), Span(months=1), Span(months=12))
_MONTH = 28 * 86_400
_BINS = 100


@dataclass(frozen=True)
class _Chart:
    """What the arguments say. `span` is None where none is given, `split` where there is no BY."""

    terms: Sequence[Term]
    split: str | None
    span: Span | None
    span_token: Token | None
    series: Series
    continuous: bool


def parse(args: Args, context: Context) -> Step:
    """`timechart [span=SPAN] function ... [BY field]`. With cont=true (the default) empty spans get rows too, over the
    time range of the search where it has one, else over the data. The span that is not given goes by that range.
    """
    chart = _read(args, context)

    def run(table: Table) -> Table:
        timed = [(time, row) for row in table.rows if (time := time_of(row)) is not None]
        span = chart.span or _default_span([time for time, _ in timed], context)
        made = _charted([{**row, "_time": str(span.start(time))} for time, row in timed], chart, args)
        return _with_empty_spans(made, span, chart, context, args) if chart.continuous else made

    return run


def _read(args: Args, context: Context) -> _Chart:
    found = args.options(_OPTIONS)
    terms = parse_terms(args, context, wildcards=False)
    split = args.field() if args.take_word("by") else None
    while args.is_option():
        args.option_into(found, _OPTIONS)
    args.end()
    for name in ("partial", "fixedrange"):
        if not args.flag(found, name, True):
            args.fail(f"{name}=false is not supported", found[name])
    token = found.get("span")
    span = Span(time_span(args, token)) if token else None
    return _Chart(terms, split, span, token, series_options(args, found), args.flag(found, "cont", True))


def _default_span(times: Sequence[float], context: Context) -> Span:
    """The span for the time range of the search, or for that of the data."""
    start = min(times, default=0) if context.earliest is None else context.earliest
    stop = max(times, default=0) if context.latest is None else context.latest
    fits = (span for span in _SPANS if (stop - start) / (span.seconds or span.months * _MONTH) <= _BINS)
    return next(fits, _SPANS[-1])


def _charted(rows: Sequence[Record], chart: _Chart, args: Args) -> Table:
    """A row for each span that has any, in order of time. `_time` of the rows is the start of their span."""
    if chart.split:
        return pivot(rows, "_time", chart.split, chart.terms, chart.series, args)
    groups = group(rows, chart.terms, ["_time"], args)
    made: list[Record] = []
    for key in sorted(groups, key=lambda key: float(key[0])):
        row: Record = {"_time": key[0]}
        put_results(row, chart.terms, groups[key])
        made.append(row)
    return Table(made, ["_time", *(term.name for term in chart.terms)])


def _with_empty_spans(table: Table, span: Span, chart: _Chart, context: Context, args: Args) -> Table:
    """The table with a row for every span between the ends of the range; what counts is 0 in those that were empty."""
    known = {int(str(row["_time"])): row for row in table.rows}
    if not known and (context.earliest is None or context.latest is None):
        return table
    time = min(known) if context.earliest is None else span.start(context.earliest)
    stop = max(known) if context.latest is None else span.start(context.latest - 1e-6)
    empty = dict.fromkeys(_counting_columns(table.columns, chart), "0")
    rows: list[Record] = []
    while time <= stop:
        if len(rows) == MOST:
            args.fail(f"more than {MOST} spans between the ends of the time range", chart.span_token)
        rows.append(known.get(time) or {"_time": str(time), **empty})
        time = span.next(time)
    return Table(rows, table.columns)


def _counting_columns(columns: Sequence[str], chart: _Chart) -> list[str]:
    counting = [term for term in chart.terms if counts(term)]
    if chart.split and len(chart.terms) == 1:
        # The columns are named for the values of the split field alone.
        return list(columns[1:]) if counting else []
    return [
        name for name in columns[1:] if any(name == term.name or name.startswith(f"{term.name}: ") for term in counting)
    ]
