"""One registry event under one form, whether Sysmon (12, 13, 14), Security 4657 or Endpoint.Registry tells it.

Sysmon (its manual, events 12 to 14) writes key and value as one path, HKU with the user's SID, and data as
``DWORD (0x00000000)``. 4657 (learn.microsoft.com, event-4657) has kernel paths (``\\REGISTRY\\MACHINE``), the value's
name in a field of its own, and %%1904 to %%1906 for created, changed and deleted.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import registry_keys

SET, CREATE, DELETE, RENAME, READ = "set", "create", "delete", "rename", "read"

_KERNEL_ROOTS = (("\\registry\\machine\\", "HKLM\\"), ("\\registry\\user\\", "HKU\\"))
_VALUE_DELETED = "%%1906"


class Change(NamedTuple):
    """What is done to the registry.

    path: all of it, normalised (tools.registry_keys); new_path: of a rename.
    key, value: the path taken apart; value as written. data: numbers as reg.exe takes them, other data as it stands.
    """

    operation: str
    path: str
    key: str
    value: str
    data: str
    new_path: str = ""


def operation(view: View, event_id: str) -> str:
    """What is done. Sysmon 12 without its type is taken for the opening of a key, as nearly all are."""
    text = view.get("registry_operation").lower()
    if "delete" in text or text == _VALUE_DELETED:
        return DELETE
    if text == READ:
        return READ
    if event_id == "14":
        return RENAME
    if event_id == "12" or (not event_id and text == "created" and not view.get("registry_value_name")):
        return CREATE
    return SET


def read(view: View, event_id: str, done: str) -> Change:
    """The change of a record. done: its operation."""
    written = _native(view.get("registry_path"))
    path = registry_keys.normal(written)
    value = view.get("registry_value_name")
    if not value:
        value = written.rpartition("\\")[2]
        key = path.rpartition("\\")[0]
    elif event_id != "4657" and path.endswith("\\" + value.lower()):
        key = path[: -len(value) - 1]
    else:
        key, path = path, f"{path}\\{value.lower()}"
    new_path = registry_keys.normal(_native(view.get("new_name"))) if done == RENAME else ""
    return Change(done, path, key, value, _data(view.get("registry_details")), new_path)


def number(data: str) -> int:
    """The number in a change's data, or -1."""
    text = data.lower()
    try:
        return int(text, 16 if text.startswith("0x") else 10) if len(text) <= 20 else -1
    except ValueError:
        return -1


def _native(path: str) -> str:
    lower = path.lower()
    for kernel, short in _KERNEL_ROOTS:
        if lower.startswith(kernel):
            return short + path[len(kernel) :]
    return path


def _data(details: str) -> str:
    """``DWORD (0x00000001)`` and ``QWORD (0x00000000-0x00000001)`` to the number, anything else as it stands."""
    if not details.startswith(("DWORD (", "QWORD (")) or not details.endswith(")"):
        return details
    high, dash, low = details[7:-1].partition("-")
    return high + low[2:] if dash else high
