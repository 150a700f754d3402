"""setx, and program text that gives roots to a runtime. Sources: trust.runtime_roots; learn.microsoft.com setx."""

from __future__ import annotations

import re
from itertools import islice

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import runtime_roots as rules
from codesignrisk_core.trust import runtime_roots

MARKS = ("certifi", runtime_roots.EXCEPTIONS, "ca_bundle=", "_cainfo=", "ca_certs=", "_cert_file=", "ssl.truststore=")
"""One of these stands in every text that is judged here, in lower case."""
WORDS = ("certifi", "exception sites", *runtime_roots.WORDS)
_ASKS = ("certifi.where(", "certifi\\cacert.pem", "certifi/cacert.pem", "-m certifi")
_WRITES = re.compile(r"""open\([^;]{0,200}?,\s{0,4}['"][aw]b?\+?['"]|>>|add-content|copyfile|appendalltext|\btee -a""")
_CERTIFICATE = re.compile(r"""([a-z]:[\\/][^'"<>|&;\s]{1,260}|/[^'"<>|&;\s]{1,260})\.(pem|crt|cer)\b""", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?|file)://[^\s'\"|;&)<>]{1,400}", re.IGNORECASE)
_PUTS = re.compile(r">|add-content|set-content|out-file|appendalltext|writealltext|\bcopy\b|copy-item|\btee\b|\bcp\b")
_VALUED = frozenset({"s", "u", "p", "k", "f"})
# A variable that a shell's start, or the start of a session, sets: bash(1), environment.d(5), pam_env(8).
_SETS = re.compile(rf"\b({'|'.join(runtime_roots.NAMES)})=[\"']?([^\"'\s;&|<>]{{1,260}})", re.IGNORECASE)
_PROFILES = re.compile(
    r"\.(?:bashrc|bash_profile|profile|zshrc|zshenv|zprofile)\b|/etc/(?:environment|profile)|environment\.d/"
)
_MAX_TEXT = 65_536
_MAX_VARIABLES = 8


def judge_text(report: Report, who: str, text: str, cwd: str = "") -> None:
    """Add what a text does to the roots of Python and to the sites that Java excepts. who: for the sentences."""
    text = text[:_MAX_TEXT]
    lower = text.lower().replace("\\\\", "\\")
    if any(ask in lower for ask in _ASKS) and _WRITES.search(lower):
        named = (found.group(0) for found in _CERTIFICATE.finditer(text))
        source = next((path for path in named if not path.lower().endswith(runtime_roots.BUNDLES)), "")
        rules.judge_bundle(report, who, source, cwd)
    if _PUTS.search(lower) and _PROFILES.search(lower):
        for found in islice(_SETS.finditer(text), _MAX_VARIABLES):
            rules.judge_variable(report, who, found.group(1), found.group(2), cwd)
    if runtime_roots.EXCEPTIONS in lower and _PUTS.search(lower):
        address = _ADDRESS.search(text)
        rules.judge_exception(report, who, address.group(0) if address else "")


def judge_setx(command: Command) -> Report:
    """``setx [/S host /U user /P password] NAME VALUE [/M]``."""
    report = Report()
    operands: list[str] = []  # a value may begin with a dash
    words = iter(command.args)
    for word in words:
        if word.text[:1] != "/":
            operands.append(word.text)
        elif word.lower[1:] in _VALUED:
            next(words, None)
    if len(operands) > 1:
        name, value = operands[:2]
        rules.judge_variable(report, "setx", name, value, command.cwd)
        report.tool = "setx" if report.findings else ""
    return report


TOOLS = (Tool("setx", ("setx",), ("setx.exe",), judge_setx, words=runtime_roots.WORDS),)
