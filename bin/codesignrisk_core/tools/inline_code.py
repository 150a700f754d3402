"""Program text on an interpreter's line (``python -c``, ``node -e``) that makes certificates.

Sources: cryptography.io (x509.CertificateBuilder), pyOpenSSL (crypto.X509), forge (pki.createCertificate),
Ruby's OpenSSL::X509::Certificate.
"""

from __future__ import annotations

import re
from itertools import islice

from codesignrisk_core.model import Command, Report
from codesignrisk_core.rules import certificate_making, subjects
from codesignrisk_core.trust import usages

_BUILDERS = ("certificatebuilder(", "crypto.x509()", "pki.createcertificate(", "x509::certificate.new")
WORDS = ("cert*", "x509*", "pki")
"""One of these stands in every text with a builder (model.Tool, words)."""

_LITERAL = re.compile(r"(['\"])([^'\"]{2,80})\1")
_MAX_LITERALS = 64


def judge(command: Command) -> Report | None:
    """What the text makes, or None; a few substring checks for nearly every line."""
    lower = command.line.lower()
    if not any(builder in lower for builder in _BUILDERS):
        return None
    report = Report(tool="inline code")
    for_code = usages.signs_code(command.line)
    certificate_making.judge(report, "program text on the line", self_signed=False, for_code=for_code)
    for literal in islice(_LITERAL.finditer(command.line), _MAX_LITERALS):
        subjects.judge_subject(report, literal.group(2))
    return report
