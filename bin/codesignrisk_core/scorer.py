"""The one entrance: a record in, the output fields out. Stateless between records but for caches and what was told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy

from codesignrisk_core import output, scoring
from codesignrisk_core.allowlist import Allowlist
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import KINDS, process
from codesignrisk_core.events.kind import Assessment, Silent, Site
from codesignrisk_core.model import Report
from codesignrisk_core.process import unread
from codesignrisk_core.process.parents import UNKNOWN, Parent, Parents
from codesignrisk_core.records import actor, fields, raw, sources
from codesignrisk_core.rules import known_certificates
from codesignrisk_core.settings import Notice, Settings

_OTHER = "other"
_NOT_ASKED = "events of the source {0} are not judged in full: write codesignrisk sensors={0}, or sensors=all"
# Outputs of events with nothing to say, by kind, parent and error: few, unless parents are made up.
_MAX_EMPTY = 10_000
_MAX_NAME = 256


class Scorer:
    """Scores records with one set of lookups."""

    def __init__(
        self,
        settings: Settings,
        use_allowlist: bool = True,
        use_raw: bool = False,
        name_all: bool = False,
        asked: Collection[str] = sources.NAMES,
    ) -> None:
        """Prepare for many records.

        use_allowlist: false scores as if the allowlist were empty. use_raw: also read fields out of _raw. name_all:
        name host, user and process of events that score 0 as well. asked: sources (records.sources) whose columns are
        there; events of others are told among the notices.
        """
        self._settings = settings
        self._rules = Allowlist(settings.allowlist if use_allowlist else [])
        self._use_raw = use_raw
        self._name_all = name_all
        self._reader = fields.Reader(asked)
        self._told_sources: set[str] = set()
        self._site = Site(settings.indicators, Parents(settings), Silent(), settings.certificates)
        self._empty: dict[tuple[str, Parent, str], output.Output] = {}
        self._weightless: set[str] = set()
        self._untold: list[Notice] = []

    def assess(self, record: fields.Record) -> output.Output:
        """Every output field for one record. Whatever it holds, this returns; what went wrong is in codesign_error."""
        try:
            return self._assess(record)
        except Exception as error:  # an event is never lost to a fault of ours
            return self._unread(record, f"internal error, please report it: {type(error).__name__}")

    def silent(self, parent_image: str) -> output.Output:
        """The output fields of a process start that shows nothing, by its parent's path."""
        return output.nothing(process.KIND, self._site.parents.classify(parent_image))

    def notices(self) -> list[Notice]:
        """What is to be told since the last call, each thing once: indicators that were found and have no row, what is
        wrong with the certificates when they were needed, and sources whose columns were not asked for."""
        told, self._untold = self._untold, []
        for name in sorted(self._reader.unasked - self._told_sources):
            told.append(Notice(_NOT_ASKED.format(name), everywhere=True))
        self._told_sources |= self._reader.unasked
        return told + self._settings.certificates.take_notices()

    def _assess(self, record: fields.Record) -> output.Output:
        view = self._reader.view(raw.merged(record) if self._use_raw else record)
        behind = raw.behind(record) if self._use_raw else ""
        kind = next((kind for kind in KINDS if kind.matches(view)), None)
        if kind is None and not behind:
            return self._nothing(_OTHER, view, UNKNOWN, "")
        assessed = kind.judge(view, self._site) if kind is not None else Assessment(Report())
        if behind:
            report = deepcopy(assessed.report)  # one that says nothing is kept for others
            report.limit(raw.TOO_LONG)
            unread.judge(report, [behind])
            assessed = assessed._replace(report=report)
        return self._verdict(kind.KIND if kind is not None else _OTHER, view, assessed)

    def _unread(self, record: fields.Record, error: str) -> output.Output:
        """What can be said of an event whose reading failed: why, and whether its text names what we look for."""
        try:
            report = Report()
            unread.judge(report, _texts(record))
            score = scoring.score(report.findings, self._settings.indicators)
            return output.fill(output.Verdict(_OTHER, report, score, UNKNOWN, error=error))
        except Exception:
            return output.failed(error)

    def _verdict(self, kind: str, view: fields.View, assessed: Assessment) -> output.Output:
        report, parent = assessed.report, assessed.parent
        known_certificates.judge(report, self._settings.certificates)
        error = "; ".join(filter(None, (assessed.error, *report.limits)))
        if not (report.tool or report.findings or report.thumbprint):
            return self._nothing(kind, view, parent, error)
        score = scoring.score(report.findings, self._settings.indicators, report.hidden)
        if len(score.shares) < len(report.findings):
            error = "; ".join(filter(None, (error, self._note_weightless(report))))
        who = actor.of(view, kind)
        allowed = self._allowed(view, who, report) if self._rules and report.findings else ""
        return output.fill(output.Verdict(kind, report, score, parent, who, allowed, error))

    def _note_weightless(self, report: Report) -> str:
        """Remember what has no weight, and say it of this event."""
        names = {finding.indicator for finding in report.findings} - self._settings.indicators.keys()
        for name in sorted(names - self._weightless):
            text = f"indicator {name} was found and is in no table, so it counts nothing"
            self._untold.append(Notice(text, everywhere=True))
        self._weightless |= names
        return f"no weight for {', '.join(sorted(names))}"

    def _nothing(self, kind: str, view: fields.View, parent: Parent, error: str) -> output.Output:
        key = (kind, parent, error)
        known = self._empty.get(key)
        if known is None:
            known = output.nothing(kind, parent, error)
            if len(self._empty) >= _MAX_EMPTY:
                self._empty.clear()
            if len(parent.name) <= _MAX_NAME:
                self._empty[key] = known
        return output.named(known, actor.of(view, kind)) if self._name_all else known

    def _allowed(self, view: fields.View, who: actor.Actor, report: Report) -> str:
        values = {
            "host": [who.host],
            "user": [who.user],
            "image": [who.process],
            "command_line": [fields.command_line(view)[0]],
            "parent_image": [who.parent],
            "cert_file": report.files,
            "indicator": [finding.indicator for finding in report.findings],
        }
        return self._rules.match(values)


def _texts(record: fields.Record) -> Iterator[str]:
    """All text of a record, as much of each field as is read."""
    for value in record.values():
        for text in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(text, str):
                yield text[: normalise.MAX_LENGTH]
