"""Search jobs in the forms of splunkd's REST API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lab.dashboards.jobs import Jobs
from lab.spl import SplError

NOW = 1_748_941_200.0  # 2025-06-03 09:00:00 UTC
EVENTS: Any = [
    {"_time": f"{NOW - 60}", "host": "a", "mv": ["x", "y"]},
    {"_time": f"{NOW - 7200}", "host": "b"},
]


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(EVENTS, NOW, tmp_path)


def test_results_come_by_columns(jobs: Jobs) -> None:
    job = jobs.create("index=* | table _time host mv none")
    assert jobs.results(job) == {
        "preview": False,
        "init_offset": 0,
        "messages": [],
        "fields": [{"name": "_time"}, {"name": "host"}, {"name": "mv"}, {"name": "none"}],
        "columns": [
            ["2025-06-03T08:59:00.000+00:00", "2025-06-03T07:00:00.000+00:00"],
            ["a", "b"],
            [["x", "y"], None],
            [None, None],
        ],
        "post_process_count": 2,
    }


@pytest.mark.parametrize(
    ("post", "offset", "count", "column", "total"),
    [
        ("| sort 0 host", 0, 0, ["a", "b"], 2),
        ("| sort 0 -host", 0, 1, ["b"], 2),
        ("| sort 0 -host", 1, 20, ["a"], 2),
        ("search host=b", 0, 0, ["b"], 1),
        (" ", 0, 0, ["a", "b"], 2),
    ],
)
def test_pages_and_post_processing(
    jobs: Jobs, post: str, offset: int, count: int, column: list[str], total: int
) -> None:
    results = jobs.results(jobs.create("index=* | table host"), post, offset, count)
    assert (results["columns"], results["post_process_count"]) == ([column], total)


@pytest.mark.parametrize(
    ("earliest", "latest", "hosts"),
    [
        (None, None, ["a", "b"]),
        ("0", "", ["a", "b"]),
        ("-60m@m", "now", ["a"]),
        ("-24h@h", "-1h", ["b"]),
        ("2025-06-03T08:00:00.000", "2025-06-03T09:00:00.000", ["a"]),
        (f"{NOW - 3600}", f"{NOW}", ["a"]),
    ],
)
def test_time_ranges_as_the_input_gives_them(
    jobs: Jobs, earliest: str | None, latest: str | None, hosts: list[str]
) -> None:
    job = jobs.create("index=* | table host", earliest, latest)
    assert [row["host"] for row in job.result.rows] == hosts


def test_post_processing_knows_the_range_of_its_search(jobs: Jobs) -> None:
    job = jobs.create("index=*", "-4h@h", "now")
    assert jobs.results(job, "| timechart span=1h count")["columns"][1] == ["0", "0", "1", "1"]


def test_equal_searches_are_one_job(jobs: Jobs) -> None:
    first = jobs.create("index=*", "-1h", "now")
    assert jobs.create("index=*", "-1h", "now") is first
    assert jobs.create("index=*", "-2h", "now") is not first
    assert jobs.find(first.sid) is first
    assert jobs.find("none") is None


def test_status(jobs: Jobs) -> None:
    job = jobs.create("index=*")
    status = jobs.status(job)
    content = status["content"]
    assert (status["name"], status["published"]) == ("index=*", "2025-06-03T09:00:00+00:00")
    assert (content["sid"], content["resultCount"]) == (job.sid, 2)
    assert (content["isDone"], content["dispatchState"]) == (True, "DONE")


def test_messages_of_a_search_go_along(jobs: Jobs) -> None:
    job = jobs.create("| inputlookup none.csv")
    message = {"type": "WARN", "text": "inputlookup: the lookup file none.csv does not exist"}
    assert jobs.status(job)["content"]["messages"] == [message]
    assert jobs.results(job)["messages"] == [message]


@pytest.mark.parametrize(
    ("search", "earliest", "problem"),
    [("index=* | nonsense", "-1h", 'unknown command "nonsense"'), ("index=*", "yesterday", '"yesterday" is not a')],
)
def test_what_is_not_understood(jobs: Jobs, search: str, earliest: str, problem: str) -> None:
    with pytest.raises(SplError, match=problem):
        jobs.create(search, earliest, "now")


def test_whoever_serves_is_told_of_searches_that_fail(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    jobs = Jobs(EVENTS, NOW, tmp_path, on_failure=lambda search, error: told.append((search, str(error))))
    with pytest.raises(SplError):
        jobs.create("index=* | nonsense")
    job = jobs.create("index=* | table host")
    jobs.results(job, "| head 1")
    with pytest.raises(SplError):
        jobs.results(job, "| rubbish")
    reasons = [(search, why.partition(" (at")[0]) for search, why in told]
    assert reasons == [("index=* | nonsense", 'unknown command "nonsense"'), ("| rubbish", 'unknown command "rubbish"')]


SYSMON = {"_time": f"{NOW}", "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", "EventID": "1"}
START = {**SYSMON, "Image": "C:\\Windows\\System32\\certutil.exe", "CommandLine": "certutil -store My"}


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([{**SYSMON, "EventID": "22"}], "; events of a kind that is assessed: 0 of 1, so this is no all-clear"),
        (
            [{**SYSMON, "EventID": "22"}, {**START, "CommandLine": ""}],
            "; events that could be assessed in full: 0 of 2, so this is no all-clear",
        ),
        ([{**SYSMON, "EventID": "22"}, START], ""),
    ],
)
def test_the_head_says_as_a_scan_does_that_no_event_was_assessed(events: Any, text: str) -> None:
    count = f"{len(events)} event{'s' if len(events) > 1 else ''}"
    assert Jobs(events, NOW).within(None, None) == f"{count}, 2025-06-03{text}"


def test_the_head_says_which_findings_no_time_range_holds() -> None:
    found = {**START, "CommandLine": "certutil -addstore root x.cer"}
    without = {name: value for name, value in found.items() if name != "_time"}
    assert Jobs([found, without], NOW).within(None, None) == (
        "2 events, 2025-06-03; 1 event without a time scores up to 45, and no page and no search over a time range "
        "shows it: see scan"
    )
