"""The definitions of the views: nothing leads nowhere, no option is unknown, every column that is shown is searched."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts import ROOT
from tests.machine import need

VIEWS = sorted(path.stem for path in (ROOT / "default" / "data" / "ui" / "views").glob("*.xml"))
ALARM = "#D9480F"
"""A figure that asks for a look. No band's colour can be read on the light and on the dark page."""
BANDS = {"critical": "#5B0A37", "high": "#A82D08", "medium": "#E07B00", "low": "#92C5F2", "info": "#E9EEF2"}


def definition(view: str) -> Any:
    from lab.dashboards.view import load_view

    return load_view(ROOT / "default" / "data" / "ui" / "views" / f"{view}.xml").definition


def texts(value: Any) -> list[str]:
    """All texts of a definition."""
    return re.findall(r'"((?:[^"\\]|\\.)*)"', json.dumps(value))


def test_the_navigation_names_every_view_and_opens_the_overview() -> None:
    from lab.dashboards.view import load_views

    assert list(load_views(ROOT)) == ["overview", "investigate", "tune", "start", "help"]
    nav = (ROOT / "default" / "data" / "ui" / "nav" / "default.xml").read_text(encoding="utf-8")
    assert re.findall(r'<view name="(\w+)" default="true"/>', nav) == ["overview"]


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_leads_nowhere(view: str) -> None:
    from lab.dashboards.check import problems

    assert problems(definition(view)) == []


@pytest.mark.parametrize("view", VIEWS)
def test_options_are_known(view: str) -> None:
    from lab.dashboards import bundle

    try:
        schemas = bundle.option_schemas()
    except bundle.BundleError as error:
        need(str(error))
    for name, item in definition(view)["visualizations"].items():
        known = schemas[item["type"].lower()]
        assert set(item.get("options", {})) <= set(known), name
        column = known.get("columnFormat", {}).get("patternProperties", {}).get(".*", {}).get("properties", {})
        for form in item.get("options", {}).get("columnFormat", {}).values():
            assert set(form) <= set(column), name


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("full", [True, False], ids=["a day", "nothing"])
def test_every_column_that_is_shown_is_searched(view: str, full: bool, site: Path) -> None:
    from lab.dashboards import check, scenario
    from lab.dashboards.jobs import Jobs

    jobs = Jobs(scenario.a_day() if full else [], scenario.NOW.timestamp(), site)
    board = definition(view)
    lacking = {
        source: missing
        for source, wanted in check.columns_used(board).items()
        if (missing := wanted - set(columns(jobs, board, source)))
    }
    assert lacking == {}


def columns(jobs: Any, board: Any, source: str) -> list[str]:
    """The columns that a data source gives with the tokens as they are when the view opens."""
    from lab.dashboards.sources import source_of

    found = source_of(board, source)
    job = jobs.create(found.search, found.earliest, found.latest)
    return [field["name"] for field in jobs.results(job, found.rest)["fields"]]


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_is_one_scan_and_its_chains(view: str) -> None:
    """What is no chain reads the lookups, the index's own counts, or says why it is a scan of its own."""
    board = definition(view)
    searches = {
        name: source["options"]["query"]
        for name, source in board["dataSources"].items()
        if source["type"] == "ds.search"
    }
    scans = [name for name, query in searches.items() if not query.startswith(("| inputlookup", "| makeresults"))]
    assert scans[:1] == list(board["dataSources"])[:1]
    for name in scans[1:]:
        assert "`codesignrisk_sources`" in searches[name] or name in SECOND_SCANS


# Data that the page's own scan does not hold.
SECOND_SCANS = {
    "ds_trend": "the time before",
    "ds_elsewhere": "other hosts",
    "ds_coverage": "all process starts",
    "ds_unassessed": "what scores nothing",
    "ds_messages": "the nodes",
}


def test_help_has_the_sysmon_configuration_of_the_guide_to_copy() -> None:
    snippet = (ROOT / "docs" / "sysmon-codesignrisk.xml").read_text(encoding="utf-8").strip()
    told = definition("help")["visualizations"]["viz_sysmon"]["options"]["markdown"]
    assert f"```\n{snippet}\n```" in told


@pytest.mark.parametrize("view", VIEWS)
def test_chains_are_as_long_as_is_documented(view: str) -> None:
    """A chain and one more behind it (Dashboard Studio, "Chain searches together with a base search")."""
    sources = definition(view)["dataSources"]
    for name in sources:
        length, at = 0, name
        while base := sources[at]["options"].get("extend"):
            length, at = length + 1, base
        assert length <= 2, name


@pytest.mark.parametrize("view", VIEWS)
def test_bands_have_their_colours_and_nothing_else_has_colours(view: str) -> None:
    board = definition(view)
    greys = {"#000000", "#FFFFFF", "#6B7785"}
    used = {text for text in texts(board) if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", text)}
    assert used <= set(BANDS.values()) | greys | {ALARM}
    for item in board["visualizations"].values():
        for band, colour in item.get("options", {}).get("seriesColorsByField", {}).items():
            assert BANDS.get(band, colour) == colour
        for row in item.get("context", {}).get("bandColors", []):
            assert BANDS[row["match"]] == row["value"]
        # the one other colour is that of figures
        figure = item.get("context", {}).get("figureColors", [])
        assert texts(item).count(ALARM) == texts(figure).count(ALARM)
        assert [row["value"] for row in figure] in ([], ["#6B7785", ALARM])


# A note that is there in any case, and the panel below it.
ALWAYS = {"viz_seen"}
# Macros that give a row where there is nothing to show.
SAY_SO = ("codesignrisk_if_empty(", "codesignrisk_sources`", "codesignrisk_line_gaps`")
FIGURED = {"viz_elsewhere"}
# A panel without data is hidden; the note that is shown in its place.
NOTES = {
    "overview": {
        "viz_no_cases": {"viz_open_first", "viz_bands", "viz_top_hosts", "viz_top_users", "viz_top_tools"}
        | {"viz_techniques"},
        "viz_no_trust": {"viz_trust_table"},
        "viz_no_drops": {"viz_drop_table"},
    },
    "investigate": {
        "viz_no_story": {"viz_chart", "viz_lines", "viz_pivots"},
        "viz_no_use": {"viz_drops_used"},
    },
    "tune": {
        "viz_no_noise": {"viz_noise", "viz_proposals", "viz_allow", "viz_bins"},
        "viz_no_hidden": {"viz_hidden"},
        "viz_no_rows": {"viz_rows"},
        "viz_no_errors": {"viz_errors"},
        "viz_no_gaps": {"viz_coverage"},
    },
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_panel_that_can_be_empty_is_hidden_for_a_note_or_says_so(view: str) -> None:
    board = definition(view)
    notes = NOTES.get(view, {})
    hidden = {name for name, item in board["visualizations"].items() if item.get("hideWhenNoData")}
    assert hidden - FIGURED == set(notes).union(*notes.values())
    for name, item in board["visualizations"].items():
        if item["type"] == "splunk.table" and name not in hidden:
            query = board["dataSources"][item["dataSources"]["primary"]]["options"]["query"]
            assert name in ALWAYS or any(f"`{macro}" in query for macro in SAY_SO), name


@pytest.mark.parametrize("view", VIEWS)
def test_a_search_of_a_hidden_panel_has_another_that_tells_its_error(view: str) -> None:
    """A search that fails gives no rows: its panel and its note are both hidden."""
    items = definition(view)["visualizations"].values()
    sources = definition(view)["dataSources"]

    def base(name: str) -> str:
        return base(up) if (up := sources[name]["options"].get("extend")) else name

    def bases(hidden: bool) -> set[str]:
        shown = [item for item in items if bool(item.get("hideWhenNoData")) == hidden]
        return {base(source) for item in shown for source in item.get("dataSources", {}).values()}

    assert bases(hidden=True) <= bases(hidden=False)


@pytest.mark.parametrize("view", VIEWS)
def test_a_hint_is_no_link(view: str) -> None:
    """Rows of a table with an event handler look like links, so none of them is a hint; a note has no handler."""
    board = definition(view)
    for name, item in board["visualizations"].items():
        if item.get("eventHandlers"):
            query = board["dataSources"][item["dataSources"]["primary"]]["options"]["query"]
            assert "codesignrisk_if_empty" not in query, name
            assert name not in NOTES.get(view, {}), name


@pytest.mark.parametrize("view", VIEWS)
def test_panels_have_titles_and_no_command_line_is_shown(view: str) -> None:
    board = definition(view)
    for item in board["visualizations"].values():
        assert item["type"] == "splunk.markdown" or item["title"]
    assert not [text for text in texts(board["dataSources"]) if re.search(r"CommandLine|Process_Command_Line", text)]


BROKEN: list[tuple[str, Any, str]] = [
    ("visualizations.viz_cases.dataSources.primary", "ds_none", "viz_cases shows the data source ds_none"),
    ("dataSources.ds_chosen.options.extend", "ds_none", "ds_chosen extends ds_none"),
    ("dataSources.ds_scope.options.extend", "ds_drops_shown", "ds_scope extends itself"),
    ("dataSources.ds_scope.options.query", "| search dest=$host$", "ds_scope puts the token host into a search"),
    ("dataSources.ds_scope.options.query", "| search dest=$hots|s$", "the token hots is set by nothing"),
    ("inputs.input_host.options", {"items": []}, "input_host sets no token"),
    ("dataSources.ds_more", {"type": "ds.search", "options": {"query": "*"}}, "ds_more is used by nothing"),
    ("layout.globalInputs", ["input_time", "input_user", "input_score"], "input_host has no place"),
    ("layout.structure.0.item", "viz_none", "the layout has viz_none"),
    ("layout.structure.1.item", "viz_high", "viz_high is placed 2 times"),
    ("layout.structure.1.position.x", 100, "viz_cases lies over viz_high"),
    ("layout.structure.5.position.w", 250, "viz_used leaves the page"),
    ("layout.structure.5.position.w", 150, "the row at 0 is 1150 wide"),
    ("visualizations.viz_high.options.majorColor", "> majorValue | rangeValue(nothing)", "viz_high uses nothing"),
    ("visualizations.viz_high.options.majorValue", "> primary | lastpoint()", "viz_high calls lastpoint"),
]


@pytest.mark.parametrize(("path", "value", "problem"), BROKEN, ids=[problem for _, _, problem in BROKEN])
def test_what_leads_nowhere_is_found(path: str, value: Any, problem: str) -> None:
    from lab.dashboards.check import problems

    board = copy.deepcopy(definition("overview"))
    *parents, last = path.split(".")
    place = board
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    place[int(last) if isinstance(place, list) else last] = value
    assert any(problem in found for found in problems(board))
