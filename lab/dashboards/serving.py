"""Runs the server of the dashboards in the background."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from lab.dashboards import bundle
from lab.dashboards.jobs import Jobs, OnFailure
from lab.dashboards.server import ADDRESS, web_application
from lab.paths import BUILT_APP, ROOT
from lab.records import Record, TimeSpan


@contextmanager
def serve(
    events: Sequence[Record],
    now: float,
    app: Path = ROOT,
    port: int = 0,
    *,
    lookups: Path | None = None,
    times: TimeSpan | None = None,
    on_failure: OnFailure = lambda search, error: None,
) -> Iterator[str]:
    """Serve the dashboards of an app over events at a time `now`, and give the address; port 0 takes a free one.

    lookups: a folder with tables of the site's own. times: what the pages open on; None for the views' own time range.
    on_failure: told of searches that fail.
    Raises bundle.BundleError, view.ViewError, OSError.
    """
    command = (BUILT_APP if app == ROOT else app) / "bin" / "codesignrisk.py"
    if not command.is_file():  # said once, not by each panel
        raise OSError(f"{command} does not exist: run `make package` first")
    web = web_application(Jobs(events, now, app, lookups, on_failure), app, bundle.ensure(), times)
    try:
        server = make_server(ADDRESS, port, web, threaded=True, request_handler=_Quiet)
    except SystemExit:
        # werkzeug has said why on standard error, and would end the program
        raise OSError(f"cannot listen on {ADDRESS}:{port}") from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{ADDRESS}:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass
