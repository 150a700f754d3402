"""tstats over fixtures (SR tstats)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lab.spl import run

MODELS: dict[str, Any] = {
    "Endpoint.Processes": [
        {"_time": "10", "host": "h", "dest": "a", "process_name": "signtool.exe", "user": "ann"},
        {"_time": "70", "host": "h", "dest": "a", "process_name": "CertUtil.exe", "user": "bob"},
        {"_time": "75", "host": "h", "dest": "b", "process_name": "certutil.exe"},
    ],
    "Endpoint.Filesystem": [{"_time": "20", "dest": "a", "file_name": "x.pfx"}],
}


@pytest.mark.parametrize(
    ("search", "rows"),
    [
        ("count FROM datamodel=Endpoint.Processes", [{"count": "3"}]),
        (
            "count FROM datamodel=Endpoint.Processes WHERE Processes.process_name=certutil* BY Processes.dest",
            [{"Processes.dest": "a", "count": "1"}, {"Processes.dest": "b", "count": "1"}],
        ),
        (
            "values(Processes.user) AS user min(_time) AS first from datamodel=Endpoint.Processes by Processes.dest",
            [{"Processes.dest": "a", "user": ["ann", "bob"], "first": "10"}, {"Processes.dest": "b", "first": "75"}],
        ),
        # Rows with a null BY field are left out.
        (
            "summariesonly=t count from datamodel=Endpoint.Processes by Processes.user",
            [{"Processes.user": "ann", "count": "1"}, {"Processes.user": "bob", "count": "1"}],
        ),
        (
            "fillnull_value=none count from datamodel=Endpoint.Processes where nodename=Processes by Processes.user",
            [
                {"Processes.user": "ann", "count": "1"},
                {"Processes.user": "bob", "count": "1"},
                {"Processes.user": "none", "count": "1"},
            ],
        ),
        (
            "count from datamodel=Endpoint.Processes by _time span=1m host",
            [{"_time": "0", "host": "h", "count": "1"}, {"_time": "60", "host": "h", "count": "2"}],
        ),
        ("count from datamodel=Endpoint.Processes where earliest=20 latest=75", [{"count": "1"}]),
        # Two models in one search: partial counts, added up by stats.
        (
            "prestats=t count from datamodel=Endpoint.Processes by Processes.dest | tstats prestats=t append=t "
            "count from datamodel=Endpoint.Filesystem by Filesystem.dest "
            "| eval d=coalesce('Processes.dest', 'Filesystem.dest') | stats count by d",
            [{"d": "a", "count": "3"}, {"d": "b", "count": "1"}],
        ),
    ],
)
def test_tstats(spl: Any, search: str, rows: Any) -> None:
    assert spl(f"| tstats {search}", datamodels=MODELS) == rows


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        (
            "count from datamodel=Endpoint.Ports",
            'tstats: no rows are given for the data model dataset "Endpoint.Ports" @ ',
        ),
        ("count from datamodel=Endpoint", "tstats: name the dataset: datamodel=Model.Dataset @ datamodel=Endpoint"),
        ("count where index=* by user", "tstats: user is not an indexed field @ "),
        ("append=t count from datamodel=Endpoint.Processes", "tstats: append=true wants prestats=true @ t"),
        (
            "prestats=t dc(host) from datamodel=Endpoint.Processes",
            "tstats: prestats=true is supported for count only @ t",
        ),
        ("count from datamodel=Endpoint.Processes by host span=1h", "tstats: span stands behind _time @ span=1h"),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(f"| tstats {search}", datamodels=MODELS) == reason


def test_partial_results_count_only(refuse: Any) -> None:
    search = "| tstats prestats=t count from datamodel=Endpoint.Processes by Processes.dest | stats dc(host) AS d"
    assert "of partial results (prestats=true) is not supported" in refuse(search, datamodels=MODELS)


def test_without_a_model_the_index_is_counted(tmp_path: Path) -> None:
    events: list[Any] = [
        {"_time": "5", "host": "h", "source": "s1", "user": "ann"},
        {"_time": "9", "host": "h", "source": "s1"},
        {"_time": "3", "host": "g", "source": "s2"},
    ]
    search = "| tstats count max(_time) AS last dc(host) AS hosts WHERE index=* source IN (s1, s2) BY source"
    assert run(search, events, now=10, app=tmp_path, earliest=0, latest=10).rows == [
        {"source": "s1", "count": "2", "last": "9", "hosts": "1"},
        {"source": "s2", "count": "1", "last": "3", "hosts": "1"},
    ]
    # what is not in the index is not found
    assert run("| tstats count WHERE user=ann", events, now=10, app=tmp_path).rows == [{"count": "0"}]
