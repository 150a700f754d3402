"""A Splunk server as this project talks to it: searches, REST endpoints, and events over HTTP (HEC)."""

from __future__ import annotations

import json
import os
import ssl
import sys
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scripts import ROOT

sys.path.insert(0, str(ROOT / "bin" / "lib"))
from splunklib import client
from splunklib.binding import AuthenticationError, HTTPError

APP = "codesignrisk"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Row = dict[str, Any]
"""A row of results: texts, and lists of texts where a field has several values."""


class NoServerError(Exception):
    """No server to test on, and what to do about it."""


class RefusedError(Exception):
    """The server answered with an error: its status and text."""


@dataclass(frozen=True)
class Address:
    """Where a server is, and who asks. verify: whether its certificate has to be a trusted one."""

    url: str
    hec_url: str
    username: str
    password: str
    hec_token: str
    verify: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Address:
        """SPLUNK_URL and its companions, as docs/live-splunk.md lists them. Raises NoServerError."""
        get = environment.get
        if not (get("SPLUNK_URL") and get("SPLUNK_PASSWORD")):
            raise NoServerError("SPLUNK_URL and SPLUNK_PASSWORD are not set")
        url = get("SPLUNK_URL", "")
        host = urlsplit(url).hostname or ""
        return cls(
            url=url,
            hec_url=get("SPLUNK_HEC_URL") or f"https://{host}:8088",
            username=get("SPLUNK_USERNAME") or "admin",
            password=get("SPLUNK_PASSWORD", ""),
            hec_token=get("SPLUNK_HEC_TOKEN", ""),
            verify=host not in _LOOPBACK and get("SPLUNK_INSECURE") != "1",
        )


@dataclass
class Job:
    """A search that is done: what it gave, what it said (severity, text), and how it went."""

    sid: str
    rows: list[Row]
    fields: list[str]
    messages: list[tuple[str, str]]
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether the search ended in an error."""
        return bool(self.content.get("isFailed")) or any(kind in ("ERROR", "FATAL") for kind, _ in self.messages)


class Server:
    """A session on a server, in the name space of the app."""

    def __init__(self, address: Address) -> None:
        """Log in. Raises NoServerError when nobody answers or the password is wrong."""
        self.address = address
        parts = urlsplit(address.url)
        try:
            self._service = client.connect(
                scheme=parts.scheme,
                host=parts.hostname,
                port=parts.port or 8089,
                username=address.username,
                password=address.password,
                app=APP,
                owner=address.username,
                verify=address.verify,
            )
        except (OSError, HTTPError, AuthenticationError) as error:
            raise NoServerError(f"{address.url} cannot be logged in to: {error}") from None

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """What an endpoint answers, as JSON. Raises RefusedError."""
        answer: dict[str, Any] = json.loads(self.text(path, output_mode="json", **query))
        return answer

    def text(self, path: str, **query: Any) -> str:
        """What an endpoint answers. Raises RefusedError."""
        return self._ask(self._service.get, path, query)

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Send a form to an endpoint, and return its JSON. Raises RefusedError."""
        answer: dict[str, Any] = json.loads(self._ask(self._service.post, path, {"output_mode": "json", **body}))
        return answer

    def delete(self, path: str) -> None:
        """Delete what a path names. Raises RefusedError."""
        self._ask(self._service.delete, path, {})

    def run(self, search: str, earliest: str = "", latest: str = "", rest: str = "") -> Job:
        """Run a search to its end. rest: further commands over its results, as a chained search of a dashboard.

        A search that fails is a job that says so. Raises RefusedError when the server takes no job at all.
        """
        whole = search if search.lstrip().startswith("|") else f"search {search}"
        times = {"earliest_time": earliest, "latest_time": latest}
        body = {name: value for name, value in times.items() if value}
        sid = self.post("search/jobs", search=whole, exec_mode="blocking", **body)["sid"]
        content = self.get(f"search/jobs/{sid}")["entry"][0]["content"]
        found: dict[str, Any] = {}
        if not content.get("isFailed"):
            query = {"search": rest} if rest else {}
            found = self.get(f"search/v2/jobs/{sid}/results", count=0, **query)
        messages = [(one["type"], one["text"]) for one in [*content.get("messages", ()), *found.get("messages", ())]]
        names = [one["name"] for one in found.get("fields", ())]
        return Job(sid, found.get("results", []), names, list(dict.fromkeys(messages)), content)

    def log_of(self, job: Job) -> str:
        """The search.log of a job, with what its peers logged where Splunk collects that."""
        return self.text(f"search/jobs/{job.sid}/search.log")

    def send(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Send events to the HTTP Event Collector. Raises RefusedError, OSError."""
        body = "\n".join(json.dumps(event, ensure_ascii=False) for event in events).encode()
        request = urllib.request.Request(
            f"{self.address.hec_url}/services/collector/event",
            data=body,
            headers={"Authorization": f"Splunk {self.address.hec_token}", "Content-Type": "application/json"},
        )
        context = ssl.create_default_context()
        if not self.address.verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            with urllib.request.urlopen(request, timeout=60, context=context) as reply:
                answer = json.load(reply)
        except urllib.error.HTTPError as error:
            raise RefusedError(f"HEC: {error.code} {error.read().decode(errors='replace')}") from None
        if answer.get("code") != 0:
            raise RefusedError(f"HEC: {answer}")

    @staticmethod
    def _ask(method: Any, path: str, query: Mapping[str, Any]) -> str:
        try:
            answer: bytes = method(path, **query).body.read()
        except HTTPError as error:
            raise RefusedError(f"{path}: {error}") from None
        return answer.decode()
