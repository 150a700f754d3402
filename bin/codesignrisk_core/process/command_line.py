"""Judging commands wherever they stand: a process's own, those wrapped inside it, and those of a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

from codesignrisk_core import cmdlets, keyfiles
from codesignrisk_core.cmdline import traits
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.process import identity, program
from codesignrisk_core.rules import passwords
from codesignrisk_core.settings import Indicator
from codesignrisk_core.tools import certutil, fake_signature, inline_code, nss
from codesignrisk_core.unwrap import unwrap

MAX_PARTS = 64

# Keys in hand; a line that also sends something sends those.
_TAKEN = frozenset({"search_keys", "copy_key", "archive_key", "encode_key", "export_key"})

Part = Union[Command, Script]
Parts = list[tuple[Part, Report]]


def judge(command: Command, found: identity.Identity, company: str = "") -> Report:
    """One command by its tool's grammar; any other command by what it does with certificate and key files."""
    report = Report()
    if found.tool is not None and found.tool.may_be(command):
        nss_certutil = found.tool.name == certutil.NAME and certutil.is_nss(command, company)
        report = nss.judge(command) if nss_certutil else found.tool.judge(command)
    if not report.tool:
        report = fake_signature.judge_any(command) or keyfiles.judge(command) or inline_code.judge(command) or report
    if report.findings:
        program.judge(report, command.image, found)
        for finding in traits.disguises(command.line, command.args):
            _disguised(report, finding.indicator, finding.sentence)
    return report


def judge_wrapped(own: Command, original_name: str, parts: Parts) -> None:
    """Judge what a command wraps, and what is wrapped in that; the reports join the parts."""
    found = unwrap(own, original_name)
    for finding in found.findings:
        _disguised(parts[0][1], finding.indicator, finding.sentence)
    for secret in found.secrets:
        passwords.judge_secret(parts[0][1], secret, "a password")
    for command in found.commands:
        parts.append((command, judge(command, identity.of_word(command.image))))
    for script in found.scripts:
        judge_script(script, parts)


def judge_script(script: Script, parts: Parts) -> None:
    """Judge a script and the programs it runs; the reports join the parts."""
    if script.language != "powershell":
        return
    parts.append((script, cmdlets.judge_script(script)))
    for native in cmdlets.native_commands(script):
        if len(parts) >= MAX_PARTS:
            return
        parts.append((native, judge(native, identity.of_word(native.image))))
        judge_wrapped(native, "", parts)


def merge(parts: Parts, indicators: Mapping[str, Indicator]) -> Report:
    """All parts as one report; the part with the heaviest action names tool, action and store.

    Where no part acts, nothing else is worth telling: a password or a disguise alone is no abuse of code signing.
    """

    reports = [report for _, report in parts]
    leading = max(reports, key=lambda report: _weight(report, indicators))  # the first of equals: the outermost
    whole = Report(leading.tool, leading.action, store=leading.store, thumbprint=leading.thumbprint)
    acts = _weight(leading, indicators) >= 0
    files: dict[str, None] = {}
    targets: dict[str, None] = {}
    for report in sorted(reports, key=lambda report: report is not leading):
        for finding in report.findings if acts else ():
            whole.add(*finding)
        whole.flags |= report.flags
        files.update(dict.fromkeys(report.files))
        targets.update(dict.fromkeys(report.targets))
        for reason in report.limits:
            whole.limit(reason)
        whole.secrets.extend(report.secrets)
        whole.hidden |= report.hidden
    whole.files, whole.targets = list(files), list(targets)
    if whole.action in _TAKEN and any(isinstance(part, Command) and keyfiles.sends(part) for part, _ in parts):
        whole.add("key_leaves_host", "the same line sends something to another host")
    return whole


def leading_layers(parts: Parts, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The wrappers, outermost first, that start the part with the heaviest action; () for the process's own command.

    A script is run by the last of its layers itself, so that one starts nothing.
    """
    part, _ = max(parts, key=lambda pair: _weight(pair[1], indicators))
    return part.layers[:-1] if isinstance(part, Script) else part.layers


def _weight(report: Report, indicators: Mapping[str, Indicator]) -> int:
    """The weight of a report's heaviest action, -1 where nothing acts."""
    known = (indicators.get(finding.indicator) for finding in report.findings)
    return max((found.weight for found in known if found is not None and found.kind == "action"), default=-1)


def _disguised(report: Report, indicator: str, sentence: str) -> None:
    report.add(indicator, sentence)
    report.hidden |= indicator in traits.DELIBERATE
