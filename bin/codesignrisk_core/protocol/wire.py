"""Requests and replies as bytes: a line ``chunked 1.0,<metadata bytes>,<body bytes>``, JSON, CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

# 18 digits: more than any memory holds, and no integer that Python refuses to read.
_HEADER = re.compile(rb"chunked\s+1\.0\s*,\s*(\d{1,18})\s*,\s*(\d{1,18})\s*\n")
_MAX_HEADER = 200
# Memory is taken as bytes come, not as a header announces them.
_PIECE = 1 << 26


class ProtocolError(Exception):
    """What came is no request, or not a whole one. The text is for the user."""


class Chunk(NamedTuple):
    """One request. body: CSV in UTF-8, or b""."""

    metadata: dict[str, Any]
    body: bytes

    @property
    def action(self) -> object:
        """What splunkd asks for: "getinfo" or "execute"."""
        return self.metadata.get("action")


def read(stream: BinaryIO) -> Chunk | None:
    """Read one request; None where the stream ends between two. Raises ProtocolError for anything but a whole one."""
    line = stream.readline(_MAX_HEADER)
    if not line:
        return None
    header = _HEADER.fullmatch(line)
    if header is None:
        raise ProtocolError(f"splunkd's request begins with {line[:60]!r}, not with 'chunked 1.0,<bytes>,<bytes>'")
    metadata = _take(stream, int(header[1]), "metadata")
    body = _take(stream, int(header[2]), "rows")
    try:
        read_metadata = json.loads(metadata)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"the metadata of splunkd's request are not JSON ({type(error).__name__})") from None
    if not isinstance(read_metadata, dict):
        raise ProtocolError("the metadata of splunkd's request are not a JSON object")
    return Chunk(read_metadata, body)


def reply(metadata: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One reply as bytes. body: CSV in UTF-8."""
    return head(metadata, len(body)) + body


def head(metadata: Mapping[str, Any], size: int) -> bytes:
    """What stands before the body of a reply. size: of the body, in bytes."""
    text = json.dumps(metadata, separators=(",", ":")).encode("ascii")
    return b"chunked 1.0,%d,%d\n" % (len(text), size) + text


def _take(stream: BinaryIO, size: int, what: str) -> bytes:
    pieces, left = [], size
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            raise ProtocolError(f"splunkd announced {size} bytes of {what} and sent {size - left}")
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
