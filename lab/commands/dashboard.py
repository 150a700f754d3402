"""`python -m lab dashboard`: shows the app's dashboards in a browser over event files, or takes a picture of one."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from lab.commands import status
from lab.commands.arguments import FILES, add_lookups, add_reading, minute_after, search_time, tell_tables
from lab.commands.built import tell_stale
from lab.commands.loading import load
from lab.commands.unasked import tell_timeless, tell_unasked
from lab.output.terminal import say
from lab.paths import ROOT
from lab.readers.indexed import indexed
from lab.readers.problem import counted
from lab.records import span
from lab.spl.errors import RefusalError

if TYPE_CHECKING:
    from lab.dashboards.view import View

PORT = 8553


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `dashboard` to the lab's commands."""
    parser = commands.add_parser("dashboard", help="show the dashboards over the events of files", description=__doc__)
    parser.add_argument("view", nargs="?", default="", metavar="VIEW", help="which one (default: the app's first)")
    parser.add_argument("--events", nargs="+", metavar="FILE", help=f"{FILES} (default: a day made of the samples)")
    add_reading(parser)
    add_lookups(parser)
    parser.add_argument("--now", metavar="T", help="the time of the pages (default: the minute after the newest event)")
    parser.add_argument(
        "--token", action="append", default=[], type=_token, metavar="NAME=VALUE", help="such as host=ws-0142*"
    )
    parser.add_argument("--theme", choices=("light", "dark"), help="default: the view's own")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help="default: %(default)s")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="write a picture of the page and end")
    parser.add_argument("--width", type=int, default=1440, metavar="PX", help="of the picture (default: %(default)s)")
    parser.add_argument("--app", type=Path, default=ROOT, metavar="DIR", help="the app (default: this repository)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted, or take the picture. Returns a status of lab/commands/status.py; without any event in
    the files nothing is served. Searches of the page that fail are told.
    """
    # Here, as the other commands do without a server and a browser.
    from lab.dashboards import browser, bundle, picture, scenario, serving, view

    missing = (bundle.BundleError, browser.NoBrowserError, browser.BrowserError)
    complete, app = True, args.app
    with ExitStack() as stack:
        try:
            if args.events:
                events, complete = load(args, args.events)
                if not events:
                    return _nothing()
                times = span(events)
                now = search_time(args.now) if args.now else minute_after(times)
                tell_tables(args, app)
                tell_stale(app)
                events = indexed(events)
                tell_unasked(events, app)
                tell_timeless(events, app)
            else:
                events, now, times = scenario.a_day(), scenario.NOW.timestamp(), None
                app = scenario.stage_site(Path(stack.enter_context(TemporaryDirectory())) / "codesignrisk")
            views = view.load_views(app)
            if args.view and args.view not in views:
                raise view.ViewError(f"no view {args.view}: there are {', '.join(views)}")
            _check_tokens(args, views)
            port = 0 if args.screenshot else args.port
            failures = _Failures(views)
            options = {"lookups": args.lookups, "times": times, "on_failure": failures.tell}
            address = stack.enter_context(serving.serve(events, now, app, port, **options))
            url = f"{address}{_path(args)}"
            if args.screenshot:
                page = picture.open_page(stack.enter_context(browser.chromium()), url, args.width)
                picture.take(page, args.screenshot)
                print(f"wrote {args.screenshot}")
                complete = complete and not failures.told
            else:
                if times:
                    print(f"{counted(len(events), 'event')}, {times}: the pages open on all of them", flush=True)
                print(f"The dashboards are on {url} (Ctrl-C ends)", flush=True)
                threading.Event().wait()
        except (*missing, view.ViewError, RefusalError, OSError) as error:
            print(f"lab: {error}", file=sys.stderr)
            return status.FAILED
    return status.DONE if complete else status.INCOMPLETE


class _Failures:
    """Says which searches of the pages failed, each once: a panel that stays away is no all-clear."""

    def __init__(self, views: Mapping[str, View]) -> None:
        self.told: set[str] = set()
        self._views = views

    def tell(self, search: str, error: Exception) -> None:
        """Say that a search failed, by its name in the view that asks for it, and why."""
        from lab.dashboards.sources import name_of

        if search in self.told:
            return
        self.told.add(search)
        named = ((view.label, name_of(view.definition, search)) for view in self._views.values())
        which = next((f"{label}, {name}" for label, name in named if name), search)
        # a command that failed says so in several lines
        for line in f"lab: a search of the page failed: {which}: {error}".split("\n"):
            say(line)


def _check_tokens(args: argparse.Namespace, views: Mapping[str, View]) -> None:
    """Raise ViewError for a token that the view does not have: it would show the page as if nothing had been set."""
    from lab.dashboards import view

    shown = args.view or next(iter(views), "")
    known = view.tokens(views[shown].definition) if shown else set()
    for name, _ in args.token:
        if name not in known:
            told = f"there are {', '.join(sorted(known))}" if known else "it has none"
            raise view.ViewError(f"no token {name} in {shown}: {told}")


def _nothing() -> int:
    print("lab: no event was read: there is nothing to show", file=sys.stderr)
    return status.NOTHING_READ


def _path(args: argparse.Namespace) -> str:
    query = {f"form.{name}": value for name, value in args.token} | ({"theme": args.theme} if args.theme else {})
    path = f"/en-US/app/codesignrisk/{args.view}" if args.view else "/"
    return f"{path}?{urlencode(query)}" if query else path


def _token(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE")
    return name, value
