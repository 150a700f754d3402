"""A command as a child process, and what it cost: processor time, time and memory by the system's own accounts."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lab.splunkd.chunks import encode_chunk, read_chunk

_NO_SITE = Path(__file__).resolve().parents[2] / "lab" / "splunkd" / "no_site.py"


class Cost(NamedTuple):
    """cpu, wall: seconds of the whole life of the process; start: until its first reply; rss: its peak, in bytes.

    rows, received: rows and bytes that came back.
    """

    cpu: float
    wall: float
    start: float
    rss: int
    rows: int
    received: int


def asks(python: str, script: Path, args: list[str]) -> list[str]:
    """The columns that a command asks for."""
    process = _start(python, script)
    required = _talk(process, _getinfo(args), b"")[0].get("required_fields", [])
    _end(process)
    return [str(name) for name in required]


def run(python: str, script: Path, args: list[str], bodies: Iterable[bytes]) -> Cost:
    """Feed a command and measure it. No more than one body is held."""
    began = time.perf_counter()
    process = _start(python, script)
    _talk(process, _getinfo(args), b"")
    start = time.perf_counter() - began
    rows = received = 0
    for body in bodies:
        _, reply = _talk(process, {"action": "execute", "finished": False}, body)
        rows += max(reply.count(b"\n") - 1, 0)
        received += len(reply)
    wall = time.perf_counter() - began
    peak = _peak(process.pid)
    usage = _end(process)
    return Cost(usage.ru_utime + usage.ru_stime, wall, start, peak, rows, received)


def _start(python: str, script: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [python, "-S", "-E", "-s", "-B", str(_NO_SITE), str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
    )


def _talk(process: subprocess.Popen[bytes], metadata: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    assert process.stdin is not None
    process.stdin.write(encode_chunk(metadata, body))
    process.stdin.flush()
    reply = read_chunk(process.stdout)  # type: ignore[arg-type]
    if reply is None:
        raise RuntimeError(f"no reply to {json.dumps(metadata)[:80]}")
    return reply


def _peak(pid: int) -> int:
    """The most memory that a process has had, in bytes. The account of its end counts its parent's at the fork."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def _end(process: subprocess.Popen[bytes]) -> Any:
    """Close the pipe and read the system's account of the process."""
    assert process.stdin is not None
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit status {process.returncode}")
    return usage


def _getinfo(args: list[str]) -> dict[str, Any]:
    info: dict[str, Any] = {"args": args, "raw_args": args, "sid": "1700000000.1", "app": "codesignrisk"}
    info.update(dispatch_dir="/tmp", search="search", command="codesignrisk", maxresultrows=50_000)
    info.update(username="admin", owner="admin", session_key="", splunkd_uri="https://127.0.0.1:8089")
    info.update(earliest_time="0", latest_time="0", splunk_version="9.4.0")
    return {"action": "getinfo", "preview": False, "streaming_command_will_restart": False, "searchinfo": info}
