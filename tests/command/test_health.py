"""`| codesignriskhealth` as splunkd runs it: one row, at once, whatever it is asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_HEADER = re.compile(rb"chunked 1\.0,(\d+),(\d+)\n")


def talk(app: Path, *requests: dict[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, str]]]]:
    """Send requests, and return metadata and rows of each reply."""
    sent = b""
    for request in requests:
        head = json.dumps(request).encode()
        sent += b"chunked 1.0,%d,0\n" % len(head) + head
    command = [sys.executable, "-E", "-s", "-B", str(app / "bin" / "codesignriskhealth.py")]
    done = subprocess.run(command, input=sent, capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    replies, rest = [], done.stdout
    while rest:
        header = _HEADER.match(rest)
        assert header
        start, middle = header.end(), header.end() + int(header[1])
        end = middle + int(header[2])
        rows = list(csv.DictReader(io.StringIO(rest[middle:end].decode("utf-8"), newline="")))
        replies.append((json.loads(rest[start:middle]), rows))
        rest = rest[end:]
    return replies


def info(sid: str = "1700000000.1", args: list[str] | None = None) -> dict[str, Any]:
    return {"action": "getinfo", "searchinfo": {"args": args or [], "sid": sid}}


EXECUTE = {"action": "execute", "finished": False}


def test_one_row_and_then_no_more(app: Path) -> None:
    (asked, none), (first, rows), (second, nothing) = talk(app, info(), EXECUTE, EXECUTE)
    assert (asked, none) == ({"type": "streaming", "generating": True}, [])
    assert (first, second, nothing) == ({"finished": True}, {"finished": True}, [])
    [row] = rows
    assert (row["role"], row["state"], row["sdk"]) == ("search head", "in order", "2.1.1")
    assert len(row["tables"].split("\n")) == 4
    assert row["__mv_tables"].count(";") == 3


def test_on_an_indexer(app: Path) -> None:
    [_, (_, [row])] = talk(app, info("remote_sh01_1700000000.1"), EXECUTE)
    assert row["role"] == "indexer"


def test_broken_rows_are_told(own_app: Path) -> None:
    (own_app / "lookups" / "codesignrisk_parents_local.csv").write_text("image,class\nx.exe,\n")
    [_, (_, [row])] = talk(own_app, info(), EXECUTE)
    assert row["problems"] == "codesignrisk_parents_local.csv row 2: 'class' of 'x.exe' is empty; row left out"


def test_options_are_refused(app: Path) -> None:
    [(metadata, _)] = talk(app, info(args=["verbose=true"]))
    assert metadata["inspector"]["messages"] == [["ERROR", "codesignriskhealth takes no options"]]


def test_what_is_no_request_is_told(app: Path) -> None:
    [(metadata, _)] = talk(app, {"action": "execute"})
    assert metadata["inspector"]["messages"][0][0] == "ERROR"
