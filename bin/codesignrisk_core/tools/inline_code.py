"""Program text on an interpreter's line (``python -c``, ``node -e``): makes certificates, sends keys, goes to stores,
calls objects that change settings.

Sources: cryptography.io (x509.CertificateBuilder), pyOpenSSL (crypto.X509), forge (pki.createCertificate),
Ruby's OpenSSL::X509::Certificate.
"""

from __future__ import annotations

import re
from itertools import islice

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import certificate_making, package_keys, subjects
from codesignrisk_core.tools import crypto_api, object_calls, runtime_roots, sql_keys
from codesignrisk_core.trust import usages

BUILDERS = ("certificatebuilder(", "crypto.x509()", "pki.createcertificate(", "x509::certificate.new")
WORDS = (
    "cert*",
    "x509*",
    "pki",
    *crypto_api.WORDS,
    *object_calls.WORDS,
    *package_keys.WORDS,
    *runtime_roots.WORDS,
    *sql_keys.WORDS,
    "cacertificates",
    "importenterpriseroots",
    "enterprise_roots",
    "xpinstall",
)
"""One of these stands in every text with a builder (model.Tool, words)."""

# Programs that look at text and run none of it; PowerShell's is read by its own grammar (cmdlets).
_TEXT_PROGRAMS = frozenset(
    """git findstr find grep egrep rg ag ack sed awk less more cat code notepad vim nano cl clang gcc g++ link csc
    powershell pwsh""".split()
)
# Programs that call objects by words of their line, which is no text of a program.
_CALLERS = frozenset({"wmic", "winrm"})
# Files that hold keys and nothing else, opened, and calls that send something (requests, urllib, httpx, ftplib,
# smtplib, sockets, boto3; Node's fs and http; Ruby's Net::HTTP; PHP).
_KEYS = ("pfx", "p12", "pvk", "jks", "p8", "keychain-db")
_KEY_FILE = re.compile(rf"['\"]([^'\"\r\n]{{1,260}}\.(?:{'|'.join(_KEYS)}))['\"]", re.IGNORECASE)
MARKS = (*BUILDERS, *object_calls.MARKS, *runtime_roots.MARKS, *(f".{extension}" for extension in _KEYS))
"""One of these stands in every text that is judged here, but for what crypto_api reads."""
_SENDS = re.compile(
    r"requests\.(?:post|put)\(|httpx\.(?:post|put)\(|urlopen\(|\.storbinary\(|smtplib|\.sendall\(|\.sendfile\(|\.upload_file\("
    r"|\.put_object\(|http\.request\(|https\.request\(|fetch\(|axios\.(?:post|put)\(|net::http|curl_exec|file_get_contents\(['\"]https?:",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"(['\"])([^'\"]{2,80})\1")
_MAX_LITERALS = 64
TOO_MANY_LITERALS = f"more than {_MAX_LITERALS} literals in program text"


def _judge_upload(report: Report, name: str, text: str) -> None:
    key = _KEY_FILE.search(text)
    if key is not None and _SENDS.search(text):
        report.action = "upload_key"
        report.add(
            "upload_key_file", f"{name} sends the key file {paths.base(paths.normal(key.group(1)))} to another host"
        )


def judge(command: Command) -> Report | None:
    """What the text makes, or None; a few substring checks for nearly every line."""
    lower = command.line.lower()
    name = paths.stem(command.program)
    report = Report(tool=name if name in _CALLERS else "inline code")
    if name.rstrip("0123456789.") not in _TEXT_PROGRAMS:
        who = name or "program text"
        crypto_api.judge_text(report, who, command.line)
        object_calls.judge_text(report, who, command.line)
        if holds(lower, runtime_roots.MARKS):
            runtime_roots.judge_text(report, who, command.line, command.cwd)
        if sql_keys.MARK in lower:
            sql_keys.judge_text(report, who, command.line)
        _judge_upload(report, who, command.line)
    if not holds(lower, BUILDERS):
        return report if report.findings else None
    for_code = usages.signs_code(command.line)
    certificate_making.judge(report, "program text on the line", self_signed=False, for_code=for_code)
    literals = list(islice(_LITERAL.finditer(command.line), _MAX_LITERALS + 1))
    for literal in literals[:_MAX_LITERALS]:
        subjects.judge_subject(report, literal.group(2))
    if len(literals) > _MAX_LITERALS:
        report.limit(TOO_MANY_LITERALS)
    return report
