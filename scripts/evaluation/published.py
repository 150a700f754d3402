"""The published search that the app replaces, as a function: "Detect Code Signing in Splunk", T1553.002.

It is given every doubt's benefit: its syntax errors, its quoting inside regexes and its sourcetypes count as repaired,
and its fields as extracted, whatever the source. What it decides is left as it is: substrings of the lower-cased line.
"""

from __future__ import annotations

import re

from codesignrisk_core.records.fields import Reader, Record

_READER = Reader()
_TOOLS = re.compile(r"(signtool\.exe|certutil\.exe)")
_SIGNTOOL = re.compile(r"signtool\.exe")
_CERTUTIL = re.compile(r"certutil\.exe")
_SIGN = re.compile(r"(\-sign|/sign)")
_IMPORT = re.compile(r"(\-addstore|\-addcert|\-importpfx|\-p12)")
_TRUSTED = re.compile(r"(root|trustedpublisher|authroot)")
_PFX = re.compile(r"(\.pfx|\.p12)")
_TIMESTAMP = re.compile(r"(\-tr|/tr)")
_PARENTS = re.compile(
    r"(cmd\.exe|powershell\.exe|pwsh\.exe|wscript\.exe|cscript\.exe|mshta\.exe|rundll32\.exe|explorer\.exe)"
)


def assess(record: Record) -> dict[str, int]:
    """Its fields for one process start, RiskScore last. It alerts when RiskScore is above 0.

    An image that is not one of its two tools never gets through its first filter: every field is 0.
    """
    event = _READER.read(record)
    image, line, parent = event.image.lower(), event.command_line.lower(), event.parent_image.lower()
    through = bool(_TOOLS.search(image))
    is_signtool = through and bool(_SIGNTOOL.search(image))
    is_certutil = through and bool(_CERTUTIL.search(image))
    fields = {
        "IsSigntool": is_signtool,
        "IsCertutil": is_certutil,
        "SigntoolSignCmd": is_signtool and bool(_SIGN.search(line)),
        "CertImport": is_certutil and bool(_IMPORT.search(line)),
        "TrustedStoreTarget": is_certutil and bool(_TRUSTED.search(line)),
        "HasPFX": through and bool(_PFX.search(line)),
        # match() on a missing line is null, and so is NOT null: if() then takes its last argument
        "SelfSigned": is_signtool and bool(line) and not _TIMESTAMP.search(line),
        "SuspiciousParent": through and bool(_PARENTS.search(parent)),
    }
    result = {name: int(value) for name, value in fields.items()}
    result["RiskScore"] = sum(value for name, value in result.items() if not name.startswith("Is"))
    return result
