"""splunkd's side of the chunked protocol, as small as the tests need it. Standard library only, from Python 3.9 on.

A chunk is ``chunked 1.0,<metadata bytes>,<body bytes>`` and a line break, JSON, CSV. Several values of a field are
joined by line breaks in its own column, and stand as ``$a$;$b$`` in a twin column whose name begins with ``__mv_``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Union

Value = Union[str, list[str]]
Record = dict[str, Value]

INDEX = "_chunked_idx"
_TWIN = "__mv_"
_WHOLE_TWIN = re.compile(r"\$(?:[^$]|\$\$)*\$(?:;\$(?:[^$]|\$\$)*\$)*")


class Reply(NamedTuple):
    """What the command answers to one chunk. columns: the header as it stands, twins left out."""

    metadata: dict[str, Any]
    columns: list[str]
    records: list[Record]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Severity and text of what the user is told."""
        return [(severity, text) for severity, text in self.metadata.get("inspector", {}).get("messages", [])]


class Run(NamedTuple):
    """A whole conversation: the getinfo reply, one reply for each chunk, how the process ended, all that it wrote."""

    info: Reply
    replies: list[Reply]
    status: int
    stderr: str
    raw: bytes

    @property
    def records(self) -> list[Record]:
        """All rows that came back."""
        return [record for reply in self.replies for record in reply.records]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """All that the user is told, in order."""
        return [message for reply in (self.info, *self.replies) for message in reply.messages]


NOTHING = Reply({}, [], [])


def run(
    app: Path,
    *chunks: Sequence[Mapping[str, Value]] | bytes,
    args: Iterable[str] = (),
    raw_args: Iterable[str] | None = None,
    argv: Iterable[str] = (),
    sid: str = "1700000000.1",
    dispatch: Path = Path(),
    cwd: Path | None = None,
) -> Run:
    """Run the command of an app over chunks of records (or bodies as they are), the last one marked as such.

    Everything is sent at once and read at the end: the command answers each chunk before it reads the next.
    """
    requests = [encode(getinfo(list(args), dispatch, sid, raw_args))]
    for number, chunk in enumerate(chunks, 1):
        body = chunk if isinstance(chunk, bytes) else to_csv(chunk)
        requests.append(encode({"action": "execute", "finished": number == len(chunks)}, body))
    return converse(app, b"".join(requests), argv, cwd)


def converse(app: Path, requests: bytes, argv: Iterable[str] = (), cwd: Path | None = None) -> Run:
    """Run the command of an app over bytes."""
    done = subprocess.run(
        # no variables and no packages of the caller: the SDK is the one that the app brings
        [sys.executable, "-E", "-s", "-B", str(app / "bin" / "codesignrisk.py"), *argv],
        input=requests,
        capture_output=True,
        timeout=300,
        check=False,
        cwd=cwd,
    )
    info, *replies = decode(done.stdout) if done.stdout.startswith(b"chunked") else [NOTHING]
    return Run(info, replies, done.returncode, done.stderr.decode(errors="replace"), done.stdout)


def getinfo(
    args: list[str], dispatch: Path = Path(), sid: str = "1700000000.1", raw_args: Iterable[str] | None = None
) -> dict[str, Any]:
    """The first request: what splunkd tells a command about its search."""
    return {
        "action": "getinfo",
        "preview": False,
        "streaming_command_will_restart": False,
        "searchinfo": {
            "args": args,
            "raw_args": args if raw_args is None else list(raw_args),
            "dispatch_dir": str(dispatch),
            "sid": sid,
            "app": "codesignrisk",
            "owner": "admin",
            "username": "admin",
            "session_key": "",
            "splunkd_uri": "https://127.0.0.1:8089",
            "splunk_version": "9.4.0",
            "search": "search%20index%3D*%20%7C%20codesignrisk",
            "command": "codesignrisk",
            "maxresultrows": 50000,
            "earliest_time": "0",
            "latest_time": "0",
        },
    }


def encode(metadata: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One chunk as bytes."""
    head = json.dumps(metadata).encode()
    return b"chunked 1.0,%d,%d\n" % (len(head), len(body)) + head + body


def to_csv(records: Sequence[Mapping[str, Value]]) -> bytes:
    """Records as splunkd sends them when a command asked for some fields: numbered, in one layout."""
    names = list(dict.fromkeys(name for record in records for name in record))
    twins = [name for name in names if any(isinstance(record.get(name), list) for record in records)]
    text = io.StringIO(newline="")
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow([INDEX, *names, *(_TWIN + name for name in twins)])
    for number, record in enumerate(records):
        values = [record.get(name, "") for name in names]
        plain = [value if isinstance(value, str) else "\n".join(value) for value in values]
        lists = [record.get(name) for name in twins]
        several = [
            ";".join("$" + item.replace("$", "$$") + "$" for item in value) if isinstance(value, list) else ""
            for value in lists
        ]
        rows.writerow([str(number), *plain, *several])
    return text.getvalue().encode()


def decode(data: bytes) -> list[Reply]:
    """All replies of a command."""
    replies = []
    while data:
        head = re.match(rb"chunked 1\.0,(\d+),(\d+)\n", data)
        assert head, f"not a chunk: {data[:120]!r}"
        start, middle = head.end(), head.end() + int(head[1])
        end = middle + int(head[2])
        assert len(data) >= end, "a reply is cut off"
        columns, records = from_csv(data[middle:end].decode())
        replies.append(Reply(json.loads(data[start:middle]), columns, records))
        data = data[end:]
    return replies


def from_csv(text: str) -> tuple[list[str], list[Record]]:
    """Columns and records of a body, with lists where a field has several values."""
    limit = csv.field_size_limit(len(text) + 1)
    try:
        # what Python 3.9's reader cannot read is kept out of its way
        rows = list(csv.reader(io.StringIO(text.replace("\0", "\ue000"), newline=""), strict=True))
    finally:
        csv.field_size_limit(limit)
    header = rows.pop(0) if rows else []
    assert len(set(header)) == len(header), "the header repeats a column"
    assert {len(row) for row in rows} <= {len(header)}, "a row is not as long as the header"
    records: list[Record] = []
    for row in rows:
        cells = {name: cell.replace("\ue000", "\0") for name, cell in zip(header, row)}
        record: Record = {name: cell for name, cell in cells.items() if not name.startswith(_TWIN)}
        for name in record:
            if _WHOLE_TWIN.fullmatch(cells.get(_TWIN + name, "")):
                items = re.findall(r"\$((?:[^$]|\$\$)*)\$(?:;|$)", cells[_TWIN + name])
                record[name] = [item.replace("$$", "$") for item in items]
        records.append(record)
    return [name for name in header if not name.startswith(_TWIN)], records
