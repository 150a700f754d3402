"""What each page and each search that joins events reads of a day, kept and live. Figures, not a test.

    python -m scripts.kept_reads [--events 1000000] [--related 4000]

Makes a day of Sysmon events, of which so many hold a word that the command can score; the others are starts, loaded
images and registry writes that repeat themselves, a tenth of them in users' folders. Counts what the first search of
each page and saved search gets out of the index, and the seconds that the lab takes for the whole search over the
related events.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab.dashboards.view import load_views
from lab.paths import ROOT
from lab.records import Record
from lab.spl import check, kept, run
from lab.spl.args import Args
from lab.spl.predicate import Predicate, parse_search
from lab.spl.source import Span
from scripts.conf import read_conf
from scripts.package import stage

NOW = 1_750_000_000.0
_DAY = 86_400
_SYSMON = "Microsoft-Windows-Sysmon/Operational"
_SYSTEM32 = "C:\\Windows\\System32\\"
_HOSTS = 200
_HOST = "ws-0001.corp.example"
# How many of the others differ in more than their time; the base searches are asked once for each.
_DISTINCT = 3_600
# How many of a hundred related starts; the last holds words of the index and scores 0.
_SHAPES = (
    (10, "certutil.exe", "certutil -addstore root D:\\w\\ca{n}.cer"),
    (10, "signtool.exe", "signtool sign /f D:\\b\\k{n}.pfx /fd sha256 D:\\b\\a{n}.exe"),
    (5, "makecert.exe", "makecert -r -pe -n CN=Ridge{n} D:\\b\\r{n}.cer"),
    (75, "certutil.exe", "certutil -dump D:\\w\\x{n}.txt"),
)
_KEPT, _LIVE = "codesignrisk_findings", "*"
_PREFIX = "Code Signing Risk - "
_ALERTS = ("Certificate Drop Then Use", "Signing Kit In Sequence", "Newly Trusted Publisher Runs", "Hunt First Signing")


def _event(number: int, total: int, code: str, **data: str) -> Record:
    host = f"ws-{number % _HOSTS:04}.corp.example"
    system: dict[str, Any] = {
        "_time": f"{NOW - _DAY + number * _DAY / total:.3f}",
        "index": "windows",
        "host": host,
        "source": f"XmlWinEventLog:{_SYSMON}",
        "sourcetype": "XmlWinEventLog",
        "EventCode": code,
        "Channel": _SYSMON,
        "Computer": host,
        "User": f"CORP\\user{number % 50}",
    }
    return {**system, "ProcessId": str(1000 + number), **data}


def related(count: int) -> Iterator[Record]:
    """Process starts, and one dropped file in a hundred, spread over the day before NOW."""
    shapes = [shape for shape in _SHAPES for _ in range(shape[0])]
    for number in range(count):
        if number % 100:
            _, image, line = shapes[number * 37 % len(shapes)]
            start = {"Image": _SYSTEM32 + image, "CommandLine": line.format(n=number), "ParentCommandLine": "cmd.exe"}
            yield _event(number, count, "1", ParentImage=_SYSTEM32 + "cmd.exe", **start)
        else:
            yield _event(number, count, "11", TargetFilename=f"D:\\w\\ca{number}.cer", Image=_SYSTEM32 + "curl.exe")


def others(count: int) -> Iterator[tuple[int, Record]]:
    """What no search of this app is about: each event with how often a day of so many repeats it."""
    for number in range(min(count, _DISTINCT)):
        yield len(range(number, count, _DISTINCT)), _other(number, count)


def _other(number: int, count: int) -> Record:
    folder = "C:\\Users\\user1\\AppData\\" if number % 10 == 0 else "C:\\Program Files\\Ridgeline\\"
    image = f"{folder}app{number % 900}.exe"
    if number % 10 < 6:
        line = {"CommandLine": f"{image} --run {10_000 + number}", "ParentCommandLine": "explorer.exe"}
        return _event(number, count, "1", Image=image, **line)
    if number % 10 < 9:
        loaded = {"ImageLoaded": f"{folder}lib{number % 300}.dll", "Signed": "true", "SignatureStatus": "Valid"}
        return _event(number, count, "7", Image=image, Signature="Ridgeline Software", **loaded)
    key = f"HKLM\\SOFTWARE\\Ridgeline\\v{number}"
    return _event(number, count, "13", Image=image, TargetObject=key, Details="1")


def pages() -> Iterator[tuple[str, str, str, str]]:
    """Name, kept and live search of each page's scan, and the earliest time it is read from."""
    for name, view in load_views(ROOT).items():
        sources = list(view.definition["dataSources"].values())
        query = sources[0]["options"]["query"] if sources else ""
        if "codesignrisk_kept" not in query:
            continue
        for host in ("*", _HOST) if name == "investigate" else ("*",):
            filled = query.replace("$host|s$", f'"{host}"').replace("$user|s$", '"*"')
            few, many = (filled.replace("$from|s$", f'"{source}"') for source in (_KEPT, _LIVE))
            yield f"{name}, one host" if host != "*" else name, few, many, "-24h"


def alerts() -> Iterator[tuple[str, str, str, str]]:
    """The same of each saved search that joins events."""
    saved = read_conf(ROOT / "default" / "savedsearches.conf")
    findings = read_conf(ROOT / "default" / "macros.conf")["codesignrisk_alert_findings"]["definition"]
    for name in _ALERTS:
        stanza = saved[_PREFIX + name]
        text = stanza["search"].replace("`codesignrisk_alert_findings`", findings)
        live = text.replace("`codesignrisk_alert_events`", "`codesignrisk_live`")
        yield name, text, live, stanza["dispatch.earliest_time"]


def _base(search: str, app: Path) -> Predicate:
    """The condition of the first search: what the index gives."""
    text = check(search, app=app).partition("|")[0]
    return parse_search(Args("search", Span(text, 0, len(text))), base=True).test


def _seconds(search: str, events: list[Record], earliest: str, app: Path) -> float:
    begin = time.perf_counter()
    run(search, events, app=app, now=NOW, earliest=earliest, latest="now")
    return time.perf_counter() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="of the day (default: %(default)s)")
    parser.add_argument("--related", type=int, default=4_000, help="of them (default: %(default)s)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "codesignrisk"
        stage(app)
        day = list(related(args.related))
        begin = time.perf_counter()
        findings = kept(day, now=NOW, app=app)
        seconds = time.perf_counter() - begin
        near = [*day, *findings]
        print(f"{args.events:,} events, {args.related:,} related: {len(findings):,} findings kept in {seconds:.1f} s\n")
        searches = [*pages(), *alerts()]
        bases = {text: _base(text, app) for _, *both, _ in searches for text in both}
        # most of them begin alike
        tests = {text.partition("|")[0]: test for text, test in bases.items()}
        reads = {base: sum(map(test, near)) for base, test in tests.items()}
        for times, event in others(args.events - args.related):
            for base, test in tests.items():
                reads[base] += times * test(event)
        print("| | reads, kept | reads, live | seconds, kept | seconds, live |")
        print("|---|---|---|---|---|")
        for name, from_kept, from_live, earliest in searches:
            few, many = (reads[text.partition("|")[0]] for text in (from_kept, from_live))
            short, long = (_seconds(text, near, earliest, app) for text in (from_kept, from_live))
            print(f"| {name} | {few:,} | {many:,} | {short:.1f} | {long:.1f} |", flush=True)


if __name__ == "__main__":
    main()
