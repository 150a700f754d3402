"""What splunkd logged of the app while all of this ran: no error of ours may stand there."""

from __future__ import annotations

from collections.abc import Iterator

from live.bench import Bench, Finding, Verdict
from live.checks.questions import WRONG
from live.samples import INDEX

_ERRORS = (
    "index=_internal sourcetype=splunkd log_level IN (ERROR, FATAL) codesignrisk "
    f"NOT {WRONG} NOT codesignrisk_nowhere_local | table _raw"
)
_MARKS = ("ERROR ChunkedExternProcessor", "Traceback", "ERROR SearchMessages")


def logs(bench: Bench) -> Iterator[Finding]:
    """splunkd.log of all servers, and the search.log of one search with the command."""
    job = bench.server.run(_ERRORS, "-1h", "now")
    lines = [str(row["_raw"]) for row in job.rows]
    yield _finding("splunkd.log", lines)
    scored = bench.server.run(f"index={INDEX} | codesignrisk | stats count", "-25h", "now")
    text = bench.server.log_of(scored)
    yield _finding("search.log", [line for line in text.splitlines() if any(mark in line for mark in _MARKS)])


def _finding(name: str, lines: list[str]) -> Finding:
    verdict = Verdict.REFUTED if lines else Verdict.CONFIRMED
    return Finding("log", name, verdict, "; ".join(lines[:5]) or "no error of the app")
