"""docs/search-reference.md says what savedsearches.conf and analyticstories.conf say."""

from __future__ import annotations

from scripts import ROOT, search_docs
from scripts.conf import read_conf

SAVED = read_conf(ROOT / "default" / "savedsearches.conf")
STORIES = read_conf(ROOT / "default" / "analyticstories.conf")


def test_the_page_is_current() -> None:
    assert search_docs.PAGE.read_text(encoding="utf-8") == search_docs.render(SAVED, STORIES), (
        "docs/search-reference.md is stale: run `make docs`"
    )


def test_what_is_told_of_an_alert() -> None:
    stanza = {
        "description": "Finds it.",
        "enableSched": "1",
        "cron_schedule": "7 * * * *",
        "dispatch.earliest_time": "-24h@m",
        "dispatch.latest_time": "now",
        "dispatch.index_earliest": "-20m@m",
        "dispatch.index_latest": "-5m@m",
        "alert.suppress": "1",
        "alert.suppress.fields": "dest,codesign_case",
        "alert.suppress.period": "24h",
        "action.correlationsearch.annotations": '{"mitre_attack": ["T1553.002"]}',
        "action.notable.param.next_steps": '{"version": 1, "data": "1. Look."}',
        "action.notable.param.drilldown_searches": '[{"name": "All of it", "search": "`all`"}]',
        "search": "`events` | codesignrisk | `it_filter`",
    }
    told = {"how_to_implement": "Collect it.", "known_false_positives": "Nobody."}
    page = search_docs.render({"Code Signing Risk - It": stanza}, {"savedsearch://Code Signing Risk - It": told})
    assert page.partition("## ")[2].splitlines() == [
        "It",
        "",
        "Finds it.",
        "",
        "- **Runs**: `7 * * * *`, from `-20m@m` to `-5m@m` by index time, from `-24h@m` to `now` by event time",
        "- **Needs**: Collect it.",
        "- **Known false positives**: Nobody.",
        "- **ATT&CK**: T1553.002",
        "- **Suppression**: 24h by `dest`, `codesign_case`",
        "- **Filter macro**: `it_filter`",
        "",
        "Triage:",
        "",
        "1. Look.",
        "",
        "Drill-down:",
        "",
        "- All of it: ``` `all` ```",
    ]


def test_what_is_told_of_a_search_without_schedule() -> None:
    hand = {"description": "Makes it.", "search": "| makeresults | `make_filter`"}
    quiet = {**hand, "enableSched": "0", "cron_schedule": "0 2 * * *"}
    window = {"dispatch.earliest_time": "-1d", "dispatch.latest_time": "now"}
    page = search_docs.render({"Hand": hand, "Quiet": {**quiet, **window}}, {})
    assert [line for line in page.splitlines() if line.startswith("- **Runs")] == [
        "- **Runs**: by hand, once",
        "- **Runs**: `0 2 * * *`, when you schedule it, from `-1d` to `now`",
    ]
