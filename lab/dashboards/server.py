"""Serves the dashboards on this machine: pages as Splunk Web would address them, and the search jobs behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import floor
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, send_from_directory
from markupsafe import Markup

from lab.dashboards.jobs import Jobs
from lab.dashboards.view import View, load_views
from lab.records import TimeSpan
from lab.spl import SplError

APP = "codesignrisk"
ADDRESS = "127.0.0.1"
_HOME = f"/en-US/app/{APP}"
_SPLUNKD = "/en-US/splunkd/__raw"
_JOBS = f"{_SPLUNKD}/services/search"
_JOBS_OF_APP = f"{_SPLUNKD}/servicesNS/<user>/<app_name>/search"
_ROWS = 1000
_EARLIEST, _LATEST = "global_time.earliest", "global_time.latest"
_TIME_PRESETS = (
    ("Last 60 minutes", "-60m@m", "now"),
    ("Last 4 hours", "-4h@m", "now"),
    ("Last 24 hours", "-24h@h", "now"),
    ("Last 7 days", "-7d@h", "now"),
    ("Last 30 days", "-30d@d", "now"),
    ("All time", "0", ""),
)


def web_application(jobs: Jobs, app: Path, assets: Path, times: TimeSpan | None = None) -> Flask:
    """Return the web application. Views are read anew with each page.

    assets: the folder of the bundle. times: what pages open on whose address names no time range; None leaves them the
    range of the view.
    """
    server = Flask(__name__)
    _guard(server)
    _add_pages(server, jobs, app, assets, times)
    _add_context(server)
    _add_jobs(server, jobs)
    return server


def _guard(server: Flask) -> None:
    """Keep other sites out: their pages may not run searches here, nor show these pages in a frame of theirs."""
    # A name of another host in a request is another site's page that had its name point here.
    server.config["TRUSTED_HOSTS"] = [ADDRESS, "localhost"]

    @server.before_request
    def same_site() -> None:
        """A browser sends other sites' forms and follows their links. Old ones say so in Origin only."""
        runs = request.method != "GET" or request.path == f"{_HOME}/search"
        if not runs:
            return
        origin = request.headers.get("Origin")
        if origin is not None and origin != request.host_url.rstrip("/"):
            abort(403)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            abort(403)

    @server.after_request
    def in_no_frame(response: Response) -> Response:
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Content-Security-Policy"] = (
            "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"
        )
        return response


def _add_pages(server: Flask, jobs: Jobs, app: Path, assets: Path, times: TimeSpan | None) -> None:
    """The pages, as Splunk Web would address them."""

    @server.get("/")
    def home() -> Any:
        query = request.query_string.decode()
        return redirect(f"{_HOME}/{next(iter(load_views(app)), 'search')}{'?' if query else ''}{query}")

    @server.get(f"{_HOME}/<name>")
    def page(name: str) -> Any:
        views = load_views(app)
        if name == "search":
            return _search_page(jobs, views)
        if name not in views:
            abort(404)
        view = views[name]
        theme = request.args.get("theme", view.theme)
        tokens = _range(times) | _tokens(request.args)
        data = {"definition": view.definition, "tokens": tokens, "theme": theme}
        return render_template(
            "dashboard.html", view=view, views=views.values(), home=_HOME, theme=theme, data=_script_json(data)
        )

    @server.get("/lab/events")
    def events() -> Any:
        """What the head of a page says of the events and the chosen time range."""
        try:
            return jobs.within(request.args.get("earliest"), request.args.get("latest")), {"Content-Type": "text/plain"}
        except SplError as error:
            return _failed(error)

    @server.get("/app/<path:rest>")
    def localised(rest: str) -> Any:
        """Splunk Web puts the user's locale before the links of its pages."""
        return redirect(f"/en-US/app/{rest}?{request.query_string.decode()}")

    @server.get("/assets/<path:file>")
    def asset(file: str) -> Response:
        return send_from_directory(assets, file)


def _add_context(server: Flask) -> None:
    """What Splunk's components ask of splunkd besides searches."""

    @server.get(f"{_SPLUNKD}/servicesNS/<user>/<app_name>/data/ui/times")
    def times(**namespace: str) -> Any:
        """The presets of the time range input."""
        found = [
            {"label": label, "earliest_time": earliest, "latest_time": latest, "order": str(order), "disabled": False}
            for order, (label, earliest, latest) in enumerate(_TIME_PRESETS)
        ]
        return {"entry": [{"content": content} for content in found]}

    @server.get(f"{_SPLUNKD}/services/authentication/current-context")
    def user() -> Any:
        """Who is logged on: somebody who may not run real-time searches."""
        return {"entry": [{"content": {"username": "lab", "capabilities": ["search"]}}]}


def _add_jobs(server: Flask, jobs: Jobs) -> None:
    """The endpoints of search jobs."""

    @server.post(f"{_JOBS}/jobs")
    @server.post(f"{_JOBS_OF_APP}/jobs")
    def create(**namespace: str) -> Any:
        form = request.form
        try:
            job = jobs.create(form["search"], form.get("earliest_time"), form.get("latest_time"))
        except SplError as error:
            return _failed(error)
        return {"sid": job.sid}, 201

    @server.get(f"{_JOBS}/jobs")
    def status() -> Any:
        found = [job for sid in request.args.getlist("id") if (job := jobs.find(sid))]
        return {"entry": [jobs.status(job) for job in found]}

    @server.post(f"{_JOBS}/jobs/<sid>/control")
    def control(sid: str) -> Any:
        return {"messages": []}

    @server.route(f"{_JOBS}/v2/jobs/<sid>/<any(results, results_preview):what>", methods=["GET", "POST"])
    def results(sid: str, what: str) -> Any:
        job = jobs.find(sid) or abort(404)
        values = request.values
        try:
            return jobs.results(job, values.get("search", ""), int(values["offset"]), int(values["count"]))
        except SplError as error:
            return _failed(error)


def _range(times: TimeSpan | None) -> dict[str, str]:
    """The tokens of a time range that holds all events. Its end is not part of it."""
    if times is None:
        return {}
    return {_EARLIEST: str(floor(times.first)), _LATEST: str(floor(times.last) + 1)}


def _tokens(args: Mapping[str, str]) -> dict[str, str]:
    """The tokens that an address sets, as in `?form.host=ws-0142`."""
    return {name.removeprefix("form."): value for name, value in args.items() if name.startswith("form.")}


def _search_page(jobs: Jobs, views: Mapping[str, View]) -> str:
    """Where links to Splunk's search page lead: the search and its first rows."""
    text, error, result = request.args.get("q", ""), "", None
    if text:
        try:
            result = jobs.create(text, request.args.get("earliest"), request.args.get("latest")).result
        except SplError as problem:
            error = str(problem)
    return render_template(
        "search.html", views=views.values(), home=_HOME, text=text, error=error, result=result, most=_ROWS
    )


def _failed(error: SplError) -> Any:
    return {"messages": [{"type": "FATAL", "text": str(error)}]}, 400


def _script_json(data: Any) -> Markup:
    """JSON that can stand inside a script element."""
    return Markup(json.dumps(data).replace("<", "\\u003c"))
