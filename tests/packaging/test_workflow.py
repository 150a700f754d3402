"""The workflow on GitHub: it lays out the interpreters and leaves the work to .ci/run."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from scripts import ROOT, test_all

WORKFLOW = ROOT / ".github" / "workflows" / "test.yml"


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    assert list(jobs) == ["test"]
    return jobs["test"]  # type: ignore[no-any-return]


def step(job: dict[str, Any], action: str) -> dict[str, Any]:
    [found] = [step for step in job["steps"] if step.get("uses", "").startswith(f"actions/{action}@")]
    return found  # type: ignore[no-any-return]


def test_it_runs_what_ci_runs(job: dict[str, Any]) -> None:
    assert job["steps"][-1] == {"run": ".ci/run"}
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_it_has_the_pythons_that_the_tests_want(job: dict[str, Any]) -> None:
    versions = step(job, "setup-python")["with"]["python-version"].split()
    assert versions == list(test_all.PYTHONS)


def test_it_may_only_read(job: dict[str, Any]) -> None:
    assert yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["permissions"] == {}
    assert job["permissions"] == {"contents": "read"}
    assert step(job, "checkout")["with"] == {"persist-credentials": False}


def test_actions_are_pinned_by_commit() -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(uses) == 3
    assert [line for line in uses if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_it_runs_each_week_too() -> None:
    # YAML 1.1 reads the key `on` as true
    triggers = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))[True]
    assert set(triggers) == {"push", "pull_request", "workflow_dispatch", "schedule"}


def test_updates_are_asked_for_where_versions_stand() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    watched = {update["package-ecosystem"]: update["directory"] for update in updates}
    assert watched == {"github-actions": "/", "npm": "/lab/dashboards/web", "pip": "/"}
    assert (ROOT / "lab/dashboards/web/package-lock.json").exists()


def test_the_hooks_use_the_project_s_environment() -> None:
    [repo] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith((".venv/bin/python -m ", "make "))
