"""Opens a file and finds out what it holds, by its first bytes; its name only has to agree."""

from __future__ import annotations

import gzip
import io
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from lab.readers import audit_log, classic_text, csv_table, foreign, syslog
from lab.readers.problem import NoEventsError, Problem, ReadError
from lab.readers.source import Listener, Settings, Source, peek
from lab.readers.text import encoding_of

_BUFFER = 1 << 18
KINDS = "EVTX, XML, JSON, CSV, an audit log, syslog with Sysmon events or classic event text"

_CLAIMS = {
    ".evtx": "EVTX",
    ".xml": "XML",
    ".json": "JSON",
    ".jsonl": "JSON",
    ".ndjson": "JSON",
    ".csv": "CSV",
    ".tsv": "CSV",
}


def open_source(path: Path, settings: Settings, listener: Listener) -> Source:
    """Open a file. Raises OSError, and ReadError when it holds no kind of events or another one than its name says."""
    name = str(path)
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise NoEventsError(Problem(name, "", "not a regular file: a pipe is read from standard input, as -"))
    if foreign.own_table(path.name):
        raise NoEventsError(Problem(name, "", "a table of the app, not events: --lookups takes its folder"))
    stream = cast(BinaryIO, io.BufferedReader(_Watched(path, listener.on_bytes), _BUFFER))
    try:
        suffixes = [suffix.lower() for suffix in path.suffixes]
        if peek(stream).startswith(b"\x1f\x8b"):
            stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)), _BUFFER))
            suffixes = [suffix for suffix in suffixes if suffix != ".gz"]
        elif suffixes[-1:] == [".gz"]:
            raise ReadError(Problem(name, "", "not a gzip file, though its name says so"))
        claim = _CLAIMS.get(suffixes[-1], "") if suffixes else ""
        kind = _kind(name, claim, peek(stream), settings.encoding)
        return Source(name, stream, kind, settings, listener)
    except BaseException:
        stream.close()
        raise


def standard_input(stream: BinaryIO, settings: Settings, listener: Listener) -> Source:
    """Standard input as a source: of any kind that shows, JSON where none does."""
    head = peek(stream)
    return Source("standard input", stream, _shown(head, settings.encoding)[0] or "JSON", settings, listener)


def _kind(name: str, claim: str, head: bytes, encoding: str) -> str:
    kind, text = _shown(head, encoding)
    foreigner = foreign.known_as(head, text)
    if foreigner:
        # What may hold events is evidence that nobody looked at: no folder skips it as it does a picture.
        refused = ReadError if foreign.may_hold_events(foreigner) else NoEventsError
        raise refused(Problem(name, "", f"this is {foreigner}"))
    if not kind and claim != "EVTX" and "\0" not in text and (claim or not head):
        # The first record may be broken and the others whole. An empty file has no events, and nothing wrong.
        kind = claim or "JSON"
    if not kind and claim:
        raise ReadError(Problem(name, "", f"not of the kind that its name says ({claim})" if head else "is empty"))
    if not kind:
        raise NoEventsError(Problem(name, "", f"not {KINDS}"))
    if claim and claim != kind:
        raise ReadError(Problem(name, "", f"holds {kind}, though its name says {claim}"))
    return kind


def _shown(head: bytes, asked: str) -> tuple[str, str]:
    """The kind that the first bytes show, or "", and those bytes as text."""
    if head.startswith(b"ElfFile\0"):
        return "EVTX", ""
    encoding, mark = encoding_of(head, asked)
    text = head[mark:].decode(encoding, "replace")
    start = text.lstrip()
    if start.startswith("<") and not syslog.shows(start):
        return "XML", text
    if start.startswith(("{", "[", "\x1e{")):
        return "JSON", text
    for kind, shows in (
        ("AUDIT", audit_log.shows),
        ("SYSLOG", syslog.shows),
        ("CLASSIC", classic_text.shows),
        ("CSV", csv_table.shows),
    ):
        if shows(start):
            return kind, text
    return "", text


class _Watched(io.FileIO):
    """A file that tells how many bytes were read of it."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None]) -> None:
        super().__init__(path, "rb")
        self._on_bytes = on_bytes

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        count = super().readinto(buffer)
        self._on_bytes(count or 0)
        return count
