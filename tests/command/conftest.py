"""Shared by the command's tests: the app as it is packaged, without what a developer's copy has beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import frozen

ROOT = Path(__file__).resolve().parents[2]


def copy_app(target: Path) -> Path:
    """Copy what the command needs, site's own rows and caches left out; weights are frozen."""
    for folder in ("bin", "lookups"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("*_local.csv", "__pycache__"))
    frozen.freeze_app(target)
    return target


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app, for tests that do not write to it."""
    return copy_app(tmp_path_factory.mktemp("shared") / "codesignrisk")


@pytest.fixture
def own_app(tmp_path: Path) -> Path:
    """A copy of the app whose lookups a test may edit."""
    return copy_app(tmp_path / "codesignrisk")
