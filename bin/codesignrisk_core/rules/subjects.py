"""Whose name a certificate bears: subjects and key files that name a well-known vendor."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report

# Software makers and certification authorities whose names are worth stealing: publishers that Windows hosts meet
# daily, and the owners of roots in Microsoft's root programme (learn.microsoft.com/security/trusted-root).
_VENDORS = (
    *"""microsoft windows google apple adobe oracle intel nvidia realtek logitech vmware broadcom cisco citrix lenovo
    dell mozilla zoom slack amazon facebook meta github kaspersky mcafee eset sophos avast crowdstrike sentinelone
    bitdefender malwarebytes trellix symantec verisign digicert globalsign thawte sectigo comodo entrust geotrust
    godaddy starfield certum actalis swisssign quovadis usertrust baltimore isrg""".split(),
    "advanced micro devices",
    "hewlett-packard",
    "hp inc",
    "palo alto networks",
    "trend micro",
    "let's encrypt",
)
_ANY = "|".join(map(re.escape, _VENDORS))
# A name or organisation that begins with the vendor's ("Microsoft Windows Production PCA"), not one that mentions it
# ("Tools for Microsoft Word"); or the vendor's own domain (www.microsoft.com).
_SUBJECT = re.compile(
    rf"""(?:^|[,/;"])\s*(?:(?:cn|o|ou)\s*=\s*)?["']?(?:www\.)?({_ANY})(?![\w-])""",
    re.IGNORECASE,
)
_FILE = re.compile(rf"(?:www\.)?({_ANY})\.(?:com|net|org)(?:\.|$)")


def vendor_of(subject: str) -> str:
    """The well-known vendor that an X.500 name (``CN=Microsoft Corporation,O=x``, ``/CN=y/O=x``) bears, or ""."""
    found = _SUBJECT.search(subject)
    return found.group(1).lower() if found else ""


def judge_subject(report: Report, subject: str) -> None:
    """The subject of a certificate that is being made. Vendors do not make their certificates with the tools here."""
    vendor = vendor_of(subject)
    if vendor:
        report.add("subject_impersonates", f"the certificate bears the name of {vendor}")


def vendor_of_file(path: str) -> str:
    """The vendor after whose web site a file is named, as tools that clone certificates do (www.microsoft.com.pfx)."""
    found = _FILE.match(paths.base(path))
    return found.group(1) if found else ""
