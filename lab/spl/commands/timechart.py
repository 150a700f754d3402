"""timechart: statistics over time, a row for each span (Search Reference, `timechart`)."""

from __future__ import annotations

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.bin import floor_time, time_span
from lab.spl.commands.chart import OPTIONS, counts, pivot, series_options
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import group, parse_terms, put_results, time_of

_OPTIONS = (*OPTIONS, "span", "cont", "partial", "fixedrange")
_MOST = 50_000
# Where none is given the span is one of these, in seconds: the shortest of which the range has no more than _BINS.
# They give the documented ones ("Default time spans": 24 hours 30m, 7 days 1d, ...). Longer ranges go by months.
_SPANS = (1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400)
_BINS = 100


def parse(args: Args, context: Context) -> Step:
    """`timechart [span=SPAN] function ... [BY field]`. With cont=true (the default) empty spans get rows too, over the
    time range of the search where it has one, else over the data. The span that is not given goes by that range.
    """
    found = args.options(_OPTIONS)
    terms = parse_terms(args, context, wildcards=False)
    split = args.field() if args.take_word("by") else None
    while args.is_option():
        args.option_into(found, _OPTIONS)
    args.end()
    given = time_span(args, found["span"]) if "span" in found else None
    for name in ("partial", "fixedrange"):
        if not args.flag(found, name, True):
            args.fail(f"{name}=false is not supported", found[name])
    series, continuous = series_options(args, found), args.flag(found, "cont", True)

    def run(table: Table) -> Table:
        timed = [(time, row) for row in table.rows if (time := time_of(row)) is not None]
        seconds = given or _span_for([time for time, _ in timed])
        binned: list[Record] = [{**row, "_time": floor_time(time, seconds)} for time, row in timed]
        if split:
            made = pivot(binned, "_time", split, terms, series, args)
        else:
            groups = group(binned, terms, ["_time"], args)
            rows: list[Record] = []
            for key in sorted(groups, key=lambda key: float(key[0])):
                row: Record = {"_time": key[0]}
                put_results(row, terms, groups[key])
                rows.append(row)
            made = Table(rows, ["_time", *(term.name for term in terms)])
        return _filled(made, seconds, bool(split) and len(terms) == 1) if continuous else made

    def _span_for(times: list[float]) -> int:
        start = min(times, default=0) if context.earliest is None else context.earliest
        stop = max(times, default=0) if context.latest is None else context.latest
        spans = [seconds for seconds in _SPANS if (stop - start) / seconds <= _BINS]
        if not spans:
            args.fail("give span: in so long a range it would go by months, which is not supported")
        return spans[0]

    def _filled(table: Table, seconds: int, titles_are_values: bool) -> Table:
        columns = table.columns
        zero = [
            name
            for name in columns[1:]
            if any(
                counts(term) and (titles_are_values or name == term.name or name.startswith(f"{term.name}: "))
                for term in terms
            )
        ]
        known = {str(row["_time"]): row for row in table.rows}
        times = [int(time) for time in known]
        if not times and (context.earliest is None or context.latest is None):
            return table
        start = min(times) if context.earliest is None else int(floor_time(context.earliest, seconds))
        stop = max(times) if context.latest is None else int(floor_time(context.latest - 1e-6, seconds))
        if (stop - start) // seconds > _MOST:
            args.fail(f"more than {_MOST} spans between the ends of the time range", found.get("span"))
        empty = dict.fromkeys(zero, "0")
        rows = [known.get(str(time)) or {"_time": str(time), **empty} for time in range(start, stop + 1, seconds)]
        return Table(rows, columns)

    return run
