"""Every search that a guide marks as SPL runs, over the sample events, through the packaged command."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the lab needs Python 3.11", allow_module_level=True)

from lab.readers import Listener, read
from lab.spl import run
from scripts import ROOT
from scripts.package import stage

BLOCK = re.compile(r"^```spl\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(match.group(1), id=f"{page.stem}-{number}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for number, match in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
]
# What finds nothing in the samples: none was cut at a bound, none names an indexer.
NOTHING = {"hunting-5", "troubleshooting-2"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "codesignrisk"
    stage(folder)
    return folder


@pytest.fixture(scope="module")
def samples() -> list[dict]:
    listener = Listener(on_problem=lambda problem: pytest.fail(str(problem)))
    paths = [*sorted((ROOT / "lab" / "samples").glob("*.jsonl")), *sorted((ROOT / "atomics" / "telemetry").glob("*"))]
    return [event for path in paths for event in read(path, listener)]


@pytest.mark.parametrize("search", EXAMPLES)
def test_a_search_of_the_guides_finds_what_it_is_for(
    search: str, app: Path, samples: list[dict], request: pytest.FixtureRequest
) -> None:
    result = run(search, samples, app=app, now=1_800_000_000, earliest="0", latest="now")
    assert bool(result.rows) is (request.node.callspec.id not in NOTHING)
