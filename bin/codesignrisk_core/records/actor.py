"""Who an event is about, from the names of any source: host, user, process and the parent of it."""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.records import fields

_SCRIPT = "script"
_LONGEST_NUMBER = 20
# The accounts that have the same SID on every host, as other events of it name them (learn.microsoft.com, "Well-known
# SIDs").
_ACCOUNTS = {
    "S-1-5-18": "NT AUTHORITY\\SYSTEM",
    "S-1-5-19": "NT AUTHORITY\\LOCAL SERVICE",
    "S-1-5-20": "NT AUTHORITY\\NETWORK SERVICE",
}


class Actor(NamedTuple):
    """Texts as the event has them, "" where it tells none.

    user: DOMAIN\\user, as the allowlist compares it. process: the path of the program that starts, writes, loads or
    runs the script; its name as it was called where no source tells the path. pid, parent_pid: decimal numbers.
    """

    host: str = ""
    user: str = ""
    process: str = ""
    pid: str = ""
    parent: str = ""
    parent_pid: str = ""


def of(view: fields.View, kind: str) -> Actor:
    """The actor of an event. kind: the text of codesign_event."""
    get = view.get
    # 4688 calls the new process NewProcessId, and its creator ProcessId
    started, plain = get("started_pid"), get("pid")
    # a SID is better than no user, but only a script's event names in UserID whose it is
    sid = get("user_sid") if kind == _SCRIPT else ""
    user = fields.user(view) or _ACCOUNTS.get(sid, sid)
    return Actor(
        host=get("host"),
        user=user,
        process=view.called or get("image") or get("writer"),
        pid=_decimal(started or plain),
        parent=get("parent_image"),
        parent_pid=_decimal((plain if started else "") or get("parent_pid")),
    )


def _decimal(number: str) -> str:
    """A process id as a decimal number: Windows writes ``0x1a4`` into the Security log."""
    text = number[:_LONGEST_NUMBER]
    try:
        return str(int(text, 16 if text[:2].lower() == "0x" else 10))
    except ValueError:
        return ""
