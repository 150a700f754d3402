"""A verdict to output fields. Every field is on every record, clean, bounded, and no secret is in any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Union

from codesignrisk_core import clean
from codesignrisk_core.cmdline import paths
from codesignrisk_core.masking import Mask
from codesignrisk_core.model import Report
from codesignrisk_core.process import unread
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields
from codesignrisk_core.records.actor import Actor
from codesignrisk_core.scoring import Score, Share
from codesignrisk_core.trust import file_kinds

Output = dict[str, Union[str, int, list[str]]]

# Fields that hold a list; all others hold one value.
MULTIVALUE = ("codesign_indicators", "codesign_reasons", "codesign_techniques", "codesign_files", "codesign_target")

_PLACE = "planted_key"
"""This action tells where the key is; what is done with it is another one, which says more."""
_RISK_FLAGS = ("SigntoolSignCmd", "CertImport", "TrustedStoreTarget", "HasPFX", "SelfSigned")
_MAX_TEXT = 600
_MAX_NAME = 100
_MAX_VALUES = 50
_MESSAGE_REASONS = 3
_SID = "S-1-"


class Verdict(NamedTuple):
    """Everything that output needs to know of one event."""

    kind: str
    report: Report
    score: Score
    parent: Parent
    actor: Actor = Actor()
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
        codesign_parent_class=clean.line(parent.parent_class, _MAX_NAME),
        codesign_error=clean.line(error, _MAX_TEXT),
    )
    return result


def named(result: Output, actor: Actor) -> Output:
    """An output with host, user and process, for an event that scores 0."""
    return {**result, **_named(actor, Mask())}


def failed(error: str) -> Output:
    """The output of an event that could not be judged at all."""
    return nothing("other", Parent("", "", False), error)


def is_kept(verdict: Output, min_score: int) -> bool:
    """Whether an event stays when lower scores are dropped: also one of which something telling was not read."""
    return int(str(verdict["codesign_score"])) >= min_score or unread.INDICATOR in str(verdict["codesign_indicators"])


def fill(verdict: Verdict) -> Output:
    """All output fields of a verdict."""
    report, score, parent = verdict.report, verdict.score, verdict.parent
    mask = Mask(_secrets(report))
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
    # From here on all text is the event's, or the site's, whose own words no secret of an event takes away.
    result["codesign_indicators"] = [clean.line(share.indicator.id, _MAX_NAME) for share in shares]
    told = {share.finding.sentence: mask.text(share.finding.sentence, _MAX_TEXT) for share in shares}
    result["codesign_reasons"] = [f"{told[share.finding.sentence]} ({share.share:+d})" for share in shares]
    techniques = (clean.line(share.indicator.technique, _MAX_NAME) for share in shares if share.indicator.technique)
    result["codesign_techniques"] = list(dict.fromkeys(techniques))
    result.update(_named(verdict.actor, mask))
    result["codesign_tool"] = mask.text(report.tool, _MAX_NAME)
    result["codesign_action"] = mask.text(report.action, _MAX_NAME)
    result["codesign_store"] = mask.text(report.store, _MAX_TEXT)
    result["codesign_files"] = _values(report.files, mask)
    result["codesign_target"] = _values(report.targets, mask)
    result["codesign_thumbprint"] = mask.text(report.thumbprint, _MAX_NAME)
    result["codesign_message"] = _message(verdict, mask, told) if acted else ""
    result["codesign_allowlisted"] = clean.line(verdict.allowed, _MAX_TEXT)
    return result


def _message(verdict: Verdict, mask: Mask, masked: Mapping[str, str]) -> str:
    """The heaviest action and what adds to it. What the process does itself leads, though its script may do worse.

    masked: each sentence as it may be shown.
    """
    actions = [share for share in verdict.score.shares if share.indicator.kind == "action"]
    others = [
        share
        for share in verdict.score.shares
        if share.indicator.kind != "action" and share.share > 0 and not share.indicator.id.startswith("parent_")
    ]

    def is_around(share: Share) -> bool:
        return share.indicator.id in verdict.report.around

    leading = sorted(actions, key=lambda share: (is_around(share), share.indicator.id == _PLACE))[:1]
    told = leading + [share for share in actions[:1] if share not in leading] + sorted(others, key=is_around)
    sentences = [share.finding.sentence for share in told]
    # the first may quote others (rules.signing)
    new = [sentence for place, sentence in enumerate(sentences) if place == 0 or sentence not in sentences[0]]
    parts = [masked[sentence] for sentence in new[:_MESSAGE_REASONS]]
    if verdict.parent.name:
        parts.append(f"parent {mask.text(verdict.parent.name, _MAX_NAME)}")
    if verdict.actor.user and not verdict.actor.user.startswith(_SID):
        parts.append(f"user {mask.text(verdict.actor.user, _MAX_NAME)}")
    return clean.line("; ".join(parts), _MAX_TEXT)


def _named(actor: Actor, mask: Mask) -> Output:
    return {f"codesign_{name}": mask.text(text, _MAX_TEXT) if text else "" for name, text in actor._asdict().items()}


def _secrets(report: Report) -> list[str]:
    """What is masked. A password that is also the name of the key file is left: it joins the event with the file's."""
    keys = (path for path in report.files if paths.extension(path) in file_kinds.KEY_OPERANDS)
    named = {paths.base(path).rpartition(".")[0] for path in keys}
    return [secret for secret in report.secrets if secret.lower() not in named]


def _values(values: Iterable[str], mask: Mask) -> list[str]:
    return [mask.operand(value, _MAX_TEXT) for value in list(dict.fromkeys(values))[:_MAX_VALUES]]
