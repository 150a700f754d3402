"""Which events the searches take for one thing that happened, of live events and of kept findings."""

from __future__ import annotations

import pytest

from tests.searches.events import CERTUTIL, TEMP, audited
from tests.searches.harness import Searches, table
from tests.searches.twins import ADD, TWINS, again


@pytest.mark.parametrize("source", ["live", "kept"])
@pytest.mark.parametrize(("things", "events"), TWINS.values(), ids=TWINS)
def test_one_row_for_each_thing_that_happened(searches: Searches, things, events, source):
    search = f"`codesignrisk_{source}_findings` | `codesignrisk_dedupe_twins` | where codesign_score>0"
    kept = searches.keep("`codesignrisk_kept_findings`", events)
    assert len(searches.run_text(search, kept if source == "kept" else events).rows) == things


def test_an_event_without_a_guid_is_told_with_the_process_before_it(searches: Searches):
    events = [
        audited(0, CERTUTIL, ADD),
        again(0.1, ADD, 1),
        again(1, f"certutil -addstore root {TEMP}y.cer", 2),
        audited(1.1, CERTUTIL, f"certutil -addstore root {TEMP}y.cer"),
    ]
    result = searches.run_text("`codesignrisk_live_findings` | `codesignrisk_twins`", events)
    groups: dict[str, list[float]] = {}
    for time, occasion in table(result, "_time codesign_occasion"):
        groups.setdefault(occasion, []).append(time)
    assert sorted(map(sorted, groups.values())) == [[0, 0.1], [1, 1.1]]


@pytest.mark.parametrize("number", ["0001-aaaa", "17", "{9}"])
def test_other_sensors_number_a_process_in_their_own_way(searches: Searches, number):
    """An id that is no GUID of Sysmon says nothing about a start that Sysmon tells too."""
    events = [again(0, ADD, 1), {**audited(0.1, CERTUTIL, ADD), "process_guid": number}]
    assert len(searches.run_text("`codesignrisk_live_findings` | `codesignrisk_dedupe_twins`", events).rows) == 1
