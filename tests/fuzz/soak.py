"""Feeds the command distinct events for long, and watches its memory: it has to stay where it was.

    python -m tests.fuzz.soak --events 2000000

Process starts as a host has them, each with other words; one in 250 is about certificates, one in 500 is as long as
Windows takes, one in 200 a script block. No two are the same, so that whatever remembers them fills up. Linux only: the
memory is read from /proc.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import driver
from tests.fuzz.events import Record

SYSMON = "Microsoft-Windows-Sysmon/Operational"
POWERSHELL = "Microsoft-Windows-PowerShell/Operational"
LONGEST = 32_767
# Only what the events have: memory is what is watched here, not the cost of empty columns.
COLUMNS = (
    *("EventCode", "Channel", "Image", "CommandLine", "ParentImage", "ParentCommandLine", "CurrentDirectory", "User"),
    "ScriptBlockText",
)
# The caches fill up within this part of the events; after it nothing may grow.
_SETTLED = 0.25
# They are emptied when they are full, so that memory goes up and down, some five times in each part.
_PARTS = 6


class Point(NamedTuple):
    """events done, and the resident memory in MiB then."""

    events: int
    mib: float


def events(count: int, seed: int) -> Iterator[Record]:
    """Distinct events, most of them benign process starts."""
    rng = random.Random(seed)
    for number in range(count):
        word = f"{rng.getrandbits(48):x}"
        if number % 200 == 1:
            text = f"$v{word} = Get-Item C:\\data\\{word}; " * 80 + f"Get-PfxCertificate C:\\keys\\{word}.pfx"
            yield {"EventCode": "4104", "Channel": POWERSHELL, "ScriptBlockText": text}
            continue
        line = f"C:\\apps\\{word}\\agent.exe --id {word} --out C:\\data\\{word}\\out.log"
        if number % 250 == 2:
            line = f"signtool sign /f C:\\keys\\{word}.pfx /p {word} C:\\out\\{word}.exe"
        elif number % 500 == 3:
            line = (line + " ") * (LONGEST // len(line))
        image = "C:\\apps\\signtool.exe" if line.startswith("signtool") else f"C:\\apps\\{word}\\agent.exe"
        yield {
            "EventCode": "1",
            "Channel": SYSMON,
            "Image": image,
            "CommandLine": line,
            "ParentImage": f"C:\\apps\\{word}\\parent.exe",
            "ParentCommandLine": line,
            "CurrentDirectory": f"C:\\data\\{word}\\",
            "User": f"CORP\\{word}",
        }


def resident(pid: int, what: str = "VmRSS") -> float:
    """The resident memory of a process in MiB; what: VmHWM for the most that it ever was."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


def growth(points: Sequence[Point]) -> float:
    """MiB for each million events, by least squares through the least point of each part behind the first quarter.

    At its low points memory is what is never given back. How high it goes between them depends on which long lines
    meet a cache that is nearly full, so that is held by a bound, not by a slope.
    """
    settled = points[int(len(points) * _SETTLED) :]
    size = max(1, len(settled) // _PARTS)
    parts = [settled[start : start + size] for start in range(0, len(settled) - size + 1, size)]
    if len(parts) < 2:
        return 0.0
    places = [statistics.fmean(point.events / 1e6 for point in part) for part in parts]
    return statistics.linear_regression(places, [min(point.mib for point in part) for part in parts]).slope


def main() -> int:
    """Run at the length that the command line asks for; the exit status is 1 when memory grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the command")
    parser.add_argument("--chunk", type=int, default=2_000, help="events a chunk")
    parser.add_argument("--most", type=float, default=2.0, help="MiB for each million events")
    parser.add_argument("--peak", type=float, default=256.0, help="MiB at any time")
    args = parser.parse_args()
    points: list[Point] = []
    peak = 0.0

    def watch(pid: int, done: int) -> None:
        nonlocal peak
        points.append(Point(done, resident(pid)))
        peak = resident(pid, "VmHWM")
        if len(points) % 50 == 0:
            last = [point.mib for point in points[-50:]]
            sys.stderr.write(f"{done:>9} events, {min(last):.0f} to {max(last):.0f} MiB\n")

    feed = events(args.events, args.seed)
    result = driver.run(args.events, args.seed, args.python, chunk=args.chunk, feed=feed, watch=watch, columns=COLUMNS)
    grows = growth(points)
    sys.stdout.write(
        f"{result.events} events in {result.seconds:.0f} s; memory {points[0].mib:.0f} to {points[-1].mib:.0f} MiB, "
        f"{peak:.0f} at the most, {grows:+.1f} MiB for each million events at its low points\n"
    )
    return 1 if grows > args.most or peak > args.peak else 0


if __name__ == "__main__":
    sys.exit(main())
