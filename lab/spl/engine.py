"""Runs a search: comments out, macros in, pipelines parsed as a whole, then the rows go through step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.paths import BUILT_APP, ROOT
from lab.records import Record
from lab.spl import commands
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table, load_app
from lab.spl.errors import RefusalError, SplError
from lab.spl.macros import expand
from lab.spl.source import Span, split_pipeline, without_comments
from lab.spl.times import moment
from lab.splunkd.scp import CommandError

Time = float | str | None


@dataclass
class Result:
    """What a search gave: rows, their columns in order, messages (severity, text), rows that `collect` took, and the
    time range that it looked at, in epoch seconds (None: open), with what its own text says of it (earliest=-30d).
    """

    rows: list[Record]
    fields: list[str]
    messages: list[tuple[str, str]] = field(default_factory=list)
    collected: list[Record] = field(default_factory=list)
    search: str = ""
    earliest: float | None = None
    latest: float | None = None
    index_earliest: float | None = None
    index_latest: float | None = None
    own_times: dict[str, str] = field(default_factory=dict)


def run(
    search: str,
    events: Sequence[Record],
    *,
    app: Path = ROOT,
    command_app: Path | None = None,
    now: float,
    earliest: Time = None,
    latest: Time = None,
    index_earliest: Time = None,
    index_latest: Time = None,
    lookups: Path | None = None,
    scheduled: Iterable[str] = (),
    datamodels: Mapping[str, Sequence[Record]] | None = None,
) -> Result:
    """Run a search over events and return what it gives. Raises SplError for anything that is not understood.

    `app` holds default/*.conf and lookups/; commands run from `command_app` (the built app when `app` is the
    repository, else `app`). `earliest` and `latest` are epochs or modifiers such as -24h@h; those in the search go
    before them, and an `earliest` of 0 stands for all events, whatever the end that a saved search has on its schedule.
    `index_earliest` and `index_latest` bound `_indextime`. `lookups` is where outputlookup writes, and
    where tables are looked for first, also by the command. `scheduled` names saved searches that run, although the app
    ships them turned off. `datamodels` gives tstats its rows, by "Model.Dataset". The
    events are copied, never changed.
    """
    context = _context(search, events, app, command_app, now, lookups, datamodels)
    context.scheduled = frozenset(scheduled)

    def whole() -> Table:
        context.earliest = None if earliest is None else moment(earliest, now)
        context.latest = None if latest is None else moment(latest, now)
        context.index_earliest = None if index_earliest is None else moment(index_earliest, now)
        context.index_latest = None if index_latest is None else moment(index_latest, now)
        return run_text(context.search, context)

    return _finish(context, whole)


def post_process(
    search: str,
    result: Result,
    *,
    app: Path = ROOT,
    now: float,
    earliest: float | None = None,
    latest: float | None = None,
    lookups: Path | None = None,
) -> Result:
    """Run the rest of a pipeline over what a search gave, as a chained search of a dashboard or the `search` parameter
    of a job's results does (REST API Reference, "search/v2/jobs/{search_id}/results"). It may begin with a pipe, and
    sees no events, but the time range of the search. Raises SplError.
    """
    context = _context(search, (), app, None, now, lookups, None)
    context.earliest, context.latest = earliest, latest
    table = Table([row.copy() for row in result.rows], list(result.fields))
    return _finish(context, lambda: run_text(context.search, context, table))


def check(search: str, *, app: Path = ROOT, now: float = 0) -> str:
    """Parse a search without running it, and return it with its macros expanded. Raises SplError."""
    context = _context(search, (), app, None, now, None, None)
    try:
        compile_pipeline(_whole(context.search), context)
    except RefusalError as refusal:
        raise SplError(str(refusal), context.search) from None
    except RecursionError:
        raise SplError("the search is nested too deeply", context.search) from None
    return context.search


def run_text(search: str, context: Context, table: Table | None = None) -> Table:
    """Run a search whose macros are expanded, or the rest of one over a table."""
    rest = table is not None
    for step in compile_pipeline(_whole(search), context, generating=not rest, implied=not rest):
        table = step(table or Table([]))
    return table or Table([])


def _finish(context: Context, work: Callable[[], Table]) -> Result:
    """Do the work of a run, with whatever stops it told as an SplError."""
    try:
        table = work()
    except RefusalError as refusal:
        raise SplError(str(refusal), context.search) from None
    except CommandError as error:
        raise SplError(str(error), context.search) from None
    except RecursionError:
        raise SplError("the search is nested too deeply", context.search) from None
    told = (context.messages, context.collected, context.search, context.earliest, context.latest)
    return Result(table.rows, table.columns, *told, context.index_earliest, context.index_latest, context.own_times)


def compile_pipeline(span: Span, context: Context, generating: bool = True, implied: bool = True) -> list[Step]:
    """Parse all commands of a pipeline. `generating`: the first one makes the rows, as in a search of its own;
    `implied`: it may be a search without the word."""
    steps: list[Step] = []
    for number, command in enumerate(split_pipeline(span, implied)):
        name, args = command.name, Args(command.name, command.args)
        if reason := commands.REFUSED.get(name):
            span.fail(f"{name} is not supported on purpose: {reason}", command.start)
        first = generating and not number
        if first and name == "search":
            steps.append(commands.search.parse_base(args, context))
        elif name in commands.COMMANDS:
            module = commands.COMMANDS[name]
            makes = name in commands.GENERATING
            if first and not makes:
                span.fail(f"{name} cannot be the first command: it needs rows", command.start)
            if makes and not first and not (name in commands.APPENDING and _appends(name, command.args)):
                span.fail(f"{name} must be the first command", command.start)
            steps.append(module.parse(args, context))
        elif name in context.app.commands:
            if first and not commands.custom.generates(context.app.commands[name]):
                span.fail(f"{name} cannot be the first command: it needs rows", command.start)
            if not first and commands.custom.generates(context.app.commands[name]):
                span.fail(f"{name} must be the first command", command.start)
            steps.append(commands.custom.parse(args, context))
        else:
            span.fail(f'unknown command "{name}"', command.start)
    return steps


def _context(
    search: str,
    events: Sequence[Record],
    app: Path,
    command_app: Path | None,
    now: float,
    lookups: Path | None,
    datamodels: Mapping[str, Sequence[Record]] | None,
) -> Context:
    loaded = load_app(app, command_app or (BUILT_APP if app == ROOT else app))
    context = Context(loaded, now, compile_pipeline, events=events, lookups=lookups, datamodels=datamodels or {})
    try:
        context.search = expand(without_comments(search), loaded, now)
    except RefusalError as refusal:
        raise SplError(str(refusal), search) from None
    except RecursionError:
        raise SplError("the search is nested too deeply", search) from None
    return context


def _whole(search: str) -> Span:
    return Span(search, 0, len(search))


def _appends(name: str, span: Span) -> bool:
    """Whether a command that makes rows says that it adds them to those before."""
    args = Args(name, span)
    while args.is_option():
        option, _, value = args.next(), args.next(), args.next()
        if option.text.lower() == "append":
            return args.flag({"append": value}, "append", False)
    return False
