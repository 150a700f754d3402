"""Shared by the tests of live/: a splunkd on this machine, with and without the samples."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.paths import BUILT_APP
from live.bench import Bench
from live.samples import a_day, as_hec
from live.server import Address, Server
from scripts.package import stage
from tests.live.splunkd import Splunkd, splunkd


@pytest.fixture(scope="session", autouse=True)
def built() -> Path:
    """The packaged app, which the lab runs."""
    if not BUILT_APP.exists():
        stage(BUILT_APP)
    return BUILT_APP


@pytest.fixture
def fake() -> Iterator[tuple[Splunkd, Address]]:
    with splunkd() as both:
        yield both


@pytest.fixture
def bench(fake: tuple[Splunkd, Address]) -> Bench:
    """A server that has the samples."""
    state, address = fake
    server, events = Server(address), a_day(time.time())
    server.send(as_hec(events))
    assert len(state.events) == len(events)
    return Bench(server, events)
