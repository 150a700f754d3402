"""Tools that steal, forge or abuse certificates and their keys: mimikatz, SharpDPAPI, Certify, Certipy, Rubeus ...

Sources: gentilkiwi/mimikatz wiki (module crypto), GhostPack (SharpDPAPI, Certify, ForgeCert, Rubeus) and ly4k/Certipy
READMEs, openwall/john (pfx2john), crackpkcs12.
"""

from __future__ import annotations

import re
from typing import Callable, NamedTuple

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, passwords
from codesignrisk_core.trust import file_kinds

# mimikatz takes its commands as words, whatever the program is called and whatever loads it. A Rust or C++ path that
# goes on (crypto::keys::new), or begins elsewhere (ring::crypto::keys), is not one of them.
_MODULES = {
    "crypto": "certificates keys capi cng stores system scauth certtohw extract",
    "dpapi": "capi cng",
    "lsadump": "backupkeys",
}
_MIMIKATZ = re.compile(
    r"(?<![\w:])(?:"
    + "|".join(f"{module}::(?:{'|'.join(names.split())})" for module, names in _MODULES.items())
    + r")(?![\w:])"
)
WORDS = tuple(_MODULES)
"""One of these stands on every line of mimikatz that can score, whatever the program is called (model.Tool, words)."""
# Programs whose words are text or names of tests, not commands.
_TEXT_PROGRAMS = frozenset(
    "git findstr find grep rg ag cargo rustc rustdoc rustfmt cl clang gcc g++ link code notepad 7z rar".split()
)


class _Program(NamedTuple):
    """indicator and sentence that apply when a verb (any, if there are none) is on the line."""

    indicator: str
    sentence: str
    verbs: frozenset[str] = frozenset()


_CERTIFY_VERBS = frozenset(
    """find request cas pkiobjects download enum-cas enum-templates enum-pkiobjects request-agent request-download
    request-onbehalf request-renew manage-ca manage-template manage-self""".split()
)
_CERTIPY_VERBS = frozenset("account auth ca cert find parse ptt relay req shadow template".split())

_WHISKER_VERBS = frozenset("add list remove clear spray info export import".split())

_PROGRAMS: dict[str, tuple[_Program, ...]] = {
    "certify": (
        _Program("forge_certificate", "Certify forges a certificate", frozenset({"forge"})),
        _Program("adcs_abuse", "Certify looks for or abuses weak certificate templates", _CERTIFY_VERBS),
    ),
    "certipy": (
        _Program("forge_certificate", "Certipy forges a certificate", frozenset({"forge"})),
        _Program("adcs_abuse", "Certipy looks for or abuses weak certificate templates", _CERTIPY_VERBS),
    ),
    "forgecert": (_Program("forge_certificate", "ForgeCert forges a certificate with the key of a CA"),),
    "sharpdpapi": (
        _Program(
            "steal_keys",
            "SharpDPAPI decrypts the private keys of certificates",
            frozenset({"certificates", "machinetriage", "backupkey"}),
        ),
    ),
    "dploot": (
        _Program(
            "steal_keys",
            "dploot decrypts the private keys of certificates on other hosts",
            frozenset({"certificates", "machinecertificates", "backupkey"}),
        ),
    ),
    "dpapi": (
        _Program(
            "steal_keys", "dpapi takes the keys that open every user's keys in a domain", frozenset({"backupkeys"})
        ),
    ),
    "donpapi": (_Program("steal_keys", "DonPAPI takes secrets and certificates from other hosts"),),
    "certstealer": (_Program("steal_keys", "CertStealer exports certificates with their keys"),),
    "chainbreaker": (_Program("steal_keys", "chainbreaker opens a keychain outside of macOS"),),
    "keychaindump": (_Program("steal_keys", "keychaindump takes the keys of a keychain out of memory"),),
    "adfsdump": (_Program("steal_keys", "ADFSDump takes the token-signing keys of AD FS"),),
    "adfspoof": (_Program("forge_token", "ADFSpoof makes tokens with a stolen token-signing key"),),
    "shimit": (_Program("forge_token", "shimit makes tokens with a stolen token-signing key"),),
    "krbrelayup": (
        _Program("relay_to_authority", "KrbRelayUp relays logons to a CA", frozenset({"adcs"})),
        _Program("shadow_credentials", "KrbRelayUp gives a host a key to log on with", frozenset({"shadowcred"})),
    ),
    "adcspwn": (_Program("relay_to_authority", "ADCSPwn relays logons to a CA"),),
    "ntlmrelayx": (
        _Program("relay_to_authority", "ntlmrelayx relays logons to a CA", frozenset({"--adcs"})),
        _Program(
            "shadow_credentials",
            "ntlmrelayx gives an account a key to log on with",
            frozenset({"--shadow-credentials"}),
        ),
    ),
    "whisker": (
        _Program("shadow_credentials", "Whisker changes the keys that an account logs on with", _WHISKER_VERBS),
    ),
    "pywhisker": (
        _Program("shadow_credentials", "pywhisker changes the keys that an account logs on with", _WHISKER_VERBS),
    ),
    "nxc": (
        _Program("adcs_abuse", "NetExec looks for weak certificate templates", frozenset({"adcs", "certipy-find"})),
    ),
    "passthecert": (_Program("adcs_abuse", "PassTheCert logs on to the directory with a certificate"),),
    "gettgtpkinit": (_Program("adcs_abuse", "gettgtpkinit gets a Kerberos ticket with a certificate"),),
    "certsync": (_Program("forge_certificate", "certsync forges certificates with the key of a CA"),),
    "pfx2john": (_Program("crack_key_file", "pfx2john prepares a key file for password guessing"),),
    "crackpkcs12": (_Program("crack_key_file", "crackpkcs12 guesses the password of a key file"),),
}
# Requests, and the options that put another's name into them (ESC1, ESC3).
_REQUESTS = frozenset({"req", "request", "request-agent", "request-onbehalf"})
_OTHER_NAME = frozenset("altname upn sid dns onbehalfof on-behalf-of onbehalf-of".split())
_ALIASES = {
    "impacket-ntlmrelayx": "ntlmrelayx",
    "impacket-dpapi": "dpapi",
    "netexec": "nxc",
    "crackmapexec": "nxc",
    "cme": "nxc",
    "sharpwhisker": "whisker",
    "certipy-ad": "certipy",
    "certify2": "certify",
    "sharpdpapi4": "sharpdpapi",
}
# Options that hold a secret, in the tools above.
_SECRET_OPTIONS = ("password", "p", "passwd", "capassword", "newcertpassword", "pfx-pass", "ca-password")
_VALUED = frozenset({*_SECRET_OPTIONS, "pfx", "u", "username", "cert-pfx", "ca-pfx", "ca", "template", "upn", "target"})


def judge_mimikatz(command: Command) -> Report | None:
    """A command of mimikatz' certificate modules anywhere on a line, or None."""
    lower = command.line.lower()
    found = _MIMIKATZ.search(lower)
    if not found or paths.stem(command.program) in _TEXT_PROGRAMS:
        return None
    if "\\target\\debug\\" in command.image.lower() or "\\target\\release\\" in command.image.lower():
        return None  # Rust's test programs take module paths as filters
    report = Report(tool="mimikatz", action="export_key")
    report.add("mimikatz_crypto", f"a command of mimikatz reads certificates or their keys ({found.group()})")
    return report


def judge(command: Command, name: str) -> Report:
    """One line of a program of the table. name: canonical."""
    report = Report(tool=name)
    words = {word.lower for word in command.args}
    for program in _PROGRAMS.get(name, ()):
        if not program.verbs or program.verbs & words:
            report.action = program.indicator
            report.add(program.indicator, program.sentence)
            break
    if report.findings:
        if report.action == "adcs_abuse" and words & _REQUESTS and _names_other(command):
            report.add("request_as_other", f"{name.capitalize()} requests a certificate in somebody else's name")
        _judge_operands(report, command)
    return report


def _names_other(command: Command) -> bool:
    return any(options.name(word).partition(":")[0].partition("=")[0] in _OTHER_NAME for word in command.args)


def judge_rubeus(command: Command) -> Report:
    """Rubeus asktgt /certificate:file /password:x logs on with a certificate; its other uses are other techniques."""
    report = Report()
    parsed = options.parse(command.args, frozenset())
    certificate = parsed.value("certificate")
    if certificate:
        report.tool = "rubeus"
        report.action = "kerberos_certificate"
        report.add("kerberos_certificate", "Rubeus gets a Kerberos ticket with a certificate")
        _judge_operands(report, command)
        if paths.extension(certificate) in file_kinds.PFX:
            inputs.note(report, certificate, cwd=command.cwd)
    return report


def _judge_operands(report: Report, command: Command) -> None:
    parsed = options.parse(command.args, _VALUED)
    for secret in parsed.values(*_SECRET_OPTIONS):
        passwords.judge_secret(report, secret, "a password")
    named = [word.text for word in parsed.operands] + [option.value for option in parsed.options]
    keys = [text for text in named if paths.extension(text) in file_kinds.PFX]
    inputs.note(report, *keys, cwd=command.cwd)


def _judge_named(name: str) -> Callable[[Command], Report]:
    return lambda command: judge(command, name)


def _tool(name: str) -> Tool:
    images = (name, *(alias for alias, canonical in _ALIASES.items() if canonical == name))
    return Tool(name, images, (f"{name}.exe",), _judge_named(name))


NAMES = (*_PROGRAMS, *_ALIASES)
"""Names of the tools in lower case, as programs and as scripts."""

TOOLS = (*map(_tool, _PROGRAMS), Tool("rubeus", ("rubeus",), ("rubeus.exe",), judge_rubeus))
