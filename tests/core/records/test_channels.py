"""Which log an event is from: event numbers are unique per channel only."""

from __future__ import annotations

import pytest
from codesignrisk_core.records import channels

SYSMON, SECURITY = frozenset({"11"}), frozenset({"4663"})


@pytest.mark.parametrize(
    ("event_id", "channel", "known"),
    [
        ("11", "Microsoft-Windows-Sysmon/Operational", True),
        ("11", "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", True),
        ("11", "Linux-Sysmon/Operational", True),
        ("4663", "Security", True),
        ("4663", "WinEventLog:Security", True),
        # Windows Event Forwarding keeps the number and loses the channel
        ("11", "ForwardedEvents", True),
        ("4663", "WinEventLog:ForwardedEvents", True),
        # a record that names no log does not object
        ("11", "", True),
        # a sensor of macOS whose events were brought into Sysmon's form
        ("11", "eslogger", True),
        ("11", "/var/log/endpoint.json", True),
        ("12", "eslogger", False),
        # another log's event of that number
        ("11", "System", False),
        ("11", "Security", False),
        ("4663", "Microsoft-Windows-Sysmon/Operational", False),
        # another number
        ("12", "Microsoft-Windows-Sysmon/Operational", False),
        ("12", "", False),
        ("", "", False),
    ],
)
def test_known_events(event_id: str, channel: str, known: bool) -> None:
    assert channels.is_known(event_id, channel, SYSMON, SECURITY) is known
