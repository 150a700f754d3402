"""The one entrance: a record in, the output fields out. Stateless between records but for caches."""

from __future__ import annotations

from codesignrisk_core import output, scoring
from codesignrisk_core.allowlist import Allowlist
from codesignrisk_core.events import certificate_log, driver, file, image, process, registry, script
from codesignrisk_core.masking import of_text, of_words
from codesignrisk_core.model import Command, Report
from codesignrisk_core.process.command_line import Parts
from codesignrisk_core.process.parents import Parent, Parents
from codesignrisk_core.records import fields, raw
from codesignrisk_core.settings import Settings

_NO_PARENT = Parent("", "", False)
_OTHER = "other"
# Process starts with nothing to say repeat all day long; what was found about them is remembered up to this many.
_MAX_SILENT = 20_000
# Characters of an event in which secrets are looked for; a line can unfold into commands many times its length.
_MAX_LEARNT = 262_144
# The kinds whose events name what was done, not a command that does it.
_TRACES = (file, registry, image, driver, certificate_log)


class Scorer:
    """Scores records with one set of lookups."""

    def __init__(self, settings: Settings, use_allowlist: bool = True, use_raw: bool = False) -> None:
        """Prepare for many records.

        use_allowlist: false scores as if the allowlist were empty. use_raw: also read fields out of _raw.
        """
        self._settings = settings
        self._rules = Allowlist(settings.allowlist if use_allowlist else [])
        self._use_raw = use_raw
        self._reader = fields.Reader()
        self._silent: dict[tuple[str, ...], output.Output] = {}
        self._parents = Parents(settings)

    def assess(self, record: fields.Record) -> output.Output:
        """Every output field for one record. Whatever it holds, this returns; what went wrong is in codesign_error."""
        try:
            return self._assess(self._reader.view(raw.merged(record) if self._use_raw else record))
        except Exception as error:  # an event is never lost to a fault of ours
            return output.failed(f"internal error, please report it: {type(error).__name__}")

    def _assess(self, view: fields.View) -> output.Output:
        if process.matches(view):
            event = fields.event(view)
            key = (event.event_id, *event[3:])  # all but channel and host, which no verdict depends on
            known = self._silent.get(key)
            if known is not None:
                return known
            parent = self._parents.classify(event.parent_image)
            parts, report, error = process.examine(event, parent, self._settings.indicators)
            if report.findings:
                report.secrets += _secrets(parts)
            verdict = self._verdict(process.KIND, view, report, parent, error)
            if not report.findings:
                self._remember(key, verdict)
            return verdict
        if script.matches(view):
            report, error = script.judge(view, self._settings.indicators)
            if report.findings:
                report.secrets += of_text(view.get("script"))
            return self._verdict(script.KIND, view, report, _NO_PARENT, error)
        for kind in _TRACES:
            if kind.matches(view):
                return self._verdict(kind.KIND, view, kind.judge(view, self._parents), _NO_PARENT)
        return output.nothing(_OTHER, _NO_PARENT)

    def _verdict(self, kind: str, view: fields.View, report: Report, parent: Parent, error: str = "") -> output.Output:
        if not (report.tool or report.findings or report.thumbprint):
            return output.nothing(kind, parent, error)
        score = scoring.score(report.findings, self._settings.indicators, report.hidden)
        allowed = self._allowed(view, report) if self._rules and report.findings else ""
        return output.fill(output.Verdict(kind, report, score, parent, fields.user(view), allowed, error))

    def _remember(self, key: tuple[str, ...], verdict: output.Output) -> None:
        if len(self._silent) >= _MAX_SILENT:
            self._silent.clear()
        self._silent[key] = verdict

    def _allowed(self, view: fields.View, report: Report) -> str:
        values = {
            "host": [view.get("host")],
            "user": [fields.user(view)],
            "image": [view.get("image") or view.get("writer")],
            "command_line": [view.get("command_line")],
            "parent_image": [view.get("parent_image")],
            "cert_file": report.files,
            "indicator": [finding.indicator for finding in report.findings],
        }
        return self._rules.match(values)


def _secrets(parts: Parts) -> list[str]:
    """Secrets of commands and scripts that the names of their options tell, whatever tool they are of."""
    found, left = [], _MAX_LEARNT
    for part, _ in parts:
        text = part.line if isinstance(part, Command) else part.text
        if isinstance(part, Command):
            found += of_words([token.text for token in part.tokens])
        found += of_text(text)
        left -= len(text)
        if left < 0:
            break
    return found
