"""Fields out of ``_raw`` where no add-on extracted them: Windows event XML, and the classic text of Security events
and of PowerShell's pipelines.

Only asked for with ``raw=true``: as a required field, _raw would triple the bytes that splunkd sends to the command.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.records.fields import Record, Value

MAX_LENGTH = 1_000_000
TOO_LONG = f"_raw was cut at {MAX_LENGTH} characters"

_DATA = re.compile(r"<Data Name=['\"]([\w .-]{1,80})['\"]\s*(?:/>|>([^<]*)</Data>)")
# What has no name in the manifest, as in Windows PowerShell's log, is called Data.
_UNNAMED = re.compile(r"<Data>([^<]+)</Data>")
_SYSTEM = {
    "EventCode": re.compile(r"<EventID(?:\s[^<>]{0,200})?>(\d{1,6})</EventID>"),
    "Channel": re.compile(r"<Channel>([^<]{1,200})</Channel>"),
    "Computer": re.compile(r"<Computer>([^<]{1,255})</Computer>"),
    "Provider_Name": re.compile(r"<Provider\s[^<>]{0,200}?\bName=['\"]([^'\"<>]{1,200})['\"]"),
}
_CLASSIC = re.compile(r"^[ \t]{0,8}([A-Z][A-Za-z ]{1,40}):[ \t]{1,8}(\S.*)$", re.MULTILINE)
# Where the details of PowerShell's 4103 and 800 begin.
_PIPELINE = "CommandInvocation("
_CLASSIC_HEAD = re.compile(r"^(EventCode|ComputerName|SourceName)=(.*)$", re.MULTILINE)


def read(text: str) -> dict[str, list[str]]:
    """Field names, as the add-ons give them, to values in order; empty for text that is neither form."""
    text = text[:MAX_LENGTH]
    head = text[:200].lstrip()
    if head.startswith("<") or "<Event>" in head:  # Sysmon for Linux writes to syslog, behind its header
        return _xml(text)
    return _classic(text) if "EventCode=" in text else {}


def unnamed(values: list[str]) -> list[str]:
    """The values of event data without names: as they come, or out of the block that an add-on keeps of them."""
    if len(values) == 1 and values[0].lstrip()[:5] == "<Data":
        return [normalise.unescape(match.group(1)) for match in _UNNAMED.finditer(values[0][:MAX_LENGTH])]
    return values


def behind(record: Record) -> str:
    """The part of a _raw that is too long to be read, or ""."""
    raw = record.get("_raw")
    return raw[MAX_LENGTH:] if isinstance(raw, str) else ""


def merged(record: Record) -> Record:
    """The record with the fields of its _raw where it has none of its own."""
    raw = record.get("_raw")
    if not isinstance(raw, str) or not raw:
        return record
    whole: dict[str, Value] = dict(record)
    for name, values in read(raw).items():
        if not whole.get(name):
            whole[name] = values[0] if len(values) == 1 else values
    return whole


def _xml(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, pattern in _SYSTEM.items():
        match = pattern.search(text)
        if match is not None:
            found[name] = [normalise.unescape(match.group(1))]
    for match in _DATA.finditer(text):
        if match.group(2):
            found.setdefault(match.group(1), []).append(normalise.unescape(match.group(2)))
    for match in _UNNAMED.finditer(text):
        found.setdefault("Data", []).append(normalise.unescape(match.group(1)))
    user_data, closed, _ = text.partition("<UserData>")[2].partition("</UserData>")
    if closed:
        found["UserData_Xml"] = [user_data]
    return found


def _classic(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in _CLASSIC_HEAD.finditer(text):
        found[match.group(1)] = [match.group(2).strip()]
    for match in _CLASSIC.finditer(text):
        found.setdefault(match.group(1).replace(" ", "_"), []).append(match.group(2).strip())
    details = text.find(_PIPELINE)
    if details >= 0:
        found["Payload"] = [text[details:]]
    return found
