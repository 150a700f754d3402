"""Whose name a certificate, a signature or a program bears: names of well-known vendors that somebody else takes."""

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
    "gts root",
    "dst root",
    "addtrust",
    "ssl.com",
    "t-telesec",
    "buypass",
)
# Names that are words or platforms too: honest products begin with them ("Zoom Player", "Windows cleaner").
_WORDS = frozenset(
    """windows apple oracle intel zoom slack amazon meta dell github facebook starfield baltimore entrust
    certum""".split()
)
# Sites where others have their pages.
_HOSTS = frozenset({"github", "facebook", "google", "apple", "amazon"})
_NAMES = frozenset(_VENDORS)
_ANY = "|".join(map(re.escape, _VENDORS))
# A name or organisation that begins with the vendor's ("Microsoft Windows Production PCA"), not one that mentions it
# ("Tools for Microsoft Word"); or the vendor's own domain (www.microsoft.com).
_SUBJECT = re.compile(
    rf"""(?:^|[,/;"])\s*(?:(?:cn|o|ou)\s*=\s*)?["']?(?:www\.)?({_ANY})(?![\w-])""",
    re.IGNORECASE,
)
_FILE = re.compile(rf"(?:www\.)?({_ANY})\.(?:com|net|org)(?:\.|$)")
_COMPANY = re.compile(r"^[\s,.]*(?:$|(?:inc|llc|corp|corporation|ltd|limited|co|gmbh|communications|video)\b)")
_ADDRESS = re.compile(rf"^https?://(?:www\.)?({_ANY})\.com/?$")

# Programs that only one vendor makes, by the stem of the file: what downloads pretend to be (MITRE ATT&CK T1036.005).
_PRODUCTS = {
    "microsoft": """msteams ms-teams teams onedrive outlook winword excel powerpnt onenote msedge microsoftedge
        office365 officesetup skype vcredist vc_redist msmpeng windowsupdate windowsdefender mrt edgeupdate
        microsoftedgeupdate""",
    "google": "chrome googlechrome googleupdate googledrive googlecrashhandler chromeupdate",
    "adobe": "acrobat acrord32 acroread acrobatreader adobereader adobearm adobeacrobat flashplayer photoshop",
    "mozilla": "firefox thunderbird",
    "zoom": "zoom zoominstallerfull cpthost",
    "slack": "slack",
    "cisco": "anyconnect webex ciscoanyconnect ciscosecureclient",
    "citrix": "citrixworkspace citrixworkspaceapp",
    "vmware": "vmtoolsd vmwaretools",
    "anydesk": "anydesk",
    "teamviewer": "teamviewer",
    "dropbox": "dropbox",
    "meta": "whatsapp whatsappdesktop",
    "nvidia": "geforceexperience nvcontainer",
    "palo alto networks": "globalprotect",
    "fortinet": "forticlient forticlientvpn",
}
_VENDOR_OF = {stem: vendor for vendor, stems in _PRODUCTS.items() for stem in stems.split()}
# Windows' own processes, whatever is appended to their names (svchost_x.exe).
_SYSTEM = frozenset(
    """svchost lsass csrss smss wininit winlogon spoolsv taskhost taskhostw explorer dllhost conhost rundll32
    runtimebroker searchindexer sihost dwm lsm userinit""".split()
)
# Each text is read in one way only: no word is put together from others, and a number is taken whole.
_APPENDED = re.compile(
    r"""(?:[-_. ()+]* (?:setup|install|installer|update|updater|upgrade|patch|client|desktop|helper|service|svc|app
        |reader|dc|full|offline|online|standalone|enterprise|portable|mod|x64|x86|win|amd64|arm64|v?\d+(?!\d)))*
        [-_. ()+]*$""",
    re.VERBOSE,
)
_MAX_NAME = 80


def vendor_of(subject: str) -> str:
    """The well-known vendor that an X.500 name (``CN=Microsoft Corporation,O=x``, ``/CN=y/O=x``) bears, or ""."""
    found = _SUBJECT.search(subject)
    return found.group(1).lower() if found else ""


def judge_subject(report: Report, subject: str) -> None:
    """The subject of a certificate that is being made. Vendors do not make their certificates with the tools here."""
    vendor = vendor_of(subject)
    if not vendor:
        return
    strict = vendor not in _WORDS or _COMPANY.match(subject.lower().partition(vendor)[2])
    indicator = "make_vendor_certificate" if strict else "subject_impersonates"
    report.add(indicator, f"the certificate bears the name of {vendor}")


def judge_name(report: Report, name: str) -> None:
    """The name that a certificate is given where it becomes trusted."""
    vendor = vendor_of(name)
    if vendor:
        report.add("subject_impersonates", f"the certificate bears the name of {vendor}")


def vendor_of_file(path: str) -> str:
    """The vendor after whose web site a file is named, as tools that clone certificates do (www.microsoft.com.pfx)."""
    found = _FILE.match(paths.base(path))
    return found.group(1) if found else ""


def vendor_claimed(text: str) -> str:
    """The vendor that a signer's name, a description or an address of a signature claims to be, or "".

    A name that is a word as well has to be a company's, not the beginning of a product's.
    """
    lower = text.strip("\"' ").lower()
    if "://" in lower:
        found = _ADDRESS.match(lower)
        return found.group(1) if found and found.group(1) not in _HOSTS else ""
    vendor = vendor_of(lower)
    if vendor in _WORDS and not _COMPANY.match(lower.partition(vendor)[2]):
        return ""
    return vendor


def vendor_of_program(path: str) -> str:
    """The vendor that alone makes a program of this file's name (``MSTeamsSetup.exe``, ``svchost_x.exe``), or ""."""
    name = paths.base(path)[:_MAX_NAME]
    stem = name.rpartition(".")[0] or name
    for length in range(len(stem), 3, -1):
        head, tail = stem[:length], stem[length:]
        if head in _SYSTEM and not tail[:1].isalpha():
            return "microsoft"
        vendor = _VENDOR_OF.get(head) or (head if head in _NAMES and tail else "")
        if vendor and _APPENDED.match(tail):
            return vendor
    return ""
