"""lab/ is built in layers: each may use what stands below it, and knows nothing of what stands above or beside it."""

from __future__ import annotations

import pytest

from tests.layers.graphs import Imports, cycle, imports_of, layers, upward

LAB = layers("""
    __main__
    commands
    report  dashboards
    cases
    output
    spl
    splunkd  readers
    records  paths
""")
SPL = layers("""
    summary
    engine  saved
    commands
    macros  pivot  tables
    grouping
    context
    functions
    expressions  predicate  spans
    args  times  aggregates
    source  values  patterns
    errors
""")


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_of("lab")


def test_no_file_imports_itself_by_way_of_others(imports: Imports) -> None:
    assert cycle(imports) == []


def test_the_folders_of_the_lab(imports: Imports) -> None:
    assert upward(imports, "lab", LAB) == []


def test_the_interpreter_of_searches(imports: Imports) -> None:
    assert upward(imports, "lab.spl", SPL) == []
