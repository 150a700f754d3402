"""Wazuh's Windows events: names begin with a small letter, and its decoder doubles backslashes.

Form: Wazuh's documentation, Windows event channel; archives.json and alerts.json.
"""

from __future__ import annotations

import re

from lab.records import Record, Value

_RUN = re.compile(r"\\+")


def mended(data: Record) -> Record:
    """The event data under Windows' names. Backslashes are halved if all of them come in twos."""
    values = [text for value in data.values() for text in ([value] if isinstance(value, str) else value)]
    runs = [match for text in values for match in _RUN.findall(text)]
    doubled = bool(runs) and all(len(run) % 2 == 0 for run in runs)
    return {name[:1].upper() + name[1:]: _halved(value) if doubled else value for name, value in data.items()}


def _halved(value: Value) -> Value:
    if isinstance(value, list):
        return [text.replace("\\\\", "\\") for text in value]
    return value.replace("\\\\", "\\")
