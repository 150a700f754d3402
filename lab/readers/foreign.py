"""Files that are not read, known by their first bytes. A table: behind a colon stands what to do with what may hold
events.
"""

from __future__ import annotations

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Excel file: unpack it, or save the sheet as CSV"),
    (b"\x30\0\0\0LfLe", "a log of Windows XP or Server 2003: convert it with wevtutil epl OLD.evt NEW.evtx /lf:true"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it with zstd -d"),
    (b"BZh", "compressed with bzip2: unpack it with bzip2 -d"),
    (b"\xfd7zXZ", "compressed with xz: unpack it with xz -d"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it"),
    (b"PAR1", "Parquet: export as JSON lines or CSV"),
    (b"Obj\x01", "Avro: export as JSON lines or CSV"),
    (b"SQLite format 3", "an SQLite database: export its rows as CSV or JSON"),
    (b"%PDF", "a PDF file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"bplist0", "a binary property list of macOS"),
    (b"\xd4\xc3\xb2\xa1", "a recording of network traffic"),
    (b"\x0a\x0d\x0d\x0a", "a recording of network traffic"),
)

_BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("<objs", "PowerShell's Export-Clixml: export with wevtutil qe LOG /f:XML, or save the log as EVTX"),
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<plist", "a property list of macOS"),
    ("<sysmon", "a Sysmon configuration, not its events"),
    ("----", "a text table: export with wevtutil qe LOG /f:XML, or as ausearch --raw on Linux"),
)


_TABLE = re.compile(r"codesignrisk_(allowlist|certificates|indicators|parents|techniques)(_local)?\.csv", re.IGNORECASE)


def own_table(name: str) -> bool:
    """Whether a file's name is that of one of the app's tables, which hold no events."""
    return _TABLE.fullmatch(name) is not None


def may_hold_events(name: str) -> bool:
    """Whether what `known_as` tells is evidence in a form that is not read: the table says what to do with it."""
    return ": " in name


def known_as(head: bytes, text: str) -> str:
    """What a file is, and what helps, or "" for one that nobody knows."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[257:262] == b"ustar":
        return "a tar archive: unpack it"
    start = text.lstrip().removeprefix("\ufeff")
    if start.startswith("<?xml"):
        start = start.partition("?>")[2].lstrip()
    start = start[:20].lower()
    return next((name for beginning, name in _BEGINNINGS if start.startswith(beginning)), "")
