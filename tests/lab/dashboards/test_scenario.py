"""The day at an invented company that the dashboards show by default."""

from __future__ import annotations

import json
from pathlib import Path

from lab.dashboards import scenario

NOW = scenario.NOW.timestamp()


def test_it_is_a_day_in_order() -> None:
    times = [float(str(event["_time"])) for event in scenario.a_day()]
    assert times == sorted(times)
    assert times[0] >= NOW - 86_400
    assert times[-1] < NOW


def test_who_plays_another_part_has_no_trace_of_the_first() -> None:
    """Names, accounts and SIDs are changed in every field, in either case."""
    moved = [event for event in scenario.a_day() if event["host"] in ("WS-0158.corp.example", "SRV-0021.corp.example")]
    text = json.dumps(moved).lower()
    assert len(moved) == 16
    assert [name for name in ("ws-0142", "a.rivera", "-1604") if name in text] == []


def test_the_samples_stay_as_they_are() -> None:
    assert scenario.a_day() == scenario.a_day()


def test_the_site_has_lookups_of_its_own(tmp_path: Path) -> None:
    app = scenario.stage_site(tmp_path / "codesignrisk")
    twins = {path.name for path in (app / "lookups").glob("*_local.csv")}
    assert twins == {path.name for path in (scenario.SAMPLES / "day" / "site").glob("*.csv")}
    assert (app / "bin" / "codesignrisk.py").is_file()
