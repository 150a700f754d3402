"""Syslog with Windows-like events in XML: Sysmon for Linux behind syslog's header.

rsyslog writes control characters as `#` and three octal digits (its $EscapeControlCharactersOnReceive).
"""

from __future__ import annotations

import re

_TIME = r"(?:<\d{1,3}>\d{0,2} ?)?(?:\w{3} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+Z-]{8,30})"
_HEADER = re.compile(_TIME + r" (\S{1,255}) [^<\n]{1,200}")
_START = re.compile(_TIME + r" \S{1,255} [^\s:]")
_ESCAPED = re.compile(r"#(0[0-3][0-7])")


def shows(start: str) -> bool:
    """Whether a text begins as syslog, among whose messages may be events."""
    return bool(_START.match(start))


def host_of(header: str) -> str | None:
    """The host that a header names; None for text that is no header."""
    match = _HEADER.fullmatch(header.strip())
    return match[1] if match else None


def unescaped(event: str) -> str:
    """An event with the control characters that rsyslog took out."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), event) if "#0" in event else event
