"""Stories as the view Investigate searches for them: its own searches, filled in."""

from __future__ import annotations

import json

from scripts import ROOT
from tests.searches.events import CERTUTIL, HOST, POWERSHELL, SIGNTOOL, TEMP, start
from tests.searches.harness import Searches

OTHER = "ws-0999.corp.example"
LIVE, KEPT = "*", "codesignrisk_findings"
PFX = TEMP + "x.pfx"
CER = TEMP + "x.cer"
TOOL = TEMP + "tool.exe"
SIGN = f"signtool sign /f {PFX} /fd sha256 {TOOL}"


def view_query(name, source=LIVE, **tokens):
    """A data source's search as the view holds it, its tokens filled as the filter |s does. source: LIVE or KEPT."""
    from lab.dashboards.view import load_view

    view = load_view(ROOT / "default" / "data" / "ui" / "views" / "investigate.xml")
    query = view.definition["dataSources"][name]["options"]["query"]
    for token, value in tokens.items():
        query = query.replace(f"${token}|s$", json.dumps(value))
    query = query.replace("$from|s$", json.dumps(source))
    assert "|s$" not in query
    return query


def story(searches: Searches, events, then="", host=HOST, user="*", source=LIVE):
    """The story of a host or user out of events, and a chain on it."""
    return searches.run_text(f"{view_query('ds_story', source, host=host, user=user)} {then}", events)


def signed(time=0, **options):
    """signtool signs TOOL with PFX."""
    return start(time, SIGNTOOL, SIGN, pid=2, **options)


def ran(time=60, path=TOOL, line="", **options):
    """A program starts, TOOL unless told."""
    return start(time, path, line or path, pid=3, parent=POWERSHELL, **options)


ADDED = start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=1)
