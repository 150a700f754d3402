"""compose.yaml and the workflow around it: by their schemas, and as live/ expects them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from live import engine
from scripts import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
WORKFLOW = ROOT / ".github" / "workflows" / "splunk.yml"
HEAD, INDEXER = COMPOSE["services"]["sh1"], COMPOSE["services"]["idx1"]


@pytest.mark.parametrize(
    ("file", "schema"), [(ROOT / "compose.yaml", "compose-spec"), (WORKFLOW, "github-workflows")], ids=str
)
def test_it_is_valid(file: Path, schema: str) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [program, "--builtin-schema", f"vendor.{schema}", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_search_head_and_an_indexer() -> None:
    assert list(COMPOSE["services"]) == ["sh1", "idx1"]
    for name, service in COMPOSE["services"].items():
        environment = service["environment"]
        assert service["hostname"] == name
        assert service["image"] == "splunk/splunk:${SPLUNK_VERSION:-10.4.3}"
        assert (environment["SPLUNK_SEARCH_HEAD_URL"], environment["SPLUNK_INDEXER_URL"]) == ("sh1", "idx1")
    assert HEAD["environment"]["SPLUNK_ROLE"] == "splunk_search_head"
    assert INDEXER["environment"]["SPLUNK_ROLE"] == "splunk_indexer"


def mounted(service: Any) -> set[str]:
    return set(service["environment"]["SPLUNK_APPS_URL"].split(","))


def test_the_indexer_gets_the_command_by_the_bundle_only() -> None:
    names = {name: f"/tmp/apps/{path.name}" for name, path in engine.PACKAGES.items()}
    assert mounted(HEAD) == set(names.values())
    assert mounted(INDEXER) == {names["codesignrisk_live"]}
    folder = f"./{engine.BUILD.relative_to(ROOT)}"
    assert {tuple(service["volumes"]) for service in (HEAD, INDEXER)} == {(f"{folder}:/tmp/apps:ro",)}


def test_only_this_machine_reaches_it() -> None:
    ports = [*HEAD["ports"], *INDEXER["ports"]]
    assert ports == ["127.0.0.1:8000:8000", "127.0.0.1:8089:8089", "127.0.0.1:8088:8088"]


def test_no_password_stands_in_it() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for name in ("SPLUNK_PASSWORD", "SPLUNK_HEC_TOKEN"):
        assert re.findall(rf"{name}: (.*)", text) == [f"${{{name}:?run make test-splunk}}"]


def test_the_workflow_runs_on_demand_and_weekly_and_shows_the_report() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true
    assert set(read[True]) == {"workflow_dispatch", "schedule"}
    assert read["permissions"] == {}
    [job] = read["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert [step["run"] for step in job["steps"] if "run" in step] == [
        "make test-splunk",
        'cat build/splunk-report.md >> "$GITHUB_STEP_SUMMARY"',
    ]
    uses = re.findall(r"uses: (.*)", text)
    known = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert uses
    assert [line for line in uses if f"uses: {line}" not in known] == []
