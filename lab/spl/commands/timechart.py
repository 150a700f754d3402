"""timechart: statistics over time, a row for each span (Search Reference, `timechart`)."""

from __future__ import annotations

from lab.chunks import Record
from lab.spl.args import Args
from lab.spl.commands.bin import floor_time, time_span
from lab.spl.commands.chart import OPTIONS, counts, pivot, series_options
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.grouping import group, parse_terms, put_results, time_of

_OPTIONS = (*OPTIONS, "span", "cont", "partial", "fixedrange")
_MOST = 50_000


def parse(args: Args, context: Context) -> Step:
    """`timechart span=SPAN function ... [BY field]`. With cont=true (the default) empty spans get rows too, over the
    time range of the search where it has one, else over the data. span must be given: its default depends on the
    range.
    """
    found = args.options(_OPTIONS)
    terms = parse_terms(args, context, wildcards=False)
    split = args.field() if args.take_word("by") else None
    while args.is_option():
        args.option_into(found, _OPTIONS)
    args.end()
    if "span" not in found:
        args.fail("give span: its default depends on the time range")
    seconds = time_span(args, found["span"])
    for name in ("partial", "fixedrange"):
        if not args.flag(found, name, True):
            args.fail(f"{name}=false is not supported", found[name])
    series, continuous = series_options(args, found), args.flag(found, "cont", True)

    def run(table: Table) -> Table:
        binned: list[Record] = []
        for row in table.rows:
            time = time_of(row)
            if time is not None:
                binned.append({**row, "_time": floor_time(time, seconds)})
        if split:
            made = pivot(binned, "_time", split, terms, series, args)
        else:
            groups = group(binned, terms, ["_time"], args)
            rows = []
            for key in sorted(groups, key=lambda key: float(key[0])):
                row = {"_time": key[0]}
                put_results(row, terms, groups[key])
                rows.append(row)
            made = Table(rows, ["_time", *(term.name for term in terms)])
        return _filled(made, bool(split) and len(terms) == 1) if continuous else made

    def _filled(table: Table, titles_are_values: bool) -> Table:
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
            args.fail(f"more than {_MOST} spans between the ends of the time range", found["span"])
        empty = dict.fromkeys(zero, "0")
        rows = [known.get(str(time)) or {"_time": str(time), **empty} for time in range(start, stop + 1, seconds)]
        return Table(rows, columns)

    return run
