"""Signing tools other than signtool: osslsigncode (mtrojnar/osslsigncode README), and those of build pipelines.

Pipelines sign all day, so the tools of the table (signers) are worth little by themselves: what counts is a password in
clear, and whose key it is. osslsigncode also moves signatures from one program to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.rules import inputs, passwords, signing, targets
from codesignrisk_core.tools.signers import SIGNERS, Signer
from codesignrisk_core.trust import file_kinds

OSSLSIGNCODE = "osslsigncode"

_OSSL_VERBS = frozenset("sign add attach-signature extract-signature extract-data remove-signature verify".split())
_OSSL_VALUED = frozenset(
    """pkcs12 certs cert spc key pass readpass n i t ts in out sigin h comm ac p jp time pkcs11module pkcs11engine
    pkcs11cert provider engine login cafile crlfile tsa-cafile tsa-crlfile catalog tsa-certs tsa-key tsa-time""".split()
)
# PW=x before a command, as make and env take it: no file.
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")
_OSSL_TIMESTAMPS = ("t", "ts", "tsa-certs")
# As many letters in common make two names those of one release: app.exe and app-1.2.sig.
_ALIKE = 3
_PLAIN = frozenset("sig signature signed pkcs7 p7 cms detached authenticode".split())
_GRAFTS = {
    "attach-signature": "osslsigncode puts a ready-made signature on {}",
    "extract-signature": "osslsigncode takes the signature out of {}",
}


def judge_osslsigncode(command: Command) -> Report:
    """Read one osslsigncode line; without a verb it signs, as its first versions did."""
    report = Report(tool=OSSLSIGNCODE)
    words = command.args
    verb = words[0].lower if words else ""
    if verb in _OSSL_VERBS:
        words = words[1:]
    elif verb.startswith("-") and len(words) > 1:
        verb = "sign"
    parsed = options.parse(words, _OSSL_VALUED, attached="=")
    source = parsed.value("in") or next((word.text for word in parsed.operands), "")
    name = paths.base(source) or "a file"
    if verb == "sign":
        _sign(report, parsed, command.cwd, name)
    elif verb in _GRAFTS:
        report.action = "graft_signature"
        report.add("signature_graft", _GRAFTS[verb].format(name))
        inputs.add_files(report, *parsed.values("sigin"), cwd=command.cwd)
        _judge_origin(report, parsed.value("sigin"), name)
    elif verb == "add" and parsed.has(*_OSSL_TIMESTAMPS):
        report.action = "timestamp"
        report.add("signtool_timestamp", "osslsigncode adds a timestamp")
        _judge_times(report, parsed)
    elif verb == "remove-signature":
        report.action = "remove_signature"
        report.add("signature_remove", f"osslsigncode removes the signature of {name}")
    else:
        report.action = "verify" if verb == "verify" else ""
    if report.findings:
        _judge_targets(report, [source, *parsed.values("out")], command.cwd)
    return report


def _sign(report: Report, parsed: options.Parsed, cwd: str, name: str) -> None:
    report.action = "sign"
    report.add("osslsigncode_sign", f"osslsigncode signs {name}")
    inputs.judge(report, *parsed.values("pkcs12", "certs", "cert", "spc", "key"), cwd=cwd)
    _judge_times(report, parsed)
    signing.judge_claims(report, *parsed.values("n", "i"))
    passwords.judge_secret(report, parsed.value("pass"), "the password of the key file")


def _judge_times(report: Report, parsed: options.Parsed) -> None:
    """Timestamp servers; -TSA-time has osslsigncode's own authority testify any time."""
    signing.judge_timestamp(report, *(option.value for option in parsed.options if option.name in _OSSL_TIMESTAMPS))
    if parsed.has("tsa-time"):
        report.add("timestamp_local", "osslsigncode makes the timestamp itself, with a time that the line tells")


def _judge_origin(report: Report, signature: str, name: str) -> None:
    """A signature in a file that is not named after what it is put on: whose is it?"""
    one, other = paths.base(signature).partition(".")[0], name.partition(".")[0]
    if signature and one not in _PLAIN and not (one.startswith(other[:_ALIKE]) or other.startswith(one[:_ALIKE])):
        report.add("foreign_signature", f"the signature {paths.base(signature)} is not named after {name}")


def judge_signer(command: Command, signers: Iterable[Signer]) -> Report:
    """One line of a tool of the table; a line that does not sign leaves an empty report."""
    lead = tuple(_verb(word) for word in command.args[:2])
    for signer in signers:
        if lead and lead[0] in signer.removes:
            return _judge_removal(signer, _parse(signer, command.args[1:]), command.cwd)
        verb = next((verb for verb in signer.verbs if lead[: len(verb)] == verb), ())
        if verb or not signer.verbs:
            parsed = _parse(signer, command.args[len(verb) :])
            if not signer.needs or parsed.has(*signer.needs):
                return _judge_signing(signer, parsed, command.cwd)
    return Report()


def _verb(word: Token) -> str:
    """A verb of the table; those of mage are options, and begin with a dash or a slash."""
    name = options.name(word)
    return f"-{name}" if name else word.lower


def _parse(signer: Signer, words: tuple[Token, ...]) -> options.Parsed:
    """Options and operands, those left out that are no files."""
    known = signer.keys | signer.secrets | signer.targets | signer.claims | signer.times | signer.clock | signer.other
    parsed = options.parse(words, known)
    files = tuple(word for word in parsed.operands if not _ASSIGNMENT.match(word.text))
    return parsed._replace(operands=files)


def _judge_removal(signer: Signer, parsed: options.Parsed, cwd: str) -> Report:
    report = Report()
    named = [word.text for word in parsed.operands]
    if named:
        report.tool = signer.name
        report.action = "remove_signature"
        report.add("signature_remove", f"{signer.name} removes the signature of {paths.base(named[0]) or named[0]}")
        _judge_targets(report, named, cwd)
    return report


def _judge_signing(signer: Signer, parsed: options.Parsed, cwd: str) -> Report:
    report = Report()
    named = [word.text for word in parsed.operands] + parsed.values(*signer.targets)
    if not named:
        return report
    report.tool = signer.name
    report.action = "sign"
    target = paths.base(named[0]) or named[0]
    keys = [paths.base(file) for file in parsed.values(*signer.keys) if file_kinds.of(file) in file_kinds.PRIVATE_KEYS]
    if keys and not signer.hosted:
        report.add("sign_other_file", f"{signer.name} signs {target} with the key file {keys[0]}")
    else:
        report.add("sign_other_tool", f"{signer.name} signs {target}")
    inputs.judge(report, *parsed.values(*signer.keys), cwd=cwd)
    for secret in parsed.values(*signer.secrets):
        passwords.judge_secret(report, secret, "the secret of the signing key")
    if signer.plain or parsed.values(*signer.times):
        signing.judge_timestamp(report, *parsed.values(*signer.times))
    if parsed.has(*signer.clock):
        report.add("clock_changed", f"{signer.name} is given a time to take for now")
    signing.judge_claims(report, *parsed.values(*signer.claims))
    if signer.hosted:
        report.add("cloud_signing", f"{signer.name} signs with a key in a hosted signing service")
    _judge_targets(report, named, cwd)
    return report


def _judge_targets(report: Report, named: list[str], cwd: str) -> None:
    targets.add(report, *named, cwd=cwd)
    targets.judge(report)


def _tool(name: str) -> Tool:
    signers = [signer for signer in SIGNERS if signer.name == name]
    images, originals, words = signers[0].images, signers[0].original_names, signers[0].words
    return Tool(name, images, originals, lambda command: judge_signer(command, signers), words=words)


TOOLS = (
    Tool(OSSLSIGNCODE, ("osslsigncode",), ("osslsigncode.exe",), judge_osslsigncode),
    *map(_tool, dict.fromkeys(signer.name for signer in SIGNERS)),
)
