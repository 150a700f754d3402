"""What a certificate may be used for: the extended key usage that signs code, in its spellings.

id-kp-codeSigning: RFC 5280, 4.2.1.12. Names: openssl's codeSigning, keytool's codeSigning, Python's and Ruby's
CODE_SIGNING, Windows' "Code Signing", and what sites call their templates and sections ("Codesign-EV", "sign_code").
"""

from __future__ import annotations

import re

CODE_SIGNING = "1.3.6.1.5.5.7.3.3"
_RFC_5280 = "1.3.6.1.5.5.7.3."

# Any usage OID that goes on is another one: ...3.3 but not ...3.31.
_OID = re.compile(r"(?<![\d.])" + re.escape(CODE_SIGNING) + r"(?![\d.])")
_NAME = re.compile(r"(?<![a-z])code[\s_.-]?sign|sign[\s_.-]?code|authenticode", re.IGNORECASE)
# What logs on to Windows with a certificate: client authentication, smart cards, PKINIT, any purpose, and agents that
# enrol for others (SpecterOps, "Certified Pre-Owned").
_LOGON = re.compile(
    r"(?<![\d.])(?:1\.3\.6\.1\.5\.5\.7\.3\.2|1\.3\.6\.1\.4\.1\.311\.20\.2\.[12]|1\.3\.6\.1\.5\.2\.3\.4|2\.5\.29\.37\.0)(?![\d.])"
)


def logs_on(text: str) -> bool:
    """Whether a text holds, by its number, a usage that logs its owner on."""
    return _LOGON.search(text) is not None


def names_any(text: str) -> bool:
    """Whether a text holds any usage of RFC 5280 by its number."""
    return _RFC_5280 in text


def names_oid(text: str) -> bool:
    """Whether a text holds the usage by its number."""
    return _OID.search(text) is not None


def signs_code(text: str) -> bool:
    """Whether a text names the usage, by its number or a name."""
    return names_oid(text) or _NAME.search(text) is not None
