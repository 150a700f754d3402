"""Judging commands wherever they stand: a process's own, those wrapped inside it, and those of a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Callable, Optional, Union

from codesignrisk_core import cmdlets, keyfiles, masking
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import argv, program_names, questions, traits
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.process import chains, identity, program, unread
from codesignrisk_core.rules import kept_keys, passwords, signing
from codesignrisk_core.settings import Indicator
from codesignrisk_core.tools import (
    certutil,
    clock,
    cloud_keys,
    disguised,
    electron_fuses,
    fake_signature,
    identity_attacks,
    inline_code,
    nss,
    package_managers,
    polyglots,
    secure_boot,
)
from codesignrisk_core.unwrap import unwrap

# Steps of the budget for judging a command: each takes a few looks whatever it is, and more for each of its words.
_COMMAND, _WORD = 200, 16
# Characters of an event in which secrets are looked for; a line can unfold into commands many times its length.
_MAX_LEARNT = 262_144
TOO_MUCH_WORK = "the commands on the line take too much work"

# Keys in hand; a line that also sends something sends those.
_TAKEN = frozenset({"search_keys", "copy_key", "archive_key", "encode_key", "export_key", "read_key_file"})

# Starts a program with a library in it (microsoft/Detours, samples/withdll).
_HOOKS = "withdll"

Part = Union[Command, Script]
Parts = list[tuple[Part, Report]]
Grammar = Callable[[Command], Optional[Report]]


def judge(command: Command, found: identity.Identity, company: str = "") -> Report:
    """One command by its tool's grammar; any other command by what it does with certificate and key files.

    A grammar that fails costs what it would have said, and is told among the report's limits.
    """
    bounds = Report()
    report = Report()
    try:
        command, found = _known(command, found)
    except Exception as error:
        bounds.take_limits(_failed("disguised", error, command.line))
    for name, grammar in _grammars(command, found, company):
        read = _guarded(name, grammar, command)
        if read is None:
            continue
        bounds.take_limits(read)
        report = read if read.tool or read.findings or read.flags else report
        if report.tool:
            break
    if found.tool is not None and questions.asks(command.args):
        report = Report(tool=report.tool)
    report.limits, report.unread = bounds.limits, bounds.unread
    if report.findings:
        program.judge(report, command.image, found)
        for finding in traits.disguises(command.line, command.args):
            _disguised(report, finding.indicator, finding.sentence)
    return report


def _known(command: Command, found: identity.Identity) -> tuple[Command, identity.Identity]:
    """The tool behind a program that is none itself: the script of an interpreter, or whose grammar the line has."""
    if found.tool is not None:
        return command, found
    script = program_names.script(command)
    if script is not None:
        named = identity.of_word(script.image)
        ours = named.tool is not None and named.tool.may_be(command)  # the interpreter tells the platform
        return (script, named) if ours else (command, found)
    tool = disguised.tool_of(command) if not found.original_name else None
    return command, found._replace(tool=tool, renamed=tool is not None)


def _grammars(command: Command, found: identity.Identity, company: str) -> Iterator[tuple[str, Grammar]]:
    if found.tool is not None and found.tool.may_be(command):
        nss_certutil = found.tool.name == certutil.NAME and certutil.is_nss(command, company)
        yield found.tool.name, nss.judge if nss_certutil else found.tool.judge
    yield "fake_signature", fake_signature.judge_any
    yield "identity_attacks", identity_attacks.judge
    yield "secure_boot", secure_boot.judge_any
    yield "package_managers", package_managers.judge_any
    yield "polyglots", polyglots.judge_java
    yield "electron_fuses", electron_fuses.judge_any
    yield "keyfiles", keyfiles.judge
    yield "inline_code", inline_code.judge


def _guarded(name: str, grammar: Grammar, command: Command) -> Report | None:
    """What a grammar says. A fault of ours is its part of the report, and is told."""
    try:
        return grammar(command)
    except Exception as error:
        return _failed(name, error, command.line)


def _failed(what: str, error: Exception, unread: str) -> Report:
    report = Report()
    report.limit(f"internal error in {what}, please report it: {type(error).__name__}", unread)
    return report


class CommandLine:
    """Everything that one event runs, judged part by part within one budget of work.

    parts: each command and script with its report, the event's own first. unread: texts behind bounds.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self.parts: Parts = []
        self.unread: list[str] = []
        self.budget = budget or Budget()

    def judge_command(self, command: Command, report: Report, original_name: str = "") -> None:
        """Take in a command that was judged, and judge what it wraps, and what is wrapped in that."""
        self.parts.append((command, report))
        try:
            found = unwrap(command, original_name, self.budget)
        except Exception as error:
            self.parts.append((command, _failed("unwrap", error, command.line)))
            return
        self.unread += found.unread
        for finding in found.findings:
            _disguised(report, finding.indicator, finding.sentence)
        for secret in found.secrets:
            passwords.judge_secret(report, secret, "a password")
        for child in found.commands:
            child_report = self._judge_child(child)
            if child_report is not None:
                self.parts.append((child, child_report))
        for script in found.scripts:
            self.judge_script(script)

    def judge_line(self, line: str, is_posix: bool, cwd: str) -> None:
        """Judge a line that stands beside the event's own, by its first word."""
        tokens = argv.split_posix(line) if is_posix else argv.split(line)
        if not tokens:
            return
        command = Command(tokens[0].text, tokens, line, cwd)
        report = self._judge_child(command)
        if report is not None:
            self.judge_command(command, report)

    def _judge_child(self, command: Command) -> Report | None:
        """What a command does that was found inside another one; None where the budget is spent."""
        if not self.budget.charge(_COMMAND + len(command.line) + _WORD * len(command.tokens), TOO_MUCH_WORK):
            self.unread.append(command.line)
            return None
        return judge(command, identity.of_word(command.image))

    def judge_script(self, script: Script) -> None:
        """Judge a script and the programs it runs."""
        if script.language != "powershell":
            return
        noted = self.budget.noted
        try:
            self.parts.append((script, cmdlets.judge_script(script, self.budget)))
            programs = cmdlets.native_commands(script, self.budget)
        except Exception as error:
            self.parts.append((script, _failed(cmdlets.NAME, error, script.text)))
            return
        if self.budget.noted > noted:
            self.unread.append(script.text)
        for native in programs:
            report = self._judge_child(native)
            if report is not None:
                self.judge_command(native, report)

    def report(self, indicators: Mapping[str, Indicator]) -> Report:
        """All parts as one report, with the bounds that were reached."""
        whole = merge(self.parts, indicators)
        for reason in self.budget.reasons:
            whole.limit(reason)
        unread.judge(whole, (*self.unread, *self.budget.lost, *whole.unread))
        if whole.findings:
            whole.secrets += named_secrets(self.parts)
            self._judge_handed_over(whole)
        return whole

    def _judge_handed_over(self, whole: Report) -> None:
        """A password that a shell gives to a program otherwise than by an option."""
        for part, _ in self.parts:
            secret = masking.handed_over(part.line if isinstance(part, Command) else part.text)
            if secret:
                passwords.judge_secret(whole, secret, "a password that the shell hands over")
                return


def named_secrets(parts: Parts) -> list[str]:
    """Secrets that the names of options tell, whatever tool they are of: for masking, not for judging."""
    found: list[str] = []
    left = _MAX_LEARNT
    for part, _ in parts:
        if isinstance(part, Command):
            found += masking.of_words([token.text for token in part.tokens])
        text = part.line if isinstance(part, Command) else part.text
        named = masking.of_text(text)
        found += named
        left -= len(text) + sum(map(len, named))
        if left < 0:
            return [*found, masking.EVERYTHING]
    return found


def merge(parts: Parts, indicators: Mapping[str, Indicator]) -> Report:
    """All parts as one report; the part with the heaviest action names tool, action and store.

    Where no part acts, nothing else is worth telling: a password or a disguise alone is no abuse of code signing.
    """

    reports = [report for _, report in parts]
    weights = [_weight(report, indicators) for report in reports]
    heaviest = max(weights)
    leading = reports[weights.index(heaviest)]  # the first of equals: the outermost
    acts = heaviest >= 0
    whole = Report(leading.tool, leading.action, store=leading.store, thumbprint=leading.thumbprint)
    whole.findings += leading.findings if acts else ()
    files: dict[str, None] = {}
    targets: dict[str, None] = {}
    for report in (leading, *(report for report in reports if report is not leading)):
        for finding in report.findings if acts and report is not leading else ():
            whole.add(*finding)
        whole.arrivals += report.arrivals
        whole.flags |= report.flags
        files.update(dict.fromkeys(report.files))
        targets.update(dict.fromkeys(report.targets))
        whole.take_limits(report)
        whole.secrets.extend(report.secrets)
        whole.hidden |= report.hidden
    whole.files, whole.targets = list(files), list(targets)
    if whole.action in _TAKEN and any(isinstance(part, Command) and keyfiles.sends(part) for part, _ in parts):
        whole.add("key_leaves_host", "the same line sends something to another host")
        if whole.action == "read_key_file":
            whole.action = "upload_key"
            whole.add("upload_key_file", "what is printed goes to another host")
    if any(report.tool in cloud_keys.NAMES and report.shows(kept_keys.FETCHED) for report in reports):
        senders = [part for part, _ in parts if isinstance(part, Command) and keyfiles.sends(part)]
        if senders:
            kept_keys.judge_sent(whole, "line", (word.text for part in senders for word in part.args))
    if whole.action in signing.ACTIONS and any(clock.changes(part) for part, _ in parts):
        whole.add("clock_changed", "the same line changes the clock")
    if whole.action in signing.ACTIONS and any(_HOOKS in part.layers for part, _ in parts):
        whole.add("signer_hooked", "the signer is started with a library put into it, which can lie to it")
    chains.judge(whole, parts)
    return whole


def leading_layers(parts: Parts, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The wrappers, outermost first, that start the part with the heaviest action; () for the process's own command.

    A script is run by the last of its layers itself, so that one starts nothing.
    """
    part, _ = max(parts, key=lambda pair: _weight(pair[1], indicators))
    return part.layers[:-1] if isinstance(part, Script) else part.layers


def _weight(report: Report, indicators: Mapping[str, Indicator]) -> int:
    """The weight of a report's heaviest action, -1 where nothing acts. What is in no table may be an action."""
    if not report.findings:
        return -1
    known = (indicators.get(finding.indicator) for finding in report.findings)
    acting = (0 if found is None else found.weight for found in known if found is None or found.kind == "action")
    return max(acting, default=-1)


def _disguised(report: Report, indicator: str, sentence: str) -> None:
    report.add(indicator, sentence)
    report.hidden |= indicator in traits.DELIBERATE
