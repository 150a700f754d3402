"""Hosts and users that signed yesterday for the first time in 30 days."""

from __future__ import annotations

import pytest

from tests.searches.events import HOST, SIGNTOOL, audited, start
from tests.searches.harness import Searches, table

NAME = "Hunt First Signing"
COLUMNS = "dest user new first_time count"

DAY = 86_400
SIGN = "signtool sign /n Ridgeline /fd sha256 /tr http://ts.example a.exe"
NOON = "2025-06-03T09:00:00"


def sign(time=0, **options):
    return start(time, SIGNTOOL, SIGN, **options)


SCENARIOS = {
    # what must fire
    "host and user are new": ([sign(), sign(60, pid=2)], [(HOST, "a.rivera", "host and user", NOON, 2)]),
    "only the user is new": (
        [sign(-9 * DAY, user="CORP\\b.okafor"), sign()],
        [(HOST, "a.rivera", "user", NOON, 1)],
    ),
    "only the host is new": (
        [sign(-9 * DAY, host="ws-0999.corp.example"), sign()],
        [(HOST, "a.rivera", "host", NOON, 1)],
    ),
    "Sysmon 1 and 4688 are one signing": (
        [sign(), audited(0, SIGNTOOL, SIGN)],
        [(HOST, "a.rivera", "host and user", NOON, 1)],
    ),
    "no user": ([sign(user="")], [(HOST, "unknown", "host and user", NOON, 1)]),
    # near misses
    "it signed before": ([sign(-29 * DAY), sign()], []),
    "it signed the day before yesterday": ([sign(-DAY)], []),
    "today is tomorrow's hunt": ([sign(DAY)], []),
    "it verifies": ([start(0, SIGNTOOL, "signtool verify /pa a.exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events, now=DAY), COLUMNS) == rows
