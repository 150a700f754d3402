"""Runs Splunk AppInspect on the built package, three times, and holds the findings against the expected warnings."""

from __future__ import annotations

import json
import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from scripts import ROOT, venvs
from scripts.package import APP, version

EXPECTATIONS = ROOT / "scripts" / "appinspect_expect.toml"
REPORTS = ROOT / "build" / "appinspect"
# A name for each run, and the only tag that it includes; the default run includes every check.
RUNS = {"default": None, "cloud": "cloud", "future": "future"}

PASSED = {"success", "skipped", "not_applicable"}
# With --ci: clean, or warnings only. Failures have codes of their own, and so has a run that broke off.
EXIT_CODES = {0, 103}


class Finding(NamedTuple):
    """One message of a check that did not simply pass."""

    check: str
    result: str
    message: str


class Expectation(NamedTuple):
    """A warning that stays, and why."""

    check: str
    message: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether this is that warning."""
        return (finding.check, finding.result) == (self.check, "warning") and self.message in finding.message


def read_expectations(path: Path = EXPECTATIONS) -> list[Expectation]:
    """Read the warnings that stay."""
    return [Expectation(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["expect"]]


def findings(report: dict[str, Any]) -> set[Finding]:
    """Return what one run has to say."""
    return {
        Finding(check["name"], message["result"], " ".join(message["message"].split()))
        for app in report["reports"]
        for group in app["groups"]
        for check in group["checks"]
        if check["result"] not in PASSED
        # A check that crashed may have no message; its result must still count.
        for message in check["messages"] or [{"result": check["result"], "message": ""}]
    }


def judge(found: set[Finding], expected: list[Expectation]) -> list[str]:
    """Return what is wrong: findings that nobody expects, and expectations that nothing meets any more."""
    news = [f for f in sorted(found) if not any(e.covers(f) for e in expected)]
    stale = [e for e in expected if not any(e.covers(f) for f in found)]
    return [f"{f.result}: {f.check}: {f.message}" for f in news] + [
        f"expected, but gone: {e.check}: {e.message}" for e in stale
    ]


def inspect(package: Path, name: str) -> dict[str, Any]:
    """Run AppInspect once and return its report."""
    output = REPORTS / f"{name}.json"
    output.unlink(missing_ok=True)
    program = str(venvs.ENVIRONMENTS["appinspect"].python.with_name("splunk-appinspect"))
    tags = ["--included-tags", tag] if (tag := RUNS[name]) else []
    options = ["--ci", "--skip-trusted-libraries-update", "--max-messages", "all", "--output-file", str(output)]
    command = [program, "inspect", str(package), *tags, *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not output.exists():
        raise SystemExit(f"AppInspect ({name}) broke off with exit code {run.returncode}:\n{run.stdout}{run.stderr}")
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    report["exit_code"] = run.returncode
    return report


def main() -> None:
    """Inspect, print a summary, and fail on anything unexpected."""
    venvs.ensure("appinspect")
    package = ROOT / "dist" / f"{APP}-{version()}.tar.gz"
    REPORTS.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        reports = dict(zip(RUNS, pool.map(lambda name: inspect(package, name), RUNS), strict=True))

    found: set[Finding] = set()
    problems = []
    for name, report in reports.items():
        counts = ", ".join(f"{count} {result}" for result, count in report["summary"].items() if count)
        print(f"AppInspect {name}: {counts}")
        found |= findings(report)
        if report["exit_code"] not in EXIT_CODES:
            problems.append(f"exit code {report['exit_code']} of the {name} run")

    expected = read_expectations()
    for warning in expected:
        print(f"  expected: {warning.check}: {warning.reason}")
    problems += judge(found, expected)
    if problems:
        raise SystemExit("AppInspect fails:\n" + "\n".join(f"  {problem}" for problem in problems))


if __name__ == "__main__":
    main()
