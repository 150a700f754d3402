"""The server: pages by Splunk Web's addresses, splunkd's endpoints behind them, and nobody else's requests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lab.dashboards.jobs import Jobs
from lab.dashboards.server import web_application
from lab.records import TimeSpan

RAW = "/en-US/splunkd/__raw/services"
HOME = "/en-US/app/codesignrisk"
DEFINITION = {"title": "</script><b>"}


@pytest.fixture
def client(tmp_path: Path) -> Any:
    views = tmp_path / "default" / "data" / "ui" / "views"
    views.mkdir(parents=True)
    for name in ("one", "two"):
        definition = f"<definition><![CDATA[{json.dumps(DEFINITION)}]]></definition>"
        xml = f'<dashboard version="2"><label>{name}</label>{definition}</dashboard>'
        (views / f"{name}.xml").write_text(xml, encoding="utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "main.js").write_text("let x;")
    jobs = Jobs([{"_time": "1", "host": "<i>h</i>"}], 100, tmp_path)
    return web_application(jobs, tmp_path, tmp_path / "assets").test_client()


def test_home_is_the_first_view(client: Any) -> None:
    answer = client.get("/?form.host=h")
    assert (answer.status_code, answer.location) == (302, f"{HOME}/one?form.host=h")


def test_links_without_a_locale_get_one(client: Any) -> None:
    assert client.get("/app/codesignrisk/two?form.host=a%26b").location == f"{HOME}/two?form.host=a%26b"


def test_a_page_holds_the_definition_tokens_and_theme(client: Any) -> None:
    page = client.get(f"{HOME}/two?form.host=ws*&form.global_time.earliest=-1h&theme=dark&other=1").text
    [data] = re.findall(r'<script type="application/json" id="dashboard">(.*?)</script>', page)
    assert json.loads(data) == {
        "definition": DEFINITION,
        "tokens": {"host": "ws*", "global_time.earliest": "-1h"},
        "theme": "dark",
    }
    assert '<a href="/en-US/app/codesignrisk/two" aria-current="page">two</a>' in page


@pytest.fixture
def over_files(tmp_path: Path, client: Any) -> Any:
    """The same pages over two events, one of a log that the app does not read, opened on their own time range."""
    events = [{"_time": "1558224000.5", "source": "WinEventLog:Security"}, {"_time": "1786147200", "sourcetype": "x"}]
    jobs = Jobs(events, 1_786_147_260)
    times = TimeSpan(1558224000.5, 1786147200)
    return web_application(jobs, tmp_path, tmp_path / "assets", times).test_client()


def test_pages_over_files_open_on_the_files_own_time_range(over_files: Any) -> None:
    def tokens(query: str) -> Any:
        page = over_files.get(f"{HOME}/two?{query}").text
        return json.loads(re.findall(r'id="dashboard">(.*?)</script>', page)[0])["tokens"]

    assert tokens("") == {"global_time.earliest": "1558224000", "global_time.latest": "1786147201"}
    chosen = "form.global_time.earliest=-1h&form.global_time.latest=now"
    assert tokens(chosen) == {"global_time.earliest": "-1h", "global_time.latest": "now"}


HEAD = "2 events, 2019-05-19 to 2026-08-08; 1 of logs that the app does not read"
NONE = "; events of a kind that is assessed: 0 of 2, so this is no all-clear"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", HEAD + NONE),
        ("earliest=-24h&latest=now", HEAD + "; 1 outside the chosen time range" + NONE),
        ("earliest=1558224000&latest=1786147201", HEAD + NONE),
        ("earliest=1558224001&latest=1786147200", HEAD + "; 2 outside the chosen time range" + NONE),
    ],
)
def test_the_head_tells_the_events_and_those_outside_the_range(over_files: Any, query: str, text: str) -> None:
    assert over_files.get(f"/lab/events?{query}").text == text


NO_JOB = f"{RAW}/search/v2/jobs/none/results?offset=0&count=0"


@pytest.mark.parametrize("path", [f"{HOME}/none", "/assets/none.js", "/assets/../view.py", NO_JOB])
def test_what_is_not_there(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_search_job_from_its_creation_to_its_results(client: Any) -> None:
    form = {"search": "search index=*", "earliest_time": "0", "latest_time": "now"}
    created = client.post(f"{RAW.replace('services', 'servicesNS/-/codesignrisk')}/search/jobs", data=form)
    sid = created.json["sid"]
    assert created.status_code == 201
    assert client.get(f"{RAW}/search/jobs?id={sid}&id=none").json["entry"][0]["content"]["sid"] == sid
    url = f"{RAW}/search/v2/jobs/{sid}/results"
    assert client.get(f"{url}?offset=0&count=0").json["columns"] == [["1970-01-01T00:00:01.000+00:00"], ["<i>h</i>"]]
    assert client.post(url, data={"offset": 0, "count": 0, "search": "| stats count"}).json["columns"] == [["1"]]
    assert client.post(f"{RAW}/search/jobs/{sid}/control", data={"action": "cancel"}).status_code == 200


def test_a_search_that_is_not_understood_says_why(client: Any) -> None:
    for answer in (
        client.post(f"{RAW}/search/jobs", data={"search": "index=* | nonsense"}),
        client.post(
            f"{RAW}/search/v2/jobs/{client.post(f'{RAW}/search/jobs', data={'search': 'index=*'}).json['sid']}/results",
            data={"offset": 0, "count": 0, "search": "| nonsense"},
        ),
    ):
        assert answer.status_code == 400
        assert 'unknown command "nonsense"' in answer.json["messages"][0]["text"]


def test_the_time_range_input_has_presets_and_no_real_time(client: Any) -> None:
    times = client.get(f"{RAW.replace('services', 'servicesNS/lab/codesignrisk')}/data/ui/times").json["entry"]
    assert [entry["content"]["label"] for entry in times][:3] == ["Last 60 minutes", "Last 4 hours", "Last 24 hours"]
    user = client.get(f"{RAW}/authentication/current-context").json["entry"][0]["content"]
    assert "rtsearch" not in user["capabilities"]


def test_the_search_page_shows_the_search_and_its_rows(client: Any) -> None:
    page = client.get(f"{HOME}/search?q=index%3D*%20%7C%20table%20host&earliest=0&latest=now").text
    assert "<pre>index=* | table host</pre>" in page
    assert "<td>&lt;i&gt;h&lt;/i&gt;</td>" in page
    assert "unknown command" in client.get(f"{HOME}/search?q=index%3D*%20%7C%20nonsense").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "attacker.example"}, 400),
        ({"Host": "127.0.0.1:8553"}, 201),
        # what old browsers and web views send, which know no Sec-Fetch-Site
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 201),
    ],
)
def test_other_sites_pages_run_no_searches(client: Any, headers: dict[str, str], status: int) -> None:
    answer = client.post(f"{RAW}/search/jobs", data={"search": "index=*"}, headers=headers)
    assert answer.status_code == status
    page = client.get(f"{HOME}/search?q=index%3D*", headers=headers)
    assert page.status_code == (200 if status == 201 else status)


def test_no_other_page_may_show_these_in_a_frame(client: Any) -> None:
    for path in (f"{HOME}/one", f"{HOME}/search", "/nowhere"):
        headers = client.get(path).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_heavy_search_is_refused_and_others_do_not_wait_for_one(client: Any) -> None:
    answer = client.post(f"{RAW}/search/jobs", data={"search": "| makeresults count=100000000"})
    assert (answer.status_code, "more than 100,000 rows" in answer.get_data(as_text=True)) == (400, True)


def test_a_typed_address_and_another_site_s_link_open_a_dashboard(client: Any) -> None:
    for site in ("none", "cross-site"):
        assert client.get(f"{HOME}/one", headers={"Sec-Fetch-Site": site}).status_code == 200
