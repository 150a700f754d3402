"""A streaming search command that tells what splunkd sends: `... | codesignriskprobe`.

It asks for three fields, one of which no event has, and puts the columns of each chunk on every row of the answer:
codesignriskprobe_columns. The protocol is spoken without the SDK, so that nothing of it comes between.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import Any, BinaryIO

ASKED = ["CommandLine", "EventCode", "codesignriskprobe_absent"]
TOLD = "codesignriskprobe_columns"
_HEADER = re.compile(rb"chunked 1\.0,(\d+),(\d+)\n")


def read(stream: BinaryIO) -> tuple[dict[str, Any], str] | None:
    """The next request: its metadata and its body. None at the end."""
    match = _HEADER.fullmatch(stream.readline())
    if not match:
        return None
    metadata = json.loads(stream.read(int(match[1])))
    return metadata, stream.read(int(match[2])).decode("utf-8", "replace")


def write(stream: BinaryIO, metadata: dict[str, Any], body: str) -> None:
    """Answer a request."""
    head, text = json.dumps(metadata).encode(), body.encode()
    stream.write(b"chunked 1.0,%d,%d\n" % (len(head), len(text)) + head + text)
    stream.flush()


def answer(body: str) -> str:
    """The rows of a chunk by their number, each with the columns that came."""
    rows = list(csv.reader(io.StringIO(body)))
    if not rows:
        return ""
    columns = rows[0]
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    keys = [name for name in columns if name == "_chunked_idx"]
    writer.writerow([*keys, TOLD])
    for row in rows[1:]:
        writer.writerow([*(row[columns.index(name)] for name in keys), ",".join(columns)])
    return told.getvalue()


def main() -> None:
    """Answer until splunkd is done."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while request := read(stdin):
        metadata, body = request
        if metadata.get("action") == "getinfo":
            write(stdout, {"type": "streaming", "required_fields": ASKED}, "")
        else:
            write(stdout, {"finished": bool(metadata.get("finished"))}, answer(body))


if __name__ == "__main__":
    main()
