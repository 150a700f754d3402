"""Which columns splunkd is asked for, and what becomes of events of a source that nobody asked for."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import names, sensors, sources
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings

from tests.core.sensor_events import DEFENDER_PROCESS, ECS_PROCESS, OSQUERY

ECS = {**ECS_PROCESS, "event.category": "process", "event.type": "start"}

EVENT_DATA = {"EventID": "1", "EventData.Image": "C:\\x.exe", "EventData.CommandLine": "x.exe a"}
DATA_MODEL = {"Processes.process": "x.exe a", "Processes.process_name": "x.exe"}


def test_what_is_always_asked_for() -> None:
    asked = sources.required()
    assert len(set(asked)) == len(asked)
    assert {name for aliases in names.ALIASES.values() for name in aliases} <= set(asked)
    assert {mark for marks in (*sensors.MARKS.values(), *sources.MARKS.values()) for mark in marks} <= set(asked)
    assert set(sensors.load("osquery").required()) <= set(asked)
    assert asked[:4] == ("EventCode", "EventID", "signature_id", "event_id")


@pytest.mark.parametrize("name", sensors.MARKS)
def test_a_sensor_that_is_asked_for_brings_all_its_names(name: str) -> None:
    assert set(sensors.load(name).required()) <= set(sources.required([name]))
    assert sensors.load(name).marks == sensors.MARKS[name]


def test_ways_to_present_windows_events() -> None:
    assert "Processes.parent_process" in sources.required(["data_model"])
    assert "event_data.CommandLine" in sources.required(["event_data"])
    assert {"Processes.parent_process", "event_data.CommandLine"}.isdisjoint(sources.required())


def test_what_holds_an_event_once_more_is_asked_for_by_its_own_name_only() -> None:
    assert "EventData_Xml" not in sources.required(sources.NAMES)
    assert "EventData_Xml" in sources.required(["event_data_xml"])


@pytest.mark.parametrize(
    ("record", "asked", "unasked"),
    [
        (DEFENDER_PROCESS, [], {"defender"}),
        (DEFENDER_PROCESS, ["defender"], set()),
        (ECS, ["defender"], {"ecs"}),
        (OSQUERY, ["osquery"], set()),
        (EVENT_DATA, [], {"event_data"}),
        (EVENT_DATA, ["event_data"], set()),
        (DATA_MODEL, [], {"data_model"}),
        ({"EventCode": "1", "Image": "x.exe", "CommandLine": "x"}, [], set()),
    ],
)
def test_events_that_nobody_asked_for_are_noted(record: dict[str, Any], asked: list[str], unasked: set[str]) -> None:
    reader = Reader(asked)
    for _ in "12":  # the second time it knows the columns
        reader.view(record)
    assert reader.unasked == unasked


def test_the_user_is_told_once_which_option_to_add(shipped: Settings) -> None:
    scorer = Scorer(shipped, asked=sources.ALWAYS)
    told = []
    for _ in "123":
        scorer.assess(DEFENDER_PROCESS)
        told += [(notice.text, notice.everywhere) for notice in scorer.notices()]
    text = "events of the source defender are not judged in full: write codesignrisk sensors=defender, or sensors=all"
    assert told == [(text, True)]


def test_they_are_judged_by_what_did_arrive(shipped: Settings) -> None:
    arrived = {name: text for name, text in ECS.items() if name in sources.required()}
    scorer = Scorer(shipped, asked=sources.ALWAYS)
    assert scorer.assess(arrived)["codesign_error"] == ""
    assert scorer.assess(ECS) == Scorer(shipped).assess(ECS)
