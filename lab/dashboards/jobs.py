"""Search jobs as splunkd keeps them: a search is run once, its results are read and post-processed many times.

The forms are those of the REST API Reference, "Search endpoint descriptions": search/jobs and
search/v2/jobs/{search_id}/results with output_mode=json and json_cols.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from lab.output.summary import Summary
from lab.output.timeless import timeless
from lab.paths import ROOT
from lab.records import Record, span, time_of
from lab.spl import KEEP, Result, SplError, kept, post_process, reads_kept, run
from lab.spl.errors import RefusalError
from lab.spl.times import moment

Json = dict[str, Any]
OnFailure = Callable[[str, Exception], None]
"""Told of a search that failed, and why."""

_ALL_TIME = (None, "", "0")
_DONE = {"dispatchState": "DONE", "isDone": True, "isFailed": False, "isFinalized": False, "isRealTimeSearch": False}
_DONE |= {"doneProgress": 1, "runDuration": 0, "ttl": 600}

_UNREAD = "(`codesignrisk_index`) NOT (`codesignrisk_logs` OR `codesignrisk_kept`) | stats count AS events"


@dataclass(frozen=True)
class Job:
    """A finished search: its id, text, time range in epoch seconds (None: open) and what it gave."""

    sid: str
    search: str
    earliest: float | None
    latest: float | None
    result: Result


class Jobs:
    """The jobs of one set of events at one time `now`. Equal searches are one job, as nothing changes between them.

    lookups: a folder with tables of the site's own, over those of the app. on_failure: told of searches that fail,
    whose error goes to who asked all the same.
    """

    def __init__(
        self,
        events: Sequence[Record],
        now: float,
        app: Path = ROOT,
        lookups: Path | None = None,
        on_failure: OnFailure = lambda search, error: None,
    ) -> None:
        self.now = now
        self._events = events
        self._times = [time_of(event) for event in events]
        self._tables: dict[str, Any] = {"app": app, "lookups": lookups}
        self._on_failure = on_failure
        self._jobs: dict[str, Job] = {}
        self._kept: list[Record] | None = None
        self._keeping = threading.Lock()
        self._lock = threading.Lock()
        self._running: dict[str, threading.Lock] = {}

    def create(self, search: str, earliest: str | None = None, latest: str | None = None) -> Job:
        """Run a search, or find the job that did. Raises SplError."""
        sid = "lab_" + hashlib.sha256(json.dumps([search, earliest, latest]).encode()).hexdigest()[:20]
        with self._lock:
            own = self._running.setdefault(sid, threading.Lock())
        # equal searches wait for one another, others do not wait for a heavy one
        with own, self._telling(search):
            if sid not in self._jobs:
                start, stop = self._time(earliest), self._time(latest)
                bounds: dict[str, Any] = {"now": self.now, "earliest": start, "latest": stop}
                result = run(search, self._read_by(search), scheduled=(KEEP,), **bounds, **self._tables)
                self._jobs[sid] = Job(sid, search, start, stop, result)
            return self._jobs[sid]

    @contextmanager
    def _telling(self, search: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self._on_failure(search, error)
            raise

    def _read_by(self, search: str) -> Sequence[Record]:
        """The events, with what Keep Findings would have kept of them for a search that reads that."""
        if not reads_kept(search, now=self.now, app=self._tables["app"]):
            return self._events
        with self._keeping:
            if self._kept is None:
                self._kept = kept(self._events, now=self.now, **self._tables)
        return [*self._events, *self._kept]

    def find(self, sid: str) -> Job | None:
        """The job of that id."""
        return self._jobs.get(sid)

    def status(self, job: Job) -> Json:
        """A job's entry as search/jobs lists it."""
        count = len(job.result.rows)
        content = {
            **_DONE,
            "sid": job.sid,
            **dict.fromkeys(("eventCount", "resultCount", "resultPreviewCount", "scanCount"), count),
            "messages": _messages(job.result),
        }
        published = datetime.fromtimestamp(self.now, UTC).isoformat()
        return {"name": job.search, "published": published, "acl": {"app": "codesignrisk"}, "content": content}

    def results(self, job: Job, search: str = "", offset: int = 0, count: int = 0) -> Json:
        """The results by columns, of the search given as post-processing if there is one; count 0 means all.
        Raises SplError.
        """
        result = job.result
        if search.strip():
            bounds: dict[str, Any] = {"earliest": job.earliest, "latest": job.latest}
            with self._telling(search):
                result = post_process(search, result, now=self.now, **bounds, **self._tables)
        rows = result.rows[offset : offset + count if count else None]
        columns = [[_shown(name, row.get(name)) for row in rows] for name in result.fields]
        fields = [{"name": name} for name in result.fields]
        shown: Json = {"preview": False, "init_offset": offset, "messages": _messages(result), "fields": fields}
        return {**shown, "columns": columns, "post_process_count": len(result.rows)}

    def within(self, earliest: str | None, latest: str | None) -> str:
        """How many events there are, from when, how many no search reads and how many a time range leaves out; which
        score and have no time; and that none can be assessed, if so.

        Raises SplError.
        """
        start, stop = self._time(earliest), self._time(latest)
        times = span(self._events)
        line = f"{len(self._events):,} event{'' if len(self._events) == 1 else 's'}" + (f", {times}" if times else "")
        low, high = float("-inf") if start is None else start, float("inf") if stop is None else stop
        outside = sum(time is not None and not low <= time < high for time in self._times)
        unread = self._unread
        return (
            line
            + (f"; {unread:,} of logs that the app does not read" if unread else "")
            + (f"; {outside:,} outside the chosen time range" if outside else "")
            + (f"; {self._timeless}" if self._timeless else "")
            + (f"; {self._nothing_assessed}" if self._nothing_assessed else "")
        )

    @cached_property
    def _unread(self) -> int:
        """How many events are of no log that the searches of the app read: no page tells of them."""
        [row] = run(_UNREAD, self._events, now=self.now, **self._tables).rows
        return int(str(row["events"]))

    @cached_property
    def _timeless(self) -> str:
        """What is said of events that score and that no time range holds; "" where there are none."""
        return timeless(self._events, self._tables["app"] / "lookups")

    @cached_property
    def _nothing_assessed(self) -> str:
        """What a scan says where no event could be assessed in full; "" as soon as one could."""
        summary, scorer = Summary(), Scorer(settings.load(self._tables["app"] / "lookups"))
        for event in self._events:
            summary.read += 1
            summary.count(scorer.assess(event))
            if not summary.nothing_assessed:
                return ""
        return summary.nothing_assessed

    def _time(self, text: str | None) -> float | None:
        """A bound of a time range as the time range input gives it: relative, epoch, or ISO 8601."""
        if text in _ALL_TIME:
            return None
        assert text is not None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
        except ValueError:
            pass
        try:
            return moment(text, self.now)
        except RefusalError as error:
            raise SplError(str(error)) from None


def _messages(result: Result) -> list[Json]:
    return [{"type": severity, "text": text} for severity, text in result.messages]


def _shown(name: str, value: Any) -> Any:
    """splunkd shows `_time` as ISO 8601 in the zone of the user, who lives in UTC here."""
    if name == "_time" and isinstance(value, str):
        return datetime.fromtimestamp(float(value), UTC).isoformat(timespec="milliseconds")
    return value
