"""What the guides name exists, and what exists is told: fields, options, searches, macros, views, targets of make."""

from __future__ import annotations

import csv
import re
import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("reads the lab's side too", allow_module_level=True)

from codesignrisk_core.protocol import options
from codesignrisk_core.records import fields, sensors, sources

from scripts import ROOT, indicator_docs
from scripts.conf import read_conf

PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
}
ALL = "\n".join(PAGES.values())
MACROS = {name.partition("(")[0] for name in read_conf(ROOT / "default" / "macros.conf")}
TABLES = {path.stem for path in (ROOT / "lookups").glob("*.csv")}
SEARCHES = {name.removeprefix("Code Signing Risk - ") for name in read_conf(ROOT / "default" / "savedsearches.conf")}
VIEWS = {path.stem for path in (ROOT / "default" / "data" / "ui" / "views").glob("*.xml")}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_output_field_is_in_the_readme_s_table() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGES["README.md"].partition("## Output fields")[2], re.MULTILINE)
    assert told[: len(fields.OUTPUT_FIELDS)] == list(fields.OUTPUT_FIELDS)


def test_every_option_is_in_the_readme_s_table() -> None:
    table = PAGES["README.md"].partition("## Options")[2].partition("## Output fields")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(options.Options._fields)


def test_every_name_of_ours_exists() -> None:
    """codesignrisk_... in code quotes is a macro, a table, or the twin of one."""
    # the notes on upgrades name what is gone
    pages = "\n".join(text for page, text in PAGES.items() if page != "docs/upgrade.md")
    named = set(re.findall(r"\bcodesignrisk_\w+", pages))
    known = MACROS | TABLES | {f"{table}_local" for table in TABLES} | {"codesignrisk_core", "codesignrisk_live"}
    assert {name for name in named if name.removesuffix("_") not in known and not _begins(name, known)} == set()


def _begins(name: str, known: set[str]) -> bool:
    """Whether a name stands for several: codesignrisk_hunt_ and the like, followed by an asterisk."""
    return name.endswith("_") and any(other.startswith(name) for other in known)


def test_every_field_of_ours_exists() -> None:
    named = set(re.findall(r"`(codesign_\w+)`", ALL))
    indicators = {row["indicator"] for row in indicator_docs.read()}
    assert named - set(fields.OUTPUT_FIELDS) - indicators <= INTERNAL


# Made by macros, for suppression and pages.
INTERNAL = {"codesign_case", "codesign_twin", "codesign_row", "codesign_band"}


# Columns of the tables, and words of Splunk's own that guides use.
COLUMNS = {
    column
    for path in (ROOT / "lookups").glob("*.csv")
    for column in next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
}
OF_SPLUNK = {
    *("always_preserve", "deployer_lookups_push_mode", "output_file", "run_custom_command", "sc_admin"),
    *("logging_level", "required_fields", "risk_score", "drilldown_dashboards", "linux_audit"),
}
MADE_BY_SEARCHES = {"drop_age", "drop_match", "drop_time", "subject_cn"}
OF_SENSORS = {name for sensor in sensors.MARKS for name in sensors.load(sensor).required()}
VERDICTS = {"known_bad", "known_public"}


@pytest.mark.parametrize("page", sorted(set(PAGES) - {"docs/indicators.md", "docs/macro-reference.md"}))
def test_every_indicator_and_word_in_code_quotes_exists(page: str) -> None:
    indicators = {row["indicator"] for row in indicator_docs.read()}
    known = (
        indicators
        | COLUMNS
        | OF_SPLUNK
        | OF_SENSORS
        | MADE_BY_SEARCHES
        | VERDICTS
        | set(options.Options._fields)
        | {*sources.NAMES, *sources.BLOCKS, *fields.ALIASES["other_line"]}
    )
    named = set(re.findall(r"`((?!codesign)[a-z][a-z0-9]*(?:_[a-z0-9]+)+_?\*?)`", PAGES[page]))
    beginnings = {name for name in named if name.endswith("*")}
    assert named - beginnings - known == set()
    assert {name for name in beginnings if not any(one.startswith(name[:-1]) for one in indicators)} == set()


def test_every_indicator_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", PAGES["docs/indicators.md"], re.MULTILINE))
    assert {row["indicator"] for row in indicator_docs.read()} <= told


@pytest.mark.parametrize("search", sorted(SEARCHES))
def test_every_saved_search_is_told(search: str) -> None:
    family, _, last = search.partition(" ")
    told = PAGES["docs/searches.md"]
    assert search in told or (family == "Setup" and last in told) or search.endswith(" Data Model")


def test_every_view_is_told() -> None:
    assert {view for view in VIEWS if view.capitalize() not in PAGES["docs/dashboards.md"]} == set()


def test_every_target_of_make_exists() -> None:
    assert set(re.findall(r"`make ([a-z]+)", ALL)) <= TARGETS


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:bin|lab|scripts|tests|default|lookups|docs|atomics|sigma)/[\w./-]+\w)`", ALL))
    made = {"lookups/codesignrisk_indicators_local.csv", "lookups/codesignrisk_allowlist_local.csv"}
    assert {name for name in named if not (ROOT / name).exists()} - made == set()
