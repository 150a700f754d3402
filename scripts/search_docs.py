"""Writes docs/search-reference.md, every saved search in full, from default/ (`make docs`)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scripts import ROOT
from scripts.conf import Conf, read_conf

PAGE = ROOT / "docs" / "search-reference.md"
PREFIX = "Code Signing Risk - "

_PREFACE = """# Every saved search

<!-- Made from savedsearches.conf and analyticstories.conf by `make docs`: change those, not this file. -->

What each is for, when it runs, what it needs, what else looks like it, and what to do with a result. How to choose
and tune them: [searches](searches.md). Names are without the prefix *Code Signing Risk -*.
"""


def render(saved: Conf, stories: Conf) -> str:
    """The page for these stanzas of savedsearches.conf and analyticstories.conf."""
    parts = [_PREFACE]
    for name, stanza in saved.items():
        parts += ["", f"## {name.removeprefix(PREFIX)}", "", *_search(stanza, stories.get(f"savedsearch://{name}", {}))]
    return "\n".join(parts) + "\n"


def _search(stanza: dict[str, str], told: dict[str, str]) -> Iterator[str]:
    yield f"{stanza['description']}\n"
    yield from (f"- **{title}**: {text}" for title, text in _facts(stanza, told) if text)
    steps = stanza.get("action.notable.param.next_steps")
    if steps:
        yield f"\nTriage:\n\n{json.loads(steps)['data']}"
    drilldowns = json.loads(stanza.get("action.notable.param.drilldown_searches", "[]"))
    if drilldowns:
        yield "\nDrill-down:\n"
        yield from (f"- {one['name']}: ``` {one['search']} ```" for one in drilldowns)


def _facts(stanza: dict[str, str], told: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "Runs", _runs(stanza)
    yield "Needs", told.get("how_to_implement", "")
    yield "Known false positives", told.get("known_false_positives", "")
    annotations = json.loads(stanza.get("action.correlationsearch.annotations", "{}"))
    yield "ATT&CK", ", ".join(annotations.get("mitre_attack", []))
    if stanza.get("alert.suppress") == "1":
        fields = stanza["alert.suppress.fields"].replace(",", "`, `")
        yield "Suppression", f"{stanza['alert.suppress.period']} by `{fields}`"
    yield "Filter macro", f"`{stanza['search'].split('`')[-2]}`"


def _runs(stanza: dict[str, str]) -> str:
    """The schedule and the window, in Splunk's own notation."""
    if "dispatch.earliest_time" not in stanza:
        return "by hand, once"
    window = f"from `{stanza['dispatch.earliest_time']}` to `{stanza['dispatch.latest_time']}`"
    if "dispatch.index_earliest" in stanza:
        indexed = f"from `{stanza['dispatch.index_earliest']}` to `{stanza['dispatch.index_latest']}`"
        window = f"{indexed} by index time, {window} by event time"
    off = "" if stanza.get("enableSched") == "1" else ", when you schedule it"
    return f"`{stanza['cron_schedule']}`{off}, {window}"


def main() -> None:
    """Write the page."""
    saved = read_conf(ROOT / "default" / "savedsearches.conf")
    PAGE.write_text(render(saved, read_conf(ROOT / "default" / "analyticstories.conf")), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(saved)} searches")


if __name__ == "__main__":
    main()
