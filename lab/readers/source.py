"""Opens a file and finds out what it holds, by its first bytes; its name only has to agree."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO, cast

from lab.readers.problem import Problem, ReadError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CLAIMS = {".evtx": "EVTX", ".xml": "XML", ".json": "JSON", ".jsonl": "JSON", ".ndjson": "JSON", ".csv": "CSV"}
_CSV_NAME = re.compile(r'"?[\w@][\w.@{}:()# -]*"?')
_HEAD = 4096


class Source(NamedTuple):
    """An open file of a known kind: EVTX, XML, JSON or CSV. `stream` gives its bytes, unzipped and from the start."""

    name: str
    stream: BinaryIO
    kind: str

    def text(self, newline: str = "\n") -> TextIO:
        """The file as text: UTF-8, or what its byte order mark says.

        Bytes that are not UTF-8 survive as lone surrogates, so that they can be written out again as they were.
        """
        head = _peek(self.stream)
        encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
        errors = "replace" if encoding == "utf-16" else "surrogateescape"
        return io.TextIOWrapper(self.stream, encoding, errors, newline=newline)


def open_source(path: Path) -> Source:
    """Open a file. Raises OSError, and ReadError when it holds no kind of events or another one than its name says."""
    name = str(path)
    stream = cast(BinaryIO, path.open("rb"))
    try:
        suffixes = [suffix.lower() for suffix in path.suffixes]
        if _peek(stream).startswith(b"\x1f\x8b"):
            stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)), 1 << 18))
            suffixes = [suffix for suffix in suffixes if suffix != ".gz"]
        elif suffixes[-1:] == [".gz"]:
            raise ReadError(Problem(name, "", "not a gzip file, though its name says so"))
        claim = _CLAIMS.get(suffixes[-1], "") if suffixes else ""
        head = _peek(stream)
        kind = _kind(head)
        if not kind and claim != "EVTX" and b"\0" not in head and (claim or not head):
            # The first record may be broken and the others whole. An empty file has no events, and nothing wrong.
            kind = claim or "JSON"
        if not kind:
            wanted = f"of the kind that its name says ({claim})" if claim else "EVTX, XML, JSON lines or CSV"
            raise ReadError(Problem(name, "", f"not {wanted}"))
        if claim and claim != kind:
            raise ReadError(Problem(name, "", f"holds {kind}, though its name says {claim}"))
        return Source(name, stream, kind)
    except BaseException:
        stream.close()
        raise


def _peek(stream: BinaryIO) -> bytes:
    return cast(io.BufferedReader, stream).peek(_HEAD)[:_HEAD]


def _kind(head: bytes) -> str:
    """EVTX, XML, JSON or CSV, or "" for anything else."""
    if head.startswith(b"ElfFile\0"):
        return "EVTX"
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    text = head.decode(encoding, "replace").lstrip()
    if text.startswith("<"):
        return "XML"
    if text.startswith(("{", "[")):
        return "JSON"
    # A CSV export begins with its header: at least two names of fields.
    names = text.partition("\n")[0].strip().split(",")
    return "CSV" if len(names) > 1 and all(_CSV_NAME.fullmatch(name) for name in names) else ""
