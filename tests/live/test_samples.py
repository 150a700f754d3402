"""The samples as a server gets them, and the helper app that has their fields extracted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lab.dashboards import scenario
from live import samples
from live.engine import HELPER
from live.server import Address, Server
from scripts.conf import read_conf
from tests.live.splunkd import Splunkd

NOW = 1_780_000_000.0
DAY = samples.a_day(NOW)
# limits.conf.spec, [kv]: what Splunk extracts of an event by itself
MAXIMUM_CHARACTERS, MAXIMUM_FIELDS = 10_240, 100


def test_the_day_ends_now_and_keeps_its_distances() -> None:
    before = [float(str(event["_time"])) for event in scenario.a_day() if "search_messages" not in str(event["source"])]
    after = [float(str(event["_time"])) for event in DAY]
    assert {round(late - early, 2) for early, late in zip(before, after, strict=True)} == {
        round(NOW - scenario.NOW.timestamp(), 2)
    }
    assert NOW - 86_400 <= min(after) < max(after) < NOW


def test_splunk_s_own_log_is_not_sent() -> None:
    assert len(DAY) == len([event for event in scenario.a_day() if event["sourcetype"] != "splunk_search_messages"])
    assert {event["index"] for event in DAY} == {samples.INDEX}


def test_an_event_of_the_collector_has_the_fields_and_no_metadata_among_them() -> None:
    for sent, event in zip(samples.as_hec(DAY), DAY, strict=True):
        assert set(sent) == {"time", "host", "source", "sourcetype", "index", "event"}
        assert set(sent["event"]) == set(event) - {"_time", "_raw", "host", "source", "sourcetype", "index"}
        assert json.loads(str(event["_raw"])) == sent["event"]


def test_splunk_extracts_all_of_an_event() -> None:
    assert max(len(str(event["_raw"])) for event in DAY) < MAXIMUM_CHARACTERS
    assert max(len(event) for event in DAY) < MAXIMUM_FIELDS


def test_the_helper_app_extracts_every_kind_of_event() -> None:
    props = read_conf(HELPER / "default" / "props.conf")
    assert set(props) == {str(event["sourcetype"]) for event in DAY}
    assert {stanza["KV_MODE"] for stanza in props.values()} == {"json"}


def test_the_helper_app_has_the_index_and_the_probe() -> None:
    assert list(read_conf(HELPER / "default" / "indexes.conf")) == [samples.INDEX]
    [probe] = read_conf(HELPER / "default" / "commands.conf").values()
    assert (HELPER / "bin" / probe["filename"]).exists()


def test_filling_waits_until_all_can_be_searched(fake: tuple[Splunkd, Address]) -> None:
    state, address = fake
    state.delay = 4
    waits: list[float] = []
    samples.fill(Server(address), DAY, waits.append)
    assert len(state.events) == len(DAY)
    # the first search looks whether the index is empty
    assert len(waits) == 3


def test_filling_gives_up_after_a_while(fake: tuple[Splunkd, Address], monkeypatch: Any) -> None:
    monkeypatch.setattr(samples, "_PATIENCE", 4.0)
    state, address = fake
    state.delay = 99
    with pytest.raises(TimeoutError, match=f"0 of {len(DAY)} events arrived in 4 seconds"):
        samples.fill(Server(address), DAY, lambda _: None)


def test_an_index_that_holds_events_is_not_filled_again(fake: tuple[Splunkd, Address]) -> None:
    server = Server(fake[1])
    samples.fill(server, DAY, lambda _: None)
    with pytest.raises(ValueError, match=f"holds {len(DAY)} events already"):
        samples.fill(server, DAY, lambda _: None)
