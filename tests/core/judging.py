"""What one kind of event other than a process start says about a record, and what it scores."""

from __future__ import annotations

from typing import Any

from codesignrisk_core import scoring
from codesignrisk_core.events.kind import Kind, Silent, Site
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records import fields
from codesignrisk_core.records.actor import Actor
from codesignrisk_core.rules import known_certificates
from codesignrisk_core.settings import Settings

SYSMON = "Microsoft-Windows-Sysmon/Operational"
SYSTEM32 = "C:\\Windows\\System32\\"
CERTUTIL = f"{SYSTEM32}certutil.exe"
TEMP = "C:\\Users\\jane\\AppData\\Local\\Temp\\"
THUMB = "0123456789ABCDEF0123456789ABCDEF01234567"


def site(settings: Settings) -> Site:
    """A site with these tables that has seen nothing yet."""
    return Site(settings.indicators, Parents(settings), Silent(), settings.certificates)


def judged(kind: Kind, record: dict[str, Any], settings: Settings) -> tuple[Report, int]:
    """The report and the score of a record, which has to be of that kind."""
    view = fields.Reader().view(record)
    assert kind.matches(view)
    report = kind.judge(view, site(settings)).report
    known_certificates.judge(report, settings.certificates)
    return report, scoring.score(report.findings, settings.indicators, report.hidden).value


def never_raises(kind: Kind, record: dict[str, Any], settings: Settings) -> None:
    """Ask a kind about a record, whether or not it is of that kind."""
    view = fields.Reader().view(record)
    kind.matches(view)
    kind.judge(view, site(settings))


def without_actor(verdict: dict[str, Any]) -> dict[str, Any]:
    """What was judged, without who did it where."""
    return {name: value for name, value in verdict.items() if name.removeprefix("codesign_") not in Actor._fields}
