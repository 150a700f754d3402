"""streamstats: running statistics, row by row (Search Reference, `streamstats`).

- `current=f` leaves the row itself out; `window=N` is the last N rows, `time_window=SPAN` those of the last SPAN.
- `global=t` (the default) makes one window of all rows, of which those of the row's group count; `global=f` gives each
  group a window of its own.
- `time_window` wants rows sorted by `_time`, either way; anything else is an error. Whether a row exactly SPAN away
  counts is not documented: it does here, and the run says so; let the search itself compare the age.
- `reset_on_change=t`: the statistics begin anew when the BY fields change. A row with a null BY field changes nothing
  and gets nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import pairwise

from lab.records import Record
from lab.spl.aggregates import Aggregate
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.expressions import condition, parse_prefix
from lab.spl.grouping import Term, expand, keys_of, parse_by, parse_terms, put_results, time_of
from lab.spl.source import Span, Token
from lab.spl.times import span_seconds

_OPTIONS = ("current", "window", "time_window", "global", "reset_on_change", "allnum")
Key = tuple[str, ...]


def parse(args: Args, context: Context) -> Step:
    """Options may stand before the functions only."""
    found, resets = _options(args, context)
    window = args.count(found, "window", 0)
    seconds = _seconds(args, found)
    if window and seconds:
        args.fail("window and time_window exclude each other", found["time_window"])
    if args.flag(found, "allnum", False):
        args.fail("allnum=true is not supported", found["allnum"])
    current = args.flag(found, "current", True)
    one_window = args.flag(found, "global", True)
    on_change = args.flag(found, "reset_on_change", False)
    terms, by = parse_terms(args, context), parse_by(args)
    args.end()

    def make(wanted: list[Term]) -> _Running | _Windowed:
        if not (window or seconds):
            return _Running(wanted, args)
        return _Windowed(wanted, args, window, seconds, shared=bool(window) and one_window, context=context)

    def run(table: Table) -> Table:
        columns = table.columns
        wanted = expand(terms, columns)
        if seconds:
            _check_sorted(table.rows, args)
        state, last = make(wanted), None
        before, after = resets["reset_before"], resets["reset_after"]
        for row in table.rows:
            key = _key(row, by, args)
            if key is None:
                continue
            if (on_change and last is not None and key != last) or (before and before(row)):
                state = make(wanted)
            last = key
            # A row is added before or behind its own reading.
            if current:
                state.add(row, key)
                put_results(row, wanted, state.read(row, key))
            else:
                results = state.read(row, key)
                original = row.copy()
                put_results(row, wanted, results)
                state.add(original, key)
            if after and after(row):
                state = make(wanted)
        order = None if table.order is None else list(dict.fromkeys([*columns, *(term.name for term in wanted)]))
        return Table(table.rows, order)

    return run


class _Running:
    """Statistics of all rows so far, for each group."""

    def __init__(self, terms: list[Term], args: Args) -> None:
        self._terms, self._args = terms, args
        self._groups: dict[Key, list[Aggregate]] = {}

    def add(self, row: Record, key: Key) -> None:
        for term, aggregate in zip(self._terms, self._group(key), strict=True):
            term.feed(aggregate, row, self._args)

    def read(self, row: Record, key: Key) -> list[Aggregate]:
        return self._group(key)

    def _group(self, key: Key) -> list[Aggregate]:
        if key not in self._groups:
            self._groups[key] = [term.make() for term in self._terms]
        return self._groups[key]


class _Windowed:
    """Statistics of the last rows, computed anew for each row."""

    def __init__(
        self, terms: list[Term], args: Args, window: int, seconds: int, shared: bool, context: Context
    ) -> None:
        self._terms, self._args, self._context = terms, args, context
        self._window, self._seconds, self._shared = window, seconds, shared
        self._rows: dict[Key, deque[tuple[Record, Key]]] = {}

    def add(self, row: Record, key: Key) -> None:
        rows = self._rows.setdefault(() if self._shared else key, deque())
        # A copy: what later commands or this one write into the row is not what the window saw.
        rows.append((row.copy(), key))
        if self._window and len(rows) > self._window:
            rows.popleft()

    def read(self, row: Record, key: Key) -> list[Aggregate]:
        rows = self._rows.get(() if self._shared else key, deque())
        if self._seconds:
            self._forget(rows, row)
        aggregates = [term.make() for term in self._terms]
        for seen, its_key in rows:
            if its_key == key:
                for term, aggregate in zip(self._terms, aggregates, strict=True):
                    term.feed(aggregate, seen, self._args)
        return aggregates

    def _forget(self, rows: deque[tuple[Record, Key]], row: Record) -> None:
        now = time_of(row) or 0
        while rows and round(abs(now - (time_of(rows[0][0]) or 0)), 6) > self._seconds:
            rows.popleft()
        if rows and round(abs(now - (time_of(rows[0][0]) or 0)), 6) == self._seconds:
            self._context.warn("streamstats: a row lies exactly time_window away; the lab counts it, Splunk may not")


def _key(row: Record, by: list[str], args: Args) -> Key | None:
    if not by:
        return ()
    keys = list(keys_of(row, by))
    if len(keys) > 1:
        args.fail("BY a multivalue field is not documented")
    return keys[0] if keys else None


def _options(args: Args, context: Context) -> tuple[dict[str, Token], dict[str, Callable[[Record], bool] | None]]:
    found: dict[str, Token] = {}
    resets: dict[str, Callable[[Record], bool] | None] = {"reset_before": None, "reset_after": None}
    while args.is_option():
        name = args.token.text.lower()
        if name not in resets:
            args.option_into(found, _OPTIONS)
            continue
        args.next()
        args.expect("=")
        # Documented as reset_after="("<eval-expression>")".
        args.expect("(")
        node, position = parse_prefix(Span(args.span.search, args.token.start, args.span.end))
        test = condition(node, context.scope).run
        resets[name] = lambda row, test=test: test(row) is True  # type: ignore[misc]
        args.skip_to(position)
        args.expect(")")
    return found, resets


def _seconds(args: Args, found: dict[str, Token]) -> int:
    if "time_window" not in found:
        return 0
    try:
        return span_seconds(found["time_window"].text)
    except RefusalError as refusal:
        args.fail(str(refusal), found["time_window"])


def _check_sorted(rows: list[Record], args: Args) -> None:
    times = []
    for row in rows:
        time = time_of(row)
        if time is None:
            args.fail("time_window needs _time in every row")
        times.append(time)
    pairs = list(pairwise(times))
    if any(a > b for a, b in pairs) and any(a < b for a, b in pairs):
        args.fail("time_window needs rows in the order of _time: sort before")
