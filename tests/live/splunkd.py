"""A splunkd on this machine for the tests of live/: HTTPS, the REST endpoints that are asked for, HEC, and jobs that
the lab runs. It stands for the client's side only; nothing that it says shows what a Splunk does.

Forms of the answers: REST API Reference, "Search endpoint descriptions" (search/jobs, search/v2/jobs/{sid}/results) and
"Input endpoint descriptions" (services/collector/event).
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import trustme

from lab.paths import ROOT
from lab.records import Record
from lab.spl import Result, SplError, post_process, run
from live.server import Address

PASSWORD, TOKEN = "a-password", "a-token"
_SPACE = re.compile(r"/servicesNS/admin/codesignrisk/")


class Splunkd:
    """Its state: events that came over HEC, answers of endpoints, and what a test has it do wrong."""

    def __init__(self) -> None:
        self.events: list[Record] = []
        self.delay = 0
        """How many searches see nothing of the events yet, as an indexer's do."""
        self.jobs: dict[str, tuple[Result, list[dict[str, str]]]] = {}
        self.answers: dict[str, Any] = {"/services/server/info": entry({"version": "10.4.3", "build": "fake"})}
        self.posted: list[tuple[str, dict[str, str]]] = []
        self.deleted: list[str] = []
        self.canned: list[tuple[str, Callable[[], list[dict[str, str]]]]] = []
        """Searches that hold a text, and their rows instead of the lab's."""
        self.spoil: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda rows: rows
        self.log = ""
        self.lookups: Path | None = None

    def search(self, text: str, earliest: str, latest: str) -> str:
        """Run a search, and return its id."""
        sid = f"{len(self.jobs)}.1"
        query = re.sub(r"^search ", "", text)
        for mark, rows in self.canned:
            if mark in query:
                self.jobs[sid] = Result(rows(), list(rows()[0]) if rows() else [], [], {}, query), []
                return sid
        self.delay -= 1
        events = [] if self.delay >= 0 else self.events
        try:
            result = run(query, events, app=ROOT, lookups=self.lookups, **self._times(earliest, latest))
            self.jobs[sid] = result, [{"type": kind, "text": said} for kind, said in result.messages]
        except SplError as error:
            self.jobs[sid] = Result([], [], [], {}, query), [{"type": "FATAL", "text": str(error)}]
        return sid

    @staticmethod
    def _times(earliest: str, latest: str) -> dict[str, Any]:
        return {"now": time.time(), "earliest": _bound(earliest), "latest": _bound(latest)}

    def status(self, sid: str) -> dict[str, Any]:
        """The entry of a job."""
        result, messages = self.jobs[sid]
        failed = any(message["type"] == "FATAL" for message in messages)
        count = len(result.rows)
        return entry({"sid": sid, "isFailed": failed, "messages": messages, "resultCount": count, "scanCount": count})

    def results(self, sid: str, rest: str) -> dict[str, Any]:
        """The rows of a job, post-processed when there is a rest."""
        result, _ = self.jobs[sid]
        if rest:
            result = post_process(rest, result, app=ROOT, now=time.time())
        rows = self.spoil([{name: value for name, value in row.items() if value != ""} for row in result.rows])
        return {"results": rows, "fields": [{"name": name} for name in result.fields], "messages": []}

    def collect(self, body: str) -> dict[str, Any]:
        """Take events as HEC does: objects one after the other. Fields come out of the JSON, arrays with braces."""
        for line in body.splitlines():
            sent = json.loads(line)
            event = {
                (f"{name}{{}}" if isinstance(value, list) else name): value for name, value in sent["event"].items()
            }
            meta = {name: sent[name] for name in ("host", "source", "sourcetype", "index")}
            raw = json.dumps(sent["event"], ensure_ascii=False)
            self.events.append({**event, **meta, "_time": str(sent["time"]), "_raw": raw})
        return {"text": "Success", "code": 0}


def entry(*contents: dict[str, Any], name: str = "one") -> dict[str, Any]:
    """An answer of REST with these entries."""
    return {"entry": [{"name": name, "content": content} for content in contents]}


def _bound(text: str) -> str | None:
    return text if text not in ("", "0", "now") else None


class Handler(BaseHTTPRequestHandler):
    """The endpoints, over the state of its server."""

    state: Splunkd

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        path = self._where()[0]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if path == "/services/collector/event":
            known = self.headers.get("Authorization") == f"Splunk {TOKEN}"
            self._send(*((self.state.collect(body),) if known else ({"text": "Invalid token", "code": 4}, 403)))
            return
        form = dict(parse_qsl(body, keep_blank_values=True))
        if path == "/services/auth/login":
            self._log_in(form)
        elif not self._allowed():
            pass
        elif path == "search/jobs":
            times = form.get("earliest_time", ""), form.get("latest_time", "")
            self._send({"sid": self.state.search(form["search"], *times)}, 201)
        elif path.endswith("/dispatch"):
            self._send({"messages": [{"type": "ERROR", "text": "the saved search is disabled"}]}, 400)
        else:
            self.state.posted.append((path, form))
            self._send(entry({}))

    def do_GET(self) -> None:
        path, query = self._where()
        if not self._allowed():
            return
        if match := re.fullmatch(r"search/v2/jobs/([\d.]+)/results", path):
            self._send(self.state.results(match[1], query.get("search", "")))
        elif re.fullmatch(r"search/jobs/[\d.]+/search.log", path):
            self._send(self.state.log)
        elif match := re.fullmatch(r"search/jobs/([\d.]+)", path):
            self._send(self.state.status(match[1]))
        elif path in self.state.answers:
            self._send(self.state.answers[path])
        else:
            self._send({"messages": [{"type": "ERROR", "text": f"no {path} here"}]}, 404)

    def do_DELETE(self) -> None:
        if self._allowed():
            self.state.deleted.append(self._where()[0])
            self._send(entry())

    def _log_in(self, form: dict[str, str]) -> None:
        if form["password"] == PASSWORD:
            self._send("<response><sessionKey>a-key</sessionKey></response>")
        else:
            text = '<msg type="WARN">Login failed</msg>'
            self._send(f"<response><messages>{text}</messages></response>", 401)

    def _send(self, answer: Any, status: int = 200) -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def _where(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return unquote(_SPACE.sub("", parts.path)), dict(parse_qsl(parts.query, keep_blank_values=True))

    def _allowed(self) -> bool:
        if self.headers.get("Authorization") == "Splunk a-key":
            return True
        self._send({"messages": [{"type": "WARN", "text": "call not properly authenticated"}]}, 401)
        return False


@contextmanager
def splunkd() -> Iterator[tuple[Splunkd, Address]]:
    """Serve on a free port of this machine with a certificate made for it."""
    state = Splunkd()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"state": state}))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"https://127.0.0.1:{server.server_port}"
    try:
        yield state, Address(url, url, "admin", PASSWORD, TOKEN, verify=False)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
