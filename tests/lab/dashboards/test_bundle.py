"""The npm packages: brought once, bundled once, and a clear word when that does not work."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lab.dashboards import bundle


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder of sources, with npm and node that note how they are called."""
    sources = tmp_path / "web"
    (sources / "src").mkdir(parents=True)
    for name in ("package-lock.json", "build.mjs", "src/main.jsx"):
        (sources / name).write_text("1")
    monkeypatch.setattr(bundle, "WEB", sources)
    monkeypatch.setattr(bundle, "OUTPUT", tmp_path / "out")
    monkeypatch.setattr(bundle, "_PACKAGES", sources / "node_modules")
    monkeypatch.setattr(bundle, "missing", lambda needs: [])
    calls: list[str] = []

    def run(command: tuple[str, ...], **options: Any) -> subprocess.CompletedProcess[str]:
        calls.append(command[0])
        if command[0] == "npm":
            (sources / "node_modules").mkdir(exist_ok=True)
        else:
            (tmp_path / "out" / "main.js").write_text("")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(bundle.subprocess, "run", run)
    return sources, calls


def test_it_is_made_once(web: Any, tmp_path: Path) -> None:
    _, calls = web
    assert bundle.ensure() == tmp_path / "out"
    bundle.ensure()
    assert calls == ["npm", "node"]


@pytest.mark.parametrize(
    ("changed", "done"), [("src/main.jsx", ["node"]), ("build.mjs", ["node"]), ("package-lock.json", ["npm", "node"])]
)
def test_it_is_made_anew_when_its_sources_change(web: Any, changed: str, done: list[str]) -> None:
    sources, calls = web
    bundle.ensure()
    calls.clear()
    (sources / changed).write_text("2")
    bundle.ensure()
    assert calls == done


def test_without_node_it_says_what_to_install(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "missing", lambda needs: list(needs))
    with pytest.raises(bundle.BundleError, match="nodejs on Debian and Ubuntu, node with Homebrew"):
        bundle.ensure()


def test_a_failure_is_told_in_the_words_of_the_program(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess((), 1, "", "npm error code E404\n")
    monkeypatch.setattr(bundle.subprocess, "run", lambda command, **options: failed)
    with pytest.raises(bundle.BundleError, match=r"npm ci .* failed:\nnpm error code E404"):
        bundle.ensure()


def test_the_packages_are_pinned_and_have_hashes() -> None:
    web = Path(bundle.__file__).parent / "web"
    wanted = json.loads((web / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((web / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked[""]["devDependencies"] == wanted
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in locked.items() if name and not package.get("integrity")] == []
