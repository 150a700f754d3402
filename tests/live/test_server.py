"""The client's side of a live Splunk: log-in, jobs, endpoints, events."""

from __future__ import annotations

import dataclasses

import pytest

from live.server import Address, NoServerError, RefusedError, Server
from tests.live.splunkd import PASSWORD, TOKEN, Splunkd, entry

ENVIRONMENT = {"SPLUNK_URL": "https://splunk.example:8089", "SPLUNK_PASSWORD": "x"}
HEC = {"time": "1.5", "host": "h", "source": "s", "sourcetype": "t", "index": "i", "event": {"a": "x"}}


@pytest.mark.parametrize(
    ("extra", "hec", "verify"),
    [
        ({}, "https://splunk.example:8088", True),
        ({"SPLUNK_INSECURE": "1"}, "https://splunk.example:8088", False),
        ({"SPLUNK_URL": "https://127.0.0.1:8089"}, "https://127.0.0.1:8088", False),
        ({"SPLUNK_HEC_URL": "https://hec.example"}, "https://hec.example", True),
    ],
)
def test_where_a_server_is(extra: dict[str, str], hec: str, verify: bool) -> None:
    address = Address.from_environment({**ENVIRONMENT, **extra})
    assert (address.username, address.hec_url, address.verify) == ("admin", hec, verify)


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_without_an_address_there_is_no_server(missing: str) -> None:
    with pytest.raises(NoServerError, match="SPLUNK_URL and SPLUNK_PASSWORD are not set"):
        Address.from_environment({name: value for name, value in ENVIRONMENT.items() if name != missing})


def test_a_wrong_password_is_no_server(fake: tuple[Splunkd, Address]) -> None:
    with pytest.raises(NoServerError, match="cannot be logged in to"):
        Server(dataclasses.replace(fake[1], password=PASSWORD + "!"))


def test_nobody_who_listens_is_no_server(fake: tuple[Splunkd, Address]) -> None:
    with pytest.raises(NoServerError, match="cannot be logged in to"):
        Server(dataclasses.replace(fake[1], url="https://127.0.0.1:9"))


def test_a_certificate_of_nobody_is_refused_unless_told(fake: tuple[Splunkd, Address]) -> None:
    with pytest.raises(NoServerError, match="CERTIFICATE_VERIFY_FAILED"):
        Server(dataclasses.replace(fake[1], verify=True))


def test_a_search_gives_rows_fields_and_messages(fake: tuple[Splunkd, Address]) -> None:
    job = Server(fake[1]).run("| makeresults count=2 | streamstats count AS n | table n")
    assert (job.rows, job.fields, job.messages, job.failed) == ([{"n": "1"}, {"n": "2"}], ["n"], [], False)


def test_a_search_without_a_pipe_is_one_of_events(fake: tuple[Splunkd, Address]) -> None:
    server = Server(fake[1])
    server.send([HEC, {**HEC, "event": {"a": "y"}}])
    assert server.run("index=i a=y | stats count").rows == [{"count": "1"}]


def test_the_rest_of_a_chain_runs_over_the_results(fake: tuple[Splunkd, Address]) -> None:
    job = Server(fake[1]).run("| makeresults count=3 | table _time", rest="stats count")
    assert job.rows == [{"count": "3"}]


def test_a_search_that_fails_says_why(fake: tuple[Splunkd, Address]) -> None:
    job = Server(fake[1]).run("index=i | nosuchcommand")
    assert job.failed
    assert 'unknown command "nosuchcommand"' in job.messages[0][1]


def test_an_endpoint_that_is_not_there_is_an_error_with_its_path(fake: tuple[Splunkd, Address]) -> None:
    with pytest.raises(RefusedError, match="configs/conf-none: HTTP 404"):
        Server(fake[1]).get("configs/conf-none")


def test_endpoints_are_those_of_the_app_unless_they_are_absolute(fake: tuple[Splunkd, Address]) -> None:
    state, address = fake
    state.answers |= {"configs/conf-macros": entry({"a": 1}), "/services/apps/local/x": entry({"b": 2})}
    server = Server(address)
    assert server.get("configs/conf-macros")["entry"][0]["content"] == {"a": 1}
    assert server.get("/services/apps/local/x")["entry"][0]["content"] == {"b": 2}
    server.delete("data/lookup-table-files/t.csv")
    assert state.deleted == ["data/lookup-table-files/t.csv"]


def test_events_keep_time_and_metadata(fake: tuple[Splunkd, Address]) -> None:
    state, address = fake
    Server(address).send([{**HEC, "event": {"a": "ü", "list": ["1", "2"]}}])
    [event] = state.events
    assert (event["_time"], event["host"], event["a"], event["list{}"]) == ("1.5", "h", "ü", ["1", "2"])


def test_a_wrong_token_is_told(fake: tuple[Splunkd, Address]) -> None:
    server = Server(dataclasses.replace(fake[1], hec_token=TOKEN + "!"))
    with pytest.raises(RefusedError, match=r"HEC: 403 .*Invalid token"):
        server.send([HEC])
