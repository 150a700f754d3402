"""Every change of a store that decides on trust, whichever event told."""

from __future__ import annotations

import pytest

from tests.searches.events import CERTUTIL, HOST, TEMP, THUMBPRINT, audited, script, start, stored
from tests.searches.harness import Searches, table

NAME = "Hunt Trust Store Changes"
COLUMNS = "codesign_store certificate first_time count dest user seen_as score"

DAY = 86_400
CER = TEMP + "x.cer"
ADD = f"certutil -addstore root {CER}"
NINE = "2025-06-03T09:00:00"
ROOT = "LocalMachine\\root"

SCENARIOS = {
    # what must fire
    "a command and what it did are two rows: by file, and by thumbprint": (
        [start(0, CERTUTIL, ADD), audited(0, CERTUTIL, ADD), stored(0.2, "Root")],
        [
            (ROOT, THUMBPRINT, NINE, 1, HOST, "a.rivera", "registry", 70),
            (ROOT, CER.lower(), NINE, 1, HOST, "a.rivera", "process", 62),
        ],
    ),
    "the same certificate on two hosts": (
        [stored(0), stored(60, host="ws-2.corp.example")],
        [
            (
                "LocalMachine\\trustedpublisher",
                THUMBPRINT,
                NINE,
                2,
                [HOST, "ws-2.corp.example"],
                "a.rivera",
                "registry",
                70,
            )
        ],
    ),
    "a script": ([script(0, ADD)], [(ROOT, CER.lower(), NINE, 1, HOST, "S-1-5-21-1907043312-1604", "script", 57)]),
    "nobody says which certificate": (
        [start(0, CERTUTIL, "certutil -addstore root", user="")],
        [(ROOT, "unknown", NINE, 1, HOST, "unknown", "process", 50)],
    ),
    # near misses
    "a store that decides on no trust": ([stored(0, "My"), start(0, CERTUTIL, f"certutil -addstore my {CER}")], []),
    "what Windows keeps itself": ([stored(0, "AuthRoot", "C:\\Windows\\System32\\svchost.exe")], []),
    "a store is listed": ([start(0, CERTUTIL, "certutil -store root")], []),
    "more than 30 days ago": ([stored(-30 * DAY)], []),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events, now=DAY), COLUMNS) == rows
