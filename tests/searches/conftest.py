"""Shared by the tests of the searches: each is executed as it stands in the package, through the packaged command."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.package import stage
from tests import frozen
from tests.searches.catalogue import read_catalogue
from tests.searches.harness import Searches

# The lab, which executes the searches, runs on 3.11 and newer.
if sys.version_info < (3, 11):
    collect_ignore_glob = ["test_*.py"]

COLUMNS = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires"


def _staged(folder: Path) -> Path:
    """The app as it is packaged, with frozen weights, and compiled, as each search starts the command anew."""
    stage(folder)
    frozen.freeze_app(folder)
    compileall.compile_dir(folder / "bin", quiet=1)
    return folder


@pytest.fixture(scope="session")
def catalogue() -> dict[str, Any]:
    """Splunk's own catalogue of SPL. Once for all tests, also where npm cannot bring it, which takes it a while."""
    return read_catalogue()


@pytest.fixture(scope="session")
def searches(tmp_path_factory: pytest.TempPathFactory) -> Searches:
    """The searches of the app as it is packaged."""
    return Searches(_staged(tmp_path_factory.mktemp("shipped") / "codesignrisk"))


@pytest.fixture
def own_app(tmp_path: Path) -> Path:
    """A copy of the app whose lookups a test may edit."""
    return _staged(tmp_path / "codesignrisk")


@pytest.fixture(scope="session")
def allowlisting(tmp_path_factory: pytest.TempPathFactory) -> Searches:
    """The same with rows of the site's own: ws-0142 may add certificates and write them."""
    folder = _staged(tmp_path_factory.mktemp("allowlisting") / "codesignrisk")
    rows = [
        "pki,ws-0142.corp.example,,,,,,add_to_store_*,The PKI team's own host,pki,",
        "keys,ws-0142.corp.example,,,,,,drop_*,The PKI team's own host,pki,2099-01-31",
    ]
    twin = folder / "lookups" / "codesignrisk_allowlist_local.csv"
    twin.write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")
    return Searches(folder)
