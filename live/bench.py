"""A server and the lab side by side: one search on both, over the same events at the same time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from lab.paths import ROOT
from lab.records import Record
from lab.spl import Result, SplError, post_process, run
from live import compare
from live.server import Job, RefusedError, Server


class Verdict(StrEnum):
    """What a check came to."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    NOT_SHOWN = "not shown"


class Finding(NamedTuple):
    """What one check found. topic: what it belongs to; name: what it asks; detail: figures, or why."""

    topic: str
    name: str
    verdict: Verdict
    detail: str = ""


@dataclass
class Bench:
    """The server, and the events that both sides have."""

    server: Server
    events: list[Record]

    def has_app(self, name: str) -> bool:
        """Whether an app is installed on the server."""
        try:
            self.server.get(f"/services/apps/local/{name}")
        except RefusedError:
            return False
        return True

    def in_lab(
        self, search: str, earliest: str = "", latest: str = "", rest: str = "", lookups: Path | None = None
    ) -> Result:
        """What the lab gives for a search now. Raises SplError."""
        now = time.time()
        result = run(
            search, self.events, app=ROOT, now=now, earliest=earliest or None, latest=latest or None, lookups=lookups
        )
        return post_process(rest, result, app=ROOT, now=now, lookups=lookups) if rest else result

    def compare(
        self, topic: str, name: str, search: str, earliest: str = "", latest: str = "", rest: str = ""
    ) -> Finding:
        """Run a search on both sides and say whether they agree, row by row."""
        try:
            here = self.in_lab(search, earliest, latest, rest)
        except SplError as error:
            return Finding(topic, name, Verdict.NOT_SHOWN, f"the lab does not run it: {error}")
        try:
            job = self.server.run(search, earliest, latest, rest)
        except RefusedError as error:
            return Finding(topic, name, Verdict.REFUTED, str(error))
        return judged(topic, name, job, here)


def judged(topic: str, name: str, job: Job, here: Result) -> Finding:
    """Whether a job of the server gave what the lab gave."""
    if job.failed:
        return Finding(topic, name, Verdict.REFUTED, "; ".join(text for _, text in job.messages))
    if found := compare.difference(job.rows, here.rows):
        return Finding(topic, name, Verdict.REFUTED, f"{len(job.rows)} and {len(here.rows)} rows; " + " / ".join(found))
    warned = [text for kind, text in job.messages if kind == "WARN"]
    return Finding(topic, name, Verdict.CONFIRMED, "; ".join([f"{len(job.rows)} rows", *warned]))
