"""Writes atomics/coverage.csv: which searches find the telemetry of each attack test (`make docs`)."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import yaml

from lab.readers import Listener, read
from lab.spl import run
from scripts import ROOT
from scripts.conf import read_conf
from scripts.package import stage

ATOMICS = ROOT / "atomics"
COVERAGE = ATOMICS / "coverage.csv"

COLUMNS = ("technique", "test", "platform", "guid", "searches")
PREFIX = "Code Signing Risk - "
# Searches that find nothing by themselves, or look where the telemetry is not.
_OTHERS = ("Setup", "Upkeep")
# The telemetry begins at 09:00 UTC; the searches look back from a quarter past.
NOW = 1_748_942_100


def tests() -> list[dict[str, Any]]:
    """All attack tests in the order of their files, each with its technique as ``technique``."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ATOMICS.glob("T*/T*.yaml"))]
    return [{**test, "technique": file["attack_technique"]} for file in files for test in file["atomic_tests"]]


def telemetry(guid: str) -> list[dict[str, Any]]:
    """The events of a test, as Splunk would present them. ValueError when its file has a line that is none."""
    problems: list[object] = []
    events = list(read(ATOMICS / "telemetry" / f"{guid}.jsonl", Listener(on_problem=problems.append)))
    if problems:
        raise ValueError(f"telemetry of {guid}: {problems[0]}")
    return events


def rows() -> list[dict[str, str]]:
    """One row for each test. The searches run as packaged, with the shipped weights, through the packaged command."""
    every = tests()
    events = [event for test in every for event in telemetry(test["auto_generated_guid"])]
    fired = _fired(events)
    return [
        {
            "technique": test["technique"],
            "test": test["name"],
            "platform": test["supported_platforms"][0],
            "guid": test["auto_generated_guid"],
            "searches": "; ".join(sorted(fired.get(host(test["auto_generated_guid"]), ()))),
        }
        for test in every
    ]


def host(guid: str) -> str:
    """The short name of a test's host: each has its own, by which a search's row is known to be its."""
    return _short(str(telemetry(guid)[0]["host"]))


def _fired(events: list[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder, "codesignrisk")
        stage(app)
        for stanza, search in read_conf(app / "default" / "savedsearches.conf").items():
            name = stanza.removeprefix(PREFIX)
            if name.startswith(_OTHERS) or name.endswith("Data Model"):
                continue
            earliest, latest = search["dispatch.earliest_time"], search["dispatch.latest_time"]
            for row in run(search["search"], events, app=app, now=NOW, earliest=earliest, latest=latest).rows:
                dests = row.get("dest") or []
                for dest in [dests] if isinstance(dests, str) else dests:
                    found.setdefault(_short(dest), set()).add(name)
    return found


def _short(name: str) -> str:
    return name.partition(".")[0].lower()


def render(table: list[dict[str, str]]) -> str:
    """The table as the text of its file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def main() -> None:
    """Write the table."""
    table = rows()
    COVERAGE.write_text(render(table), encoding="utf-8")
    print(f"{COVERAGE.relative_to(ROOT)}: {len(table)} attack tests")


if __name__ == "__main__":
    main()
