"""Everything that must hold: lint, the package, AppInspect, and the tests on Splunk's oldest and newest Python.

Every step runs, also after a failure. The full test run comes last, so that its result is what one sees.
With CI=true a missing interpreter, Node.js or Chromium is a failure; otherwise it is named at the end, and the tests
that want it are skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NamedTuple

from scripts import ROOT, check_system, venvs

PYTHONS = ("3.9", "3.13")
# What runs on search heads and indexers. The other tests need the main environment.
BIN_TESTS = ("tests/core", "tests/command")
# On all cores; how tests are shared out is said in tests/conftest.py.
PARALLEL = ("-n", "auto", "--dist", "loadgroup")


class Step(NamedTuple):
    """One command and what to call it."""

    name: str
    command: list[str]


def run(step: Step) -> bool:
    """Run a step in view of the user; tell whether it passed."""
    print(f"\n== {step.name}", flush=True)
    return subprocess.run(step.command, cwd=ROOT, check=False).returncode == 0


def pytest(environment: venvs.Environment, *paths: str) -> list[str]:
    """Return the command that runs these tests, or all of them."""
    return [str(environment.python), "-m", "pytest", *PARALLEL, *(path for path in paths if (ROOT / path).exists())]


def steps(missing: list[str]) -> list[Step]:
    """Return the steps that this machine can run."""
    plan = [
        Step("lint", ["make", "lint"]),
        Step("package and AppInspect", ["make", "inspect"]),
        Step("other people's checks", ["make", "independent"]),
    ]
    if "3.9" not in missing:
        plan.append(Step("tests of bin/ on Python 3.9", pytest(venvs.ensure("3.9"), *BIN_TESTS)))
    main = venvs.ensure("main")
    if not check_system.missing((check_system.NODE, check_system.NPM)):
        plan.append(Step("the dashboards' packages", [str(main.python), "-m", "lab.dashboards.bundle"]))
    return [*plan, Step(f"all tests on Python {main.version()}", pytest(main))]


def main() -> int:
    """Run everything and return the exit status."""
    missing = [version for version in PYTHONS if venvs.find_interpreter(version) is None]
    advice = check_system.provide(check_system.FOR_TESTS)
    if os.environ.get("CI") == "true" and (missing or advice):
        print(f"CI needs Python {' and '.join(PYTHONS)}, Node.js and Chromium.\n{advice}", file=sys.stderr)
        return 1
    if not run(Step("setup", ["make", "setup"])):
        return 1
    failed = [step.name for step in steps(missing) if not run(step)]
    if missing:
        print(f"\nNot tested on Python {' and '.join(missing)}: not installed here")
    if advice:
        print(f"\nThe dashboards were not tested in a browser. {advice}")
    if failed:
        print(f"\nFAILED: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
