"""signtool.exe. Grammar: learn.microsoft.com/windows/win32/seccrypto/signtool (MicrosoftDocs/win32, signtool.md)."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.rules import inputs, passwords, signing, targets
from codesignrisk_core.trust import file_kinds, places

NAME = "signtool"

_COMMANDS = frozenset({"sign", "timestamp", "verify", "catdb", "remove", "signwizard"})

SIGN_OPTIONS = frozenset(
    """ac c csp d dg di dlib dmdf du f fd i j jp k kc n p p7 p7ce p7co r s sa sha1 snk sncsp snkc snks t td tr tseal
    u""".split()
)
"""Options of the sign command that take a value; all others are switches."""
SIGN_SWITCHES = frozenset("a as debug ds dxml itos nosealwarn nph ph q rmc seal sm uw v".split())

_VALUED = {
    "sign": SIGN_OPTIONS,
    "timestamp": frozenset("t td tp tr tseal".split()),
    "verify": frozenset("ag c ds hash o pg r s sha1".split()),
    "catdb": frozenset("g".split()),
}

_TIMESTAMPS = ("t", "tr", "tseal")
_DATE = re.compile(r"\d{4}[-/]\d\d[-/]\d\d")
# Signing libraries of hosted key services; anybody can take the name, so it earns credit only in a vouched place.
_AZURE_LIBRARY = "azure.codesigning.dlib.dll"
# Where its installer puts it: learn.microsoft.com, "Set up signing integrations to use Artifact Signing".
_CLIENT_TOOLS = re.compile(r"\\appdata\\local\\microsoft\\microsoft(?:trusted|artifact)signingclienttools\\")
_LIBRARY_PLACES = ("\\program files", "\\windows kits\\", "\\.nuget\\", "\\packages\\", "\\microsoft.trusted.signing")


def judge(command: Command) -> Report:
    """Read one signtool line. Files that are signed go to targets, certificate operands to files."""
    report = Report(tool=NAME)
    verb, words = _command(command.args)
    parsed = options.parse(words, _VALUED.get(verb, frozenset()))
    targets.add(report, *(word.text for word in parsed.operands), cwd=command.cwd)
    if verb == "sign":
        _sign(report, parsed, command.cwd)
    elif verb == "timestamp":
        report.action = "timestamp"
        report.add("signtool_timestamp", "signtool adds a timestamp")
        servers = [option.value for option in parsed.options if option.name in _TIMESTAMPS]
        if servers:
            signing.judge_timestamp(report, *servers)
    elif verb == "remove":
        report.action = "remove_signature"
        report.add("signature_remove", f"signtool removes the signature of {paths.shown(report.targets, 'a file')}")
        targets.judge(report)
    elif verb == "catdb":
        report.action = "remove_catalog" if parsed.has("r") else "add_catalog"
        report.add("signtool_catdb", "signtool changes the catalog database that Windows trusts")
    elif verb == "verify":
        report.action = "verify"
    return report


def _command(words: tuple[Token, ...]) -> tuple[str, tuple[Token, ...]]:
    """The command and the words around it. ``/sign`` and ``-sign`` are read as ``sign``."""
    for position, word in enumerate(words):
        name = options.name(word) or word.lower
        if name in _COMMANDS:
            return name, words[:position] + words[position + 1 :]
        if not options.name(word):
            break
    return "", words


def _sign(report: Report, parsed: options.Parsed, cwd: str) -> None:
    report.action = "sign"
    report.flags.add("SigntoolSignCmd")
    target = paths.shown(report.targets, "a file")
    key_file = parsed.value("f")
    if key_file:
        name = paths.base(key_file)
        report.add("signtool_sign_file", f"signtool signs {target} with the certificate file {name}")
        inputs.judge(report, key_file, known=file_kinds.CERTIFICATE_OPERANDS, cwd=cwd)
    elif parsed.has("csp", "kc", "k"):
        report.add("signtool_sign_provider", f"signtool signs {target} with a key of a cryptographic provider")
    else:
        report.add("signtool_sign_store", f"signtool signs {target} with a certificate from a store")
    inputs.add_files(report, *parsed.values("ac"), cwd=cwd)
    report.thumbprint = parsed.value("sha1").replace(" ", "").upper()
    passwords.judge_secret(report, parsed.value("p"), "the password of the certificate file")
    _judge_container(report, parsed.value("kc", "k"))
    servers = [option.value for option in parsed.options if option.name in _TIMESTAMPS]
    if not servers:
        report.flags.add("SelfSigned")
    signing.judge_timestamp(report, *servers)
    _judge_clock(report, parsed)
    signing.judge_claims(report, *parsed.values("d", "du", "n"))
    _judge_digest(report, parsed, cwd)
    _judge_library(report, parsed, cwd)
    targets.judge(report)


def _judge_clock(report: Report, parsed: options.Parsed) -> None:
    """``-ts 2014-08-09T12:11:06``: HookSignTool's own option, a time that signtool is to take for now."""
    words = [word.text for word in parsed.operands]
    if parsed.has("ts") and any(_DATE.match(word) for word in words):
        report.add("clock_changed", "signtool is given a time to take for now, as HookSignTool does")


def _judge_container(report: Report, container: str) -> None:
    """``/kc "[reader{{PIN}}]=container"``: smart-card tools take the PIN inside the container's name."""
    _, opened, rest = container.partition("{{")
    pin, closed, _ = rest.partition("}}")
    if opened and closed:
        passwords.judge_secret(report, pin, "the PIN of the signing token", "token_pin")


def _judge_digest(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """/dg, /ds and /di sign in steps, so that the key can stay on another host."""
    if parsed.has("dg", "ds", "di", "dxml"):
        report.add("signtool_digest", "signtool signs a digest in separate steps")
        for path in (paths.normal(value, cwd) for value in parsed.values("dg", "di")):
            if places.is_exposed(path):
                report.add("input_user_writable", "the digest is in a user-writable path")


def _judge_library(report: Report, parsed: options.Parsed, cwd: str) -> None:
    library = parsed.value("dlib")
    if not library:
        return
    path = paths.normal(library, cwd)
    installed = _CLIENT_TOOLS.search(path) is not None
    vouched = installed or any(place in path for place in _LIBRARY_PLACES) or places.is_build(path)
    if paths.base(path) == _AZURE_LIBRARY and (installed or not places.is_user_writable(path)):
        if vouched and parsed.has("dmdf"):
            report.add("cloud_signing", "the signing library is that of Azure Artifact Signing")
        return
    report.add("signtool_dlib", f"signtool loads the library {paths.base(path)}")
    if places.is_exposed(path):
        report.add("input_user_writable", f"{paths.base(path)} is in a user-writable path")


# SignToolEx and HookSignTool load signtool with a false clock and take its options (Cisco Talos).
TOOLS = (Tool(NAME, ("signtool", "signtoolex"), ("signtool.exe", "signtoolex.exe"), judge),)
