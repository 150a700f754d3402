"""A day at an invented company, made of the samples: what the dashboards show when no events are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from lab.paths import ROOT
from lab.readers import Listener, read
from lab.records import Record
from scripts.package import stage

SAMPLES = ROOT / "lab" / "samples"
NOW = datetime(2025, 6, 4, 12, 0, tzinfo=UTC)
"""The time of the pages; the day ends here."""


class Scene(NamedTuple):
    """A sample that happens so many minutes before NOW, on another host and to another user where they are given."""

    sample: str
    minutes: int
    names: Mapping[str, str] = MappingProxyType({})


_SCENES = (
    Scene("build_server", 23 * 60),
    Scene("day/routine", 1320),
    Scene("test1_self_signed", 1175, {"WS-0142": "WS-0163", "a.rivera": "t.nakamura", "-1604": "-1622"}),
    Scene("test3_user_store", 980, {"WS-0142": "WS-0177", "a.rivera": "j.lindqvist", "-1604": "-1631"}),
    Scene("test4_macos_adhoc", 890),
    Scene("build_server", 598),
    Scene("sources_linux", 400),
    Scene("sources_macos", 330),
    Scene("sources_ecs_defender", 215),
    Scene("test1_self_signed", 166),
    Scene("test2_trusted_publisher", 148),
    Scene("test3_user_store", 118),
    Scene("test2_trusted_publisher", 95, {"WS-0142": "WS-0158", "a.rivera": "m.okafor", "-1604": "-1640"}),
    Scene("traces_signatures", 61),
    Scene("test2_trusted_publisher", 44, {"WS-0142": "SRV-0021", "a.rivera": "svc.deploy", "-1604": "-1659"}),
)


def a_day() -> list[Record]:
    """The events of the day, in order of time."""
    events = [event for scene in _SCENES for event in _play(scene)]
    return sorted(events, key=lambda event: float(str(event["_time"])))


def stage_site(folder: Path) -> Path:
    """Stage the app as it is packaged, with lookups of the site's own, and return its folder."""
    stage(folder)
    for table in sorted((SAMPLES / "day" / "site").glob("*_local.csv")):
        (folder / "lookups" / table.name).write_bytes(table.read_bytes())
    return folder


def _play(scene: Scene) -> list[Record]:
    events = list(read(SAMPLES / f"{scene.sample}.jsonl", Listener(on_problem=_fail)))
    begin = (NOW - timedelta(minutes=scene.minutes)).timestamp()
    shift = begin - min(float(str(event["_time"])) for event in events)
    names = {**scene.names, **{old.lower(): new.lower() for old, new in scene.names.items()}}
    return [{**_renamed(event, names), "_time": f"{float(str(event['_time'])) + shift:.3f}"} for event in events]


def _renamed(event: Record, names: dict[str, str]) -> Record:
    def rename(value: Any) -> Any:
        if isinstance(value, list):
            return [rename(item) for item in value]
        for old, new in names.items():
            value = value.replace(old, new)
        return value

    return {field: rename(value) for field, value in event.items()}


def _fail(problem: object) -> None:
    raise ValueError(str(problem))
