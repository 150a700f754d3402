"""A verdict to output fields. Every field is on every record, and no secret is in any of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Union

from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields
from codesignrisk_core.scoring import Score

Output = dict[str, Union[str, int, list[str]]]

_RISK_FLAGS = ("SigntoolSignCmd", "CertImport", "TrustedStoreTarget", "HasPFX", "SelfSigned")
_MASK = "***"
_URL_LOGIN = re.compile(r"://[^/@\s]{1,256}@")
_MAX_TEXT = 600
_MAX_VALUES = 50
_MESSAGE_REASONS = 3


class Verdict(NamedTuple):
    """Everything that output needs to know of one event."""

    kind: str
    report: Report
    score: Score
    parent: Parent
    user: str = ""
    allowed: str = ""
    error: str = ""


def nothing(kind: str, parent: Parent, error: str = "") -> Output:
    """The output of an event with nothing to say: by far the most common one."""
    result: Output = dict.fromkeys(fields.OUTPUT_FIELDS, "")
    result.update(dict.fromkeys(fields.FLAGS, 0))
    result.update(
        SuspiciousParent=int(parent.suspicious),
        RiskScore=0,
        codesign_score=0,
        codesign_band="none",
        codesign_event=kind,
        codesign_parent_class=parent.parent_class,
        codesign_error=error,
    )
    return result


def fill(verdict: Verdict) -> Output:
    """All output fields of a verdict."""
    report, score, parent = verdict.report, verdict.score, verdict.parent
    secrets = _secret_pattern(report.secrets)
    shares = score.shares
    acted = any(share.indicator.kind == "action" for share in shares)
    result = nothing(verdict.kind, parent, verdict.error)
    for flag in report.flags:
        result[flag] = 1
    risk = sum(flag in report.flags for flag in _RISK_FLAGS)
    result["RiskScore"] = risk + parent.suspicious if risk or acted else 0
    if not verdict.allowed:
        result["codesign_score"] = score.value
        result["codesign_band"] = score.band
    result["codesign_indicators"] = [share.indicator.id for share in shares]
    result["codesign_reasons"] = [f"{_text(share.finding.sentence, secrets)} ({share.share:+d})" for share in shares]
    techniques = (share.indicator.technique for share in shares if share.indicator.technique)
    result["codesign_techniques"] = list(dict.fromkeys(techniques))
    result["codesign_tool"] = report.tool
    result["codesign_action"] = report.action
    result["codesign_store"] = _text(report.store, secrets)
    result["codesign_files"] = _values(report.files)
    result["codesign_target"] = _values(report.targets)
    result["codesign_thumbprint"] = _text(report.thumbprint, secrets)
    result["codesign_message"] = _message(verdict, secrets) if acted else ""
    result["codesign_allowlisted"] = _text(verdict.allowed, secrets)
    return result


def _message(verdict: Verdict, secrets: re.Pattern[str] | None) -> str:
    actions = [share for share in verdict.score.shares if share.indicator.kind == "action"]
    others = [
        share
        for share in verdict.score.shares
        if share.indicator.kind != "action" and share.share > 0 and not share.indicator.id.startswith("parent_")
    ]
    parts = [share.finding.sentence for share in (actions[:1] + others)[:_MESSAGE_REASONS]]
    if verdict.parent.name:
        parts.append(f"parent {verdict.parent.name}")
    if verdict.user:
        parts.append(f"user {verdict.user}")
    return _text("; ".join(parts), secrets)


def _secret_pattern(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """Secrets as whole words, longest first. Sentences hold none by construction; this is the second lock."""
    known = sorted(set(filter(None, secrets)), key=len, reverse=True)
    if not known:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(secret)}(?![\w.])" for secret in known), re.IGNORECASE)


def _text(text: str, secrets: re.Pattern[str] | None = None) -> str:
    """One line that the SDK can write: no secret, no web login, no line break, no lone surrogate, bounded."""
    if secrets is not None:
        text = secrets.sub(_MASK, text)
    if "://" in text:
        text = _URL_LOGIN.sub(f"://{_MASK}@", text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _values(values: Iterable[str]) -> list[str]:
    return [_text(value) for value in list(dict.fromkeys(values))[:_MAX_VALUES]]
