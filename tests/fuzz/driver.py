"""Plays splunkd over hostile events, and holds the command to what it promises about every one of them.

Independent of the lab: it speaks the protocol itself. Every chunk has the layout that splunkd gives it: a number for
each row, then every column that was asked for and its twin, whether any event has it or not.

    python -m tests.fuzz.driver --events 1000000 --python python3.9
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from tests.fuzz import events
from tests.fuzz.events import ODD_COLUMNS, RESERVED, Record

APP = Path(__file__).resolve().parents[2]
INDEX, TWIN = "_chunked_idx", "__mv_"

NAMED = ("codesign_host", "codesign_user", "codesign_process", "codesign_pid", "codesign_parent", "codesign_parent_pid")
OUTPUT = (
    *("IsSigntool", "IsCertutil", "SigntoolSignCmd", "CertImport", "TrustedStoreTarget", "HasPFX", "SelfSigned"),
    *("SuspiciousParent", "RiskScore", "codesign_score", "codesign_band", "codesign_indicators", "codesign_reasons"),
    *(
        "codesign_techniques",
        "codesign_event",
        *NAMED,
        "codesign_tool",
        "codesign_action",
        "codesign_store",
        "codesign_files",
    ),
    *("codesign_target", "codesign_thumbprint", "codesign_parent_class", "codesign_message", "codesign_allowlisted"),
    "codesign_error",
)
LONGEST = 610

csv.field_size_limit(2**31 - 1)


class BrokenPromiseError(AssertionError):
    """The command did something that it promises not to do."""


class Result(NamedTuple):
    """events: rows that came back right; found: those that scored; slowest: seconds of the slowest chunk."""

    events: int
    found: int
    slowest: float
    seconds: float


def run(
    count: int,
    seed: int,
    python: str = sys.executable,
    app: Path = APP,
    chunk: int = 500,
    raw: bool = False,
    feed: Iterator[Record] | None = None,
    watch: Callable[[int, int], None] = lambda _pid, _done: None,
    columns: Sequence[str] = (),
) -> Result:
    """Send so many events and check what comes back. Raises BrokenPromiseError.

    feed: the events, hostile ones when not given. watch: is told the process and how many events are done. columns: of
    the chunks, all that the command asks for when not given.
    """
    process = subprocess.Popen(
        [python, "-E", "-s", "-B", str(app / "bin" / "codesignrisk.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    to, back, errors = cast("tuple[IO[bytes], ...]", (process.stdin, process.stdout, process.stderr))
    rng = random.Random(seed)
    start, slowest, done, found = time.monotonic(), 0.0, 0, 0
    try:
        asked = cast("list[str]", _ask(to, back, _getinfo(raw), b"")[0]["required_fields"])
        names = list(columns) or asked
        feed = events.records(count, seed, asked) if feed is None else feed
        while batch := list(islice(feed, chunk)):
            body = _body(batch, names, rng)
            began = time.monotonic()
            reply = _ask(to, back, {"action": "execute", "finished": done + len(batch) >= count}, body)[1]
            slowest = max(slowest, time.monotonic() - began)
            found += check(body, reply)
            done += len(batch)
            watch(process.pid, done)
        to.close()
        rest, told, status = back.read(), errors.read(), process.wait(60)
    except (BrokenPromiseError, BrokenPipeError) as error:
        process.kill()
        raise BrokenPromiseError(
            f"{error}; the command said: {errors.read()[-2_000:].decode(errors='replace')}"
        ) from error
    finally:
        process.kill()
    if rest or told or status:
        raise BrokenPromiseError(f"at the end: exit status {status}, {rest[:200]!r}, {told[-2_000:]!r}")
    return Result(done, found, slowest, time.monotonic() - start)


def check(sent: bytes, reply: bytes) -> int:
    """Hold a reply against the body that it answers; the number of rows that scored comes back."""
    before, after = _table(sent.decode("utf-8", "replace")), _table(reply.decode("utf-8"))
    header, columns = next(before), next(after)
    places = {name: columns.index(name) for name in columns}
    if len(places) != len(columns):
        raise BrokenPromiseError("a column came back twice")
    kept = [(header.index(name), places[name]) for name in header if name.removeprefix(TWIN) not in OUTPUT]
    missing = [name for name in OUTPUT if name not in places]
    if missing:
        raise BrokenPromiseError(f"no column {missing}")
    found = 0
    for number, (row, out) in enumerate(_pairs(before, after)):
        changed = [header[a] for a, b in kept if row[a] != out[b]]
        if changed:
            raise BrokenPromiseError(f"row {number}: {changed} changed: {row!r:.2000}")
        found += _verdict({name: out[places[name]] for name in OUTPUT}, row)
    return found


def _verdict(verdict: dict[str, str], row: list[str]) -> bool:
    if verdict["codesign_score"] not in _SCORES:
        raise BrokenPromiseError(f"score {verdict['codesign_score']!r}: {row!r:.2000}")
    if "internal error" in verdict["codesign_error"]:
        raise BrokenPromiseError(f"{verdict['codesign_error']}: {row!r:.2000}")
    for name, cell in verdict.items():
        for text in cell.split("\n"):
            if len(text) > LONGEST or not text.isprintable():
                raise BrokenPromiseError(f"{name} is {text!r:.2000}: {row!r:.2000}")
    return verdict["codesign_score"] != "0"


_SCORES = frozenset(map(str, range(101)))


def _pairs(before: Iterator[list[str]], after: Iterator[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    for row in before:
        out = next(after, None)
        if out is None:
            raise BrokenPromiseError("fewer rows came back")
        yield row, out
    if next(after, None) is not None:
        raise BrokenPromiseError("more rows came back")


def _table(text: str) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(text.replace("\0", RESERVED), newline=""), strict=True)


def _body(batch: Sequence[Record], names: Sequence[str], rng: random.Random) -> bytes:
    """Rows as splunkd lays them out; now and then with a column that it would not send, and bytes that are no UTF-8."""
    odd = rng.sample(ODD_COLUMNS, 3) if rng.random() < 0.2 else []
    columns = list(dict.fromkeys([*names, *(name for name in odd if not name.startswith(TWIN))]))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    twins = list(dict.fromkeys([*(TWIN + name for name in (INDEX, *columns)), *(n for n in odd if n.startswith(TWIN))]))
    writer.writerow([INDEX, *columns, *twins])
    for number, record in enumerate(batch):
        extra = {name: events.value(rng) for name in odd}
        cells = {INDEX: str(number), **record, **extra}
        writer.writerow(
            [*(_plain(cells.get(name, "")) for name in (INDEX, *columns)), *(_twin(cells, name) for name in twins)]
        )
    body = out.getvalue().encode("utf-8")
    return body.replace(b"x", b"\xff", 1) if rng.random() < 0.1 else body


def _plain(value: events.Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _twin(cells: dict[str, Any], name: str) -> str:
    if name in cells:  # a column that only looks like a twin
        return _plain(cells[name])
    value = cells.get(name[len(TWIN) :], "")
    return "" if isinstance(value, str) else ";".join("$" + item.replace("$", "$$") + "$" for item in value)


def _getinfo(raw: bool) -> dict[str, Any]:
    args = ["sensors=all", *(["raw=true"] if raw else [])]
    facts = {"dispatch_dir": "", "sid": "1", "app": "a", "owner": "o", "username": "u", "session_key": ""}
    facts |= {"splunkd_uri": "", "splunk_version": "9.4.0", "search": "", "command": "codesignrisk"}
    times = {"earliest_time": "0", "latest_time": "0", "maxresultrows": 50_000}
    return {"action": "getinfo", "preview": False, "searchinfo": {"args": args, "raw_args": args, **facts, **times}}


def _ask(to: IO[bytes], back: IO[bytes], metadata: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    head = json.dumps(metadata).encode()
    to.write(b"chunked 1.0,%d,%d\n" % (len(head), len(body)) + head + body)
    to.flush()
    line = back.readline()
    sizes = line.removeprefix(b"chunked 1.0,").split(b",")
    if len(sizes) != 2:
        raise BrokenPromiseError(f"the reply begins with {line!r}")
    reply, rows = json.loads(back.read(int(sizes[0]))), back.read(int(sizes[1]))
    if "inspector" in reply:
        raise BrokenPromiseError(f"the reply says {reply['inspector']}")
    return reply, rows


def main() -> int:
    """Run at the length that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the command")
    parser.add_argument("--app", type=Path, default=APP, help="the packaged app, or the repository")
    parser.add_argument("--chunk", type=int, default=500, help="events a chunk")
    parser.add_argument("--raw", action="store_true", help="with raw=true")
    args = parser.parse_args()

    def watch(_pid: int, done: int) -> None:
        if done % (100 * args.chunk) == 0:
            sys.stderr.write(f"{done:>9} events came back as they were\n")

    result = run(args.events, args.seed, args.python, args.app, args.chunk, args.raw, watch=watch)
    sys.stdout.write(
        f"{result.events} events came back as they were, {result.found} of them with a score; "
        f"{result.seconds:.0f} s, the slowest chunk {result.slowest:.2f} s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
