"""Renders the report: a template with style and script inlined, which the page's own policy names by their hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lab.cases.cases import Case, Step, heaviest, span
from lab.cases.events import Event, basename, text
from lab.output.summary import BANDS, NOTHING_READ, Summary
from lab.readers.problem import counted
from lab.records import TimeSpan
from lab.report.next_steps import next_step
from scripts.conf import ConfError, read_conf

_HERE = Path(__file__).parent
_SHARE = re.compile(r"(.*) \(([+-]\d+)\)", re.DOTALL)
_JOINT = re.compile(r"(?<=\w[\\/@])(?=\w)|(?<=\w\.)(?=\w{5})")
_TECHNIQUE = re.compile(r"T\d{4}(\.\d{3})?")
# From here on an event is worth a hunt; lighter cases are folded.
_HUNT = 20
# More cases make a page that a browser is slow to lay out.
_LONG = 200
# Lines of what went wrong, and steps of a case.
_MOST = 20
_STEPS = 8
# A pause that a reader should see.
_GAP = 600


@dataclass(frozen=True)
class Shown:
    """What is listed of the events that score, and how much is left out.

    bands: all cases by their band; full: a page holds no more; twice: events that came before, out of another export;
    left_out: what --min-score leaves out, in words.
    """

    bands: Counter[str]
    cases: list[Case]
    steps: list[Step]
    events: list[tuple[Event, int]]
    more_cases: int
    more_steps: int
    more_events: int
    full: bool
    not_grouped: int
    twice: int
    left_out: str = ""


@dataclass(frozen=True)
class Scan:
    """What was scanned, when and by which version of the app."""

    files: list[str]
    version: str
    now: datetime

    @classmethod
    def of(cls, files: list[str], app: Path, now: datetime) -> Scan:
        """A scan of files, as they were named, by a built app."""
        try:
            version = read_conf(app / "default" / "app.conf")["launcher"]["version"]
        except (OSError, ConfError, KeyError):
            version = "of unknown version"
        return cls([text("standard input" if file == "-" else file) for file in files], text(version), now)


def write(out: BinaryIO, scan: Scan, summary: Summary, shown: Shown) -> None:
    """Write the page. The same input gives the same bytes."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    template = _environment().get_template("page.html.j2")
    page = template.stream(
        scan=scan,
        summary=summary,
        shown=shown,
        line=list(zip(_gaps(shown.steps), shown.steps, strict=True)),
        facts=_facts(shown.steps),
        verdict=verdict(summary, shown.bands, "" if shown.cases else shown.left_out),
        bands=BANDS,
        fold=_HUNT,
        most=_MOST,
        long=_LONG,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        written=scan.now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    )
    page.enable_buffering(100)
    page.dump(out, encoding="utf-8", errors="backslashreplace")


def policy(style: str, script: str) -> str:
    """The content security policy: nothing is loaded, and only these two texts apply."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def verdict(summary: Summary, cases: Counter[str], none_shown: str = "") -> str:
    """What a reader should know first. cases: all by their band; none_shown: why none of them is on the page."""
    alerts, hunts = cases["critical"] + cases["high"], cases["medium"] + cases["low"]
    if alerts:
        found = f"{counted(alerts, 'case')} {_plural(alerts, 'scores', 'score')} 60 or more, the alert threshold: "
        found += f"{cases['critical']:,} critical, {cases['high']:,} high."
        found += "" if none_shown else " Start with case 1."
    elif hunts:
        found = "No case scores 60 or more, the alert threshold; "
        found += (
            f"{hunts:,} {_plural(hunts, 'scores', 'score')} 20 or more and {_plural(hunts, 'is', 'are')} worth a look."
        )
    elif cases.total():
        found = "Weak traces only: no case scores 20 or more."
    elif summary.read:
        found = "No event scores above 0."
    else:
        found = _sentence(NOTHING_READ)
    if none_shown:
        found += f" {_sentence(none_shown)}"
    if nothing := summary.nothing_assessed:
        found += f" {_sentence(nothing)}"
    if summary.not_assessable:
        found += f" {counted(summary.not_assessable, 'event')} could not be assessed in full."
    if summary.problems:
        found += " Not everything could be read: see Not read, below."
    return found


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        basename=basename,
        breakable=_breakable,
        heaviest=lambda steps: heaviest(steps, _STEPS),
        next_step=next_step,
        number=lambda count: f"{count:,}",
        on_paper=_on_paper,
        printable=lambda value: text(str(value)),
        sentence=_sentence,
        share=_share,
        span=span,
        technique=_technique,
    )
    return environment


def _breakable(value: str) -> Markup:
    """A name or path that breaks at its joints rather than inside a word. A file's extension stays with its name."""
    return Markup("<wbr>").join(_JOINT.split(value))


def _share(reason: str) -> tuple[str, str]:
    """A reason's sentence and its share of the score."""
    match = _SHARE.fullmatch(reason)
    return (match[1], match[2]) if match else (reason, "")


def _technique(name: str) -> str:
    """The path of a technique's page, or "" for what is no technique."""
    return name.replace(".", "/") if _TECHNIQUE.fullmatch(name) else ""


class _Facts(NamedTuple):
    """How many hosts have steps, and from which day to which."""

    hosts: int
    span: str


def _facts(steps: list[Step]) -> _Facts:
    times = [event.time for step in steps for event in step.events if event.time is not None]
    hosts = {step.worst.host.casefold() for step in steps}
    return _Facts(len(hosts), str(TimeSpan(min(times), max(times))) if times else "")


def _on_paper(events: list[tuple[Event, int]]) -> list[tuple[Event, int, list[Event]]]:
    """The events, their cases, and all those that a row stands for on paper: none where another row shows it."""
    alike: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event, case in events:
        alike[event.likeness, case].append(event)
    return [(event, case, alike.pop((event.likeness, case), [])) for event, case in events]


def _gaps(line: list[Step]) -> list[str]:
    gaps, end = [], None
    for step in line:
        start = step.events[0].time
        gaps.append(_duration(start - end) if start is not None and end is not None and start - end >= _GAP else "")
        end = step.events[-1].time
    return gaps


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (rest, "min")]
    return " ".join([f"{count:,} {unit}" for count, unit in parts if count][:2])
