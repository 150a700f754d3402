"""The forms and habits of the code host: they parse, ask for what helps, and name what exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import ROOT

GITHUB = ROOT / ".github"
FORMS = sorted(path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.stem != "config")
# docs.github.com, "Syntax for GitHub's form schema".
TYPES = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def form(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_kinds_of_issues() -> None:
    assert [path.stem for path in FORMS] == ["false-positive", "missed-detection", "new-sensor"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_the_code_host_takes(path: Path) -> None:
    read = form(path)
    assert set(read) == {"name", "description", "labels", "body"}
    asked = [entry for entry in read["body"] if entry["type"] != "markdown"]
    ids = [entry["id"] for entry in asked]
    assert {entry["type"] for entry in read["body"]} <= TYPES
    assert len(set(ids)) == len(ids)
    assert all(entry["attributes"]["label"] for entry in asked)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_the_explained_score(path: Path) -> None:
    assert "lab explain" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_names_files_that_exist(path: Path) -> None:
    for name in ("SECURITY.md", "docs/searches.md"):
        assert name not in path.read_text(encoding="utf-8") or (ROOT / name).exists()


def test_owners_are_named_for_folders_that_exist() -> None:
    rules = [line.split() for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()]
    patterns = [words[0] for words in rules if words and words[0] != "#"]
    assert patterns == ["*", "/bin/", "/SECURITY.md", "/lookups/"]
    assert all((ROOT / pattern.strip("/")).exists() for pattern in patterns if pattern != "*")


def test_the_check_list_names_targets_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    checks = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    for target in ("test", "check", "docs", "scores"):
        assert f"`make {target}`" in checks
        assert f"\n{target}:" in makefile
