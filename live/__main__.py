"""`python -m live`: everything that the lab shows, on a real Splunk (`make test-splunk`).

The server is that of SPLUNK_URL, or the one of compose.yaml where a Docker engine runs. Without either it says so and
ends well, since nothing was asked of it; with CI=true it fails.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from lab.paths import BUILT_APP, ROOT
from live import engine, report
from live.bench import Bench, Finding, Verdict
from live.checks.logs import logs
from live.checks.macros import macros
from live.checks.questions import questions
from live.checks.searches import command, dashboards, saved_searches
from live.samples import a_day, fill
from live.server import Address, NoServerError, Server
from scripts import package

REPORT = ROOT / "build" / "splunk-report.md"
CHECKS: tuple[Callable[[Bench], Iterator[Finding]], ...] = (
    command,
    macros,
    saved_searches,
    dashboards,
    questions,
    logs,
)


def main(arguments: list[str] | None = None) -> int:
    """Run everything, write the report, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m live", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the containers running, to look at them")
    keep = parser.parse_args(arguments).keep
    with ExitStack() as stack:
        try:
            address = _address(stack, keep)
            server = Server(address)
        except NoServerError as error:
            print(f"Skipped, no Splunk: {error}. Set SPLUNK_URL or start a Docker engine: docs/live-splunk.md")
            return 1 if os.environ.get("CI") == "true" else 0
        return check(server)


def _address(stack: ExitStack, keep: bool) -> Address:
    if os.environ.get("SPLUNK_URL"):
        return Address.from_environment()
    return stack.enter_context(engine.running(keep))


def check(server: Server) -> int:
    """Send the samples, run all checks, write the report. Returns 1 when something is not as in the lab."""
    package.stage(BUILT_APP)  # what the lab runs, and what has to be installed there
    events = a_day(time.time())
    fill(server, events)
    bench = Bench(server, events)
    findings = []
    for ask in CHECKS:
        for finding in ask(bench):
            findings.append(finding)
            if finding.verdict is not Verdict.CONFIRMED:
                print(f"{finding.verdict}: {finding.topic}, {finding.name}: {finding.detail[:300]}", flush=True)
    info = server.get("/services/server/info")["entry"][0]["content"]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report.render(findings, f"Splunk {info['version']}, build {info['build']}"), encoding="utf-8")
    refuted = sum(finding.verdict is Verdict.REFUTED for finding in findings)
    print(f"{len(findings)} findings, {refuted} not as in the lab: {REPORT.relative_to(ROOT)}")
    return 1 if refuted else 0


if __name__ == "__main__":
    sys.exit(main())
