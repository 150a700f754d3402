"""Which log an event is from: event numbers are unique per channel only."""

from __future__ import annotations

# Subscriptions of Windows Event Forwarding arrive under the collector's channel, whatever log they are from.
_FORWARDED = "forwardedevents"
# What stands in the name of a log of Windows, however a collector writes it; and logs that are named as a whole.
_OF_WINDOWS = ("wineventlog", "windows", "sysmon")
_LOGS = frozenset({"application", "security", "setup", "system"})


def is_known(event_id: str, channel: str, sysmon: frozenset[str], security: frozenset[str]) -> bool:
    """Whether an event number is one of Sysmon's or of the security log's, and the record's channel does not object.

    channel: Channel or source as the record has it, or "" when it names none. A source that is no log of Windows, as
    that of a sensor of macOS whose events were brought into Sysmon's form, objects to nothing.
    """
    log = "sysmon" if event_id in sysmon else "security" if event_id in security else ""
    if not log or not channel:
        return bool(log)
    text = channel.lower()
    return log in text or _FORWARDED in text or not _is_of_windows(text)


def _is_of_windows(text: str) -> bool:
    return text in _LOGS or any(name in text for name in _OF_WINDOWS)
