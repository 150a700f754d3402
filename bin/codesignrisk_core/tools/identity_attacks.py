"""Attacks on logon by certificate that any program's line may show: the directory changed, logons relayed, certificates
forged or used by tools whose names are gone.

Grammars: help texts of impacket's ntlmrelayx, dirkjanm/krbrelayx, bats3c/ADCSPwn, CravateRouge/bloodyAD,
GhostPack/ForgeCert and Rubeus; ldapmodify(1), ldapsearch(1); joeware.net (AdFind, AdMod).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import directory_changes, inputs, passwords
from codesignrisk_core.trust import file_kinds

_WRITERS = frozenset("ldapmodify ldapadd ldifde admod dsmod dsacls bloodyad powerview".split())
_READERS = frozenset("ldapsearch adfind ldifde csvde dsquery bloodyad powerview sqlcmd osql".split())
_GRANTS = ("/g", "/d", "/r", "/s")  # dsacls: grant, deny, revoke, restore the schema's default
_SHAPES = frozenset({"cacertpath", "newcertpath"})
_SECRETS = ("cacertpassword", "newcertpassword", "password")
MARKERS = ("certsrv", "shadow-credentials", "shadowcredentials", "cacertpath", "asktgt", *directory_changes.MARKERS)
WORDS = (
    "certsrv",
    "shadow credentials",
    "shadowcredentials",
    "cacertpath",
    "asktgt",
    "msds keycredentiallink",
    "mspki*",
    "pkiextendedkeyusage",
    "ntauthcertificates",
    "public key services",
    "thumbnailphoto",
    "altsecurityidentities",
    "servicesettings*",
)
"""One of these stands on every line that is judged here (model.Tool, words)."""


def judge(command: Command) -> Report | None:
    """What the line does, or None; a few substring checks for nearly every line."""
    lower = command.line.lower()
    if not holds(lower, MARKERS):
        return None
    name = paths.stem(command.program)
    words = [word.lower for word in command.args]
    known = {name, *(paths.base(word).partition(".")[0] for word in words[:3])}
    report = Report(tool=name)
    if any("/certsrv" in word for word in words) and any(
        word.startswith(("-t", "--target", "--adcs")) for word in words
    ):
        report.action = "relay_to_authority"
        report.add("relay_to_authority", f"{name} relays logons to the web enrolment of a CA")
    elif "--shadow-credentials" in words or "shadowcredentials" in words:
        report.action = "shadow_credentials"
        report.add("shadow_credentials", f"{name} gives an account a key to log on with (msDS-KeyCredentialLink)")
    elif {options.name(word) for word in command.args} >= _SHAPES:
        report.action = "forge_certificate"
        report.add("forge_certificate", f"{name} has the options of ForgeCert, which forges certificates")
        _judge_operands(report, command)
    elif "asktgt" in words and any(options.name(word).startswith("certificate:") for word in command.args):
        report.action = "kerberos_certificate"
        report.add("kerberos_certificate", f"{name} gets a Kerberos ticket with a certificate, as Rubeus does")
        _judge_operands(report, command)
    elif not known.isdisjoint(_WRITERS | _READERS):
        if not known.isdisjoint(_WRITERS):
            directory_changes.judge_write(report, name, command.line)
        if "dsacls" in known and any(word.startswith(_GRANTS) for word in words):
            directory_changes.judge_rights(report, name, command.line)
        if not report.findings:
            directory_changes.judge_read(report, name, command.line)
    return report if report.findings else None


def _judge_operands(report: Report, command: Command) -> None:
    parsed = options.parse(command.args, frozenset({*_SECRETS, "cacertpath", "newcertpath"}))
    for secret in parsed.values(*_SECRETS):
        passwords.judge_secret(report, secret, "a password")
    keys = [option.value for option in parsed.options if paths.extension(option.value) in file_kinds.PFX]
    inputs.note(report, *keys, cwd=command.cwd)
