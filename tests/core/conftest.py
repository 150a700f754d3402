"""Shared by the scorer's tests: the shipped lookups with frozen weights, and a scorer that uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import frozen

# A busy machine is no failure, nor is the first run, which builds hypothesis' table of Unicode.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")


@pytest.fixture(scope="session")
def lookups() -> Path:
    """The folder of the shipped lookups."""
    return Path(__file__).resolve().parents[2] / "lookups"


@pytest.fixture(scope="session")
def shipped(lookups: Path, tmp_path_factory: pytest.TempPathFactory) -> settings.Settings:
    """The shipped lookups with frozen weights, without the rows that a developer may have in ``_local`` twins."""
    folder = tmp_path_factory.mktemp("lookups")
    for table in ("indicators", "parents", "allowlist", "certificates"):
        name = f"codesignrisk_{table}.csv"
        (folder / name).write_bytes((lookups / name).read_bytes())
    frozen.freeze(folder)
    return settings.load(folder, shipped=folder)


@pytest.fixture
def scorer(shipped: settings.Settings) -> Scorer:
    """A scorer with these lookups."""
    return Scorer(shipped)
