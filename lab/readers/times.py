"""Time stamps of event sources -> Splunk's `_time`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lab.records import Value

_NUMBER = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def epoch(value: Value | None) -> str:
    """Epoch seconds with six decimals, or "" if the value is no time stamp.

    Understands ISO 8601 with `T` or a blank (Windows' SystemTime, Sysmon's UtcTime, Beats' @timestamp), and epoch
    seconds or milliseconds. A time without a zone is UTC, as in Sysmon.
    """
    if not isinstance(value, str):
        return ""
    text = value.strip()
    if _NUMBER.fullmatch(text):
        seconds = int(text) / 1000 if len(text) > 11 and "." not in text else float(text)
        return f"{seconds:.6f}"
    try:
        when = datetime.fromisoformat(text)
        return f"{(when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp():.6f}"
    except (ValueError, OverflowError):
        return ""
