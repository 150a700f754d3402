"""The one entrance: a record in, the output fields out. Stateless between records but for caches."""

from __future__ import annotations

from codesignrisk_core import allowlist, fields, output, scoring
from codesignrisk_core.events import process
from codesignrisk_core.model import Report
from codesignrisk_core.parents import Parent, Parents
from codesignrisk_core.settings import Settings

_NO_PARENT = Parent("", "", False)


class Scorer:
    """Scores records with one set of lookups."""

    def __init__(self, settings: Settings, use_allowlist: bool = True) -> None:
        self._settings = settings
        self._rules = settings.allowlist if use_allowlist else []
        self._reader = fields.Reader()
        self._parents = Parents(settings)

    def assess(self, record: fields.Record) -> output.Output:
        """Every output field for one record. Whatever it holds, this returns; what went wrong is in codesign_error."""
        try:
            return self._assess(self._reader.read(record))
        except Exception as error:  # an event is never lost to a fault of ours
            return output.nothing("other", _NO_PARENT, f"internal error, please report it: {type(error).__name__}")

    def _assess(self, event: fields.Event) -> output.Output:
        if not process.is_process(event):
            return output.nothing("other", _NO_PARENT)
        parent = self._parents.classify(event.parent_image)
        report, error = process.judge(event, parent)
        if not report.tool:
            return output.nothing(process.KIND, parent, error)
        score = scoring.score(report.findings, self._settings.indicators, report.hidden)
        allowed = self._allowed(event, report) if self._rules and report.findings else ""
        return output.fill(output.Verdict(process.KIND, report, score, parent, event.user, allowed, error))

    def _allowed(self, event: fields.Event, report: Report) -> str:
        values = {
            "host": [event.host],
            "user": [event.user],
            "image": [event.image],
            "command_line": [event.command_line],
            "parent_image": [event.parent_image],
            "cert_file": report.files,
            "indicator": [finding.indicator for finding in report.findings],
        }
        return allowlist.match(self._rules, values)
