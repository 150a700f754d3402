"""docs/enterprise-security.md: what it says of each alert is what savedsearches.conf sets."""

from __future__ import annotations

import re

from scripts import ROOT
from scripts.conf import read_conf

PAGE = (ROOT / "docs" / "enterprise-security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+) \| a (finding|risk event)\b.* \| (.+) \| (\d+h) \|$", PAGE, re.MULTILINE)
SAVED = read_conf(ROOT / "default" / "savedsearches.conf")
ACTING = {name: stanza for name, stanza in SAVED.items() if stanza.keys() & {"action.notable", "action.risk"}}


def test_every_alert_has_a_row() -> None:
    assert [f"Code Signing Risk - {row[0]}" for row in ROWS] == list(ACTING)


def test_the_rows_are_what_is_set() -> None:
    for name, made, severity, period in ROWS:
        stanza = ACTING[f"Code Signing Risk - {name}"]
        assert stanza["alert.suppress.period"] == period
        assert stanza["alert.suppress.fields"] == "dest,codesign_case"
        assert made == ("finding" if stanza.get("action.notable") == "1" else "risk event")
        if made == "finding":
            assert f"`{stanza['action.notable.param.severity']}`" in severity


def test_what_holds_for_all_alerts() -> None:
    assert {stanza["alert.digest_mode"] for stanza in ACTING.values()} == {"1"}
    untracked = {name for name, stanza in ACTING.items() if stanza["alert.track"] == "0"}
    assert {name.partition(" - ")[2] for name in untracked} == {"Risk Events", "Risk Events Data Model"}
