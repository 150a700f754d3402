"""`python -m lab scan`: runs the packaged command over event files and prints what it says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lab.cases.table import TableSink
from lab.cases.timeline import TimelineSink
from lab.commands import status
from lab.commands.arguments import FILES, add_lookups, add_reading, number, reading, tables, tell_tables
from lab.commands.built import tell_stale
from lab.output.export import Csv, JsonLines, Timesketch, at_least
from lab.output.progress import Tally, tally
from lab.output.summary import NOTHING_READ, Sink, Summary
from lab.output.terminal import say
from lab.paths import BUILT_APP, ROOT
from lab.readers import Found, Listener, ReadError, find, read_all
from lab.readers.problem import counted
from lab.records import Record
from lab.report.page import Scan
from lab.report.sink import LIMIT as REPORT_LIMIT
from lab.report.sink import MOST as REPORT_MOST
from lab.report.sink import HtmlSink
from lab.spl import SplError
from lab.splunkd import lookups
from lab.splunkd.batches import CHUNK_SIZE
from lab.splunkd.scp import ChunkedCommand, CommandError

FORMATS = ("table", "timeline", "html", "jsonl", "csv", "timesketch")
_ENDINGS = {
    "table": ("", ".txt"),
    "html": (".html", ".htm"),
    "csv": (".csv",),
    "jsonl": (".jsonl", ".json", ".ndjson"),
}
_FOR_PEOPLE = ("table", "timeline")
_LIMITED = ("table", "html")
_FOR_PROGRAMS = ("jsonl", "csv", "timesketch")
_CASES = 100
# Files that hold no events are told one by one up to here, all else always.
_SKIPPED = 20


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `scan` to the lab's commands."""
    parser = commands.add_parser("scan", help="score the events of files", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    add_reading(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="default: by the ending of --output (.html, .csv, .jsonl, .json; .txt or none: table). "
        "table: cases, worst first; timeline: all files in order of time (--min-score 0: also what scores 0); "
        "html: a report to read and print in a browser; timesketch: CSV with datetime, message and timestamp_desc",
    )
    parser.add_argument(
        "--min-score",
        type=number(0, 100),
        metavar="N",
        help="leave out what scores lower (0-100): of table, timeline and html cases and their steps, after events are "
        "joined; of csv, jsonl and timesketch events, each by its own score",
    )
    parser.add_argument("--no-allowlist", action="store_true", help="score as if the allowlist were empty")
    parser.add_argument("--output", type=Path, metavar="PATH", help="write there, not to standard output")
    parser.add_argument("--report", type=Path, metavar="PATH", help="write the report there too, in the same run")
    parser.add_argument(
        "--limit",
        type=number(0),
        metavar="N",
        help=f"the worst N: cases of the table ({_CASES}; 0: all), or cases, steps and rows of html "
        f"({REPORT_LIMIT}; at most {REPORT_MOST})",
    )
    parser.add_argument("--events", action="store_true", help="table: all steps of each case, with command lines")
    parser.add_argument(
        "--no-command-lines",
        action="store_true",
        help="leave command lines out of table, html and csv (timeline and timesketch have none; not with jsonl)",
    )
    parser.add_argument("--chunk-size", type=number(1), default=CHUNK_SIZE, metavar="N", help="default: %(default)s")
    add_lookups(parser)
    parser.add_argument("--app", type=Path, default=BUILT_APP, metavar="DIR", help="the built app (build/codesignrisk)")
    parser.add_argument("--python", metavar="EXE", help="the Python that runs the command, as Splunk's would")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do a scan. Returns a status of lab/commands/status.py."""
    args.format = args.format or _format(args.output)
    # Not min_score: what it drops would be missing from cases, whose use it raises, and from all counts.
    options = ["sensors=all"]
    if args.no_allowlist:
        options.append("allowlist=false")
    written = {name: path for name, path in (("--output", args.output), ("--report", args.report)) if path}
    files = list(find(args.files))  # before anything is written: a new output in a folder is none of its files
    if refused := _refusal(args, written, files):
        return _fail(refused)
    summary = Summary()
    with ExitStack() as stack:
        app = stack.enter_context(lookups.applied(args.app, tables(args, args.app)))
        command = stack.enter_context(ChunkedCommand(app, interpreter=args.python, chunk_size=args.chunk_size))
        try:
            command.start(options)
            out = stack.enter_context(args.output.open("wb")) if args.output else sys.stdout.buffer
            sinks = [_sink(args, args.format, out)]
            if args.report:
                sinks.append(_sink(args, "html", stack.enter_context(args.report.open("wb"))))
            quiet = args.format not in _FOR_PEOPLE and not args.output and sys.stdout.isatty()
            with tally(quiet) as progress:
                events = _Events(args, files, summary, progress)
                for record in command.stream(iter(events)):
                    summary.count(record)
                    for sink in sinks:
                        sink.add(record)
        except CommandError as error:
            return _fail(str(error))
        except OSError as error:
            if isinstance(error, BrokenPipeError) or not written:
                raise
            return _fail(f"cannot write {error.filename or ' or '.join(map(str, written.values()))}: {error.strerror}")
        summary.messages = list(dict.fromkeys(command.messages))
        if not summary.read:
            _tell(summary, args.format)  # the cause first: what follows is no all-clear
        try:
            for sink in sinks:
                sink.close(summary)
        except SplError as error:
            return _fail(f"{error}; is {args.app} of an older version? `make package` builds it anew")
        out.flush()
    if summary.read:
        _tell(summary, args.format)
        _tell_hidden(summary, args.format)
        if summary.nothing_assessed and (args.format not in _FOR_PEOPLE or args.output):
            say(f"lab: {summary.nothing_assessed}")
    elif args.format not in _FOR_PEOPLE or args.output:
        say(f"lab: {NOTHING_READ}")
    tell_tables(args, args.app)
    tell_stale(args.app)
    return status.of_reading(summary.read, not events.unreadable)


def _format(output: Path | None) -> str:
    """The format that the ending of a file's name says; "" where no format has that ending."""
    ending = output.suffix.lower() if output else ""
    return next((form for form, endings in _ENDINGS.items() if ending in endings), "")


class _Events:
    """The events of all files in a row. What is told of the files goes to the summary."""

    def __init__(self, args: argparse.Namespace, files: list[Found], summary: Summary, progress: Tally) -> None:
        self.unreadable = False
        self._args = args
        self._files = files
        self._summary = summary
        self._progress = progress

    def __iter__(self) -> Iterator[Record]:
        summary, progress = self._summary, self._progress
        listener = Listener(summary.problems.append, summary.notes.append, progress.read, summary.came_twice)
        for item in read_all(self._files, listener, reading(self._args), progress.begin):
            if isinstance(item, ReadError):
                self.unreadable = True
                continue
            summary.read += 1
            progress.event()
            yield item


def _sink(args: argparse.Namespace, form: str, out: BinaryIO) -> Sink:
    colour, lines = not args.output and sys.stdout.isatty(), not args.no_command_lines
    # The macros that group are those of the repository where the app has none: a command for tests, for example.
    app = args.app if (args.app / "default" / "macros.conf").is_file() else ROOT
    least = args.min_score or 0
    match form:
        case "jsonl":
            return at_least(JsonLines(out), least)
        case "csv":
            return at_least(Csv(out, lines), least)
        case "timesketch":
            return at_least(Timesketch(out), least)
        case "html":
            scan = Scan.of(args.files, args.app, datetime.now(UTC))
            return HtmlSink(out, scan, REPORT_LIMIT if args.limit is None else args.limit, app, lines, least)
        case "timeline":
            return TimelineSink(out, colour, min_score=args.min_score, app=app)
        case _:
            limit = _CASES if args.limit is None else args.limit
            return TableSink(out, limit, colour, events=args.events, app=app, lines=lines, min_score=least)


def _tell(summary: Summary, format_: str) -> None:
    """Say on standard error what went wrong; a table has shown the command's messages itself."""
    if format_ not in _FOR_PEOPLE:
        for severity, text in summary.messages:
            say(f"{severity}: {text}")
    skipped = 0
    for line in (*summary.problems, *summary.weighed_notes):
        skipped += line.is_skipped
        if skipped <= _SKIPPED:
            say(line)
    if skipped > _SKIPPED:
        say(f"{counted(skipped - _SKIPPED, 'more file')} skipped: of no kind that holds events")


def _tell_hidden(summary: Summary, format_: str) -> None:
    """Say on standard error what the allowlist hides where the output has no place for it."""
    if summary.hidden and format_ in _FOR_PROGRAMS:
        say(f"lab: {summary.hidden}")


def _fail(text: str) -> int:
    print(f"lab: {text}", file=sys.stderr)
    return status.FAILED


def _refusal(args: argparse.Namespace, written: dict[str, Path], files: list[Found]) -> str:
    """Why what is asked for cannot be written, or not there, if so."""
    if args.no_command_lines and args.format == "jsonl":
        return "--no-command-lines: jsonl holds whole events, with their command lines: --format csv leaves them out"
    if args.limit and args.format not in ("", *_LIMITED) and not args.report:
        return (
            f"--limit is of {' and '.join(_LIMITED)}: {args.format} holds all, and --min-score leaves out what is low"
        )
    for name, path in written.items():
        if any(_same_file(path, found.path) for found in files):
            return f"{name} {path} is one of the files to read"
    if len({path.absolute() for path in written.values()}) < len(written):
        return f"--output and --report are one file, {written['--output']}"
    if not args.format:
        known = ", ".join(f"{form} ({' '.join(filter(None, endings))})" for form, endings in _ENDINGS.items())
        return f"--output {args.output}: no format has the ending {args.output.suffix}: {known}; or --format"
    if args.report and args.report.suffix.lower() not in ("", *_ENDINGS["html"]):
        return f"--report {args.report}: a report is a page, .html"
    return ""


def _same_file(output: Path, file: str) -> bool:
    try:
        return output.samefile(file)
    except OSError:  # one of them is not there
        return False
