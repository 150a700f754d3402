"""The libraries and functions that Windows and Office register for reading and checking signatures.

Setup, repair and regsvr32 write these values again; whoever replaces a provider writes others. Sources: Graeber,
"Subverting Trust in Windows" (appendix); Sigma registry_set_sip_persistence (WINTRUST.DLL, mso.dll); softpub.h,
wintrust.h (trust providers); the registry of Windows 10 and 11.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import crypto_functions, places

_LIBRARIES = frozenset(
    """wintrust.dll softpub.dll mssip32.dll initpki.dll crypt32.dll cryptdlg.dll cryptnet.dll msisip.dll wshext.dll
    pwrshsip.dll appxsip.dll esdsip.dll mso.dll msosip.dll msosipx.dll vbe7.dll urlmon.dll xapauthenticodesip.dll
    windowscodecsext.dll""".split()
)
CHECKS_CODE = frozenset({"wintrust.dll", "softpub.dll", "mssip32.dll", "pwrshsip.dll", "wshext.dll", "msisip.dll"})
"""Those that check the signatures of programs, scripts and packages."""
# Of the trust providers (WinTrust, SoftPub, Office) and of the interface packages.
_FUNCTIONS = frozenset(
    """softpubinitialize softpubloadmessage softpubloadsignature softpubcheckcert softpubauthenticode softpubcleanup
    softpubdumpstructure softpubdefcertinit softpubloaddefusagecalldata softpubfreedefusagecalldata
    wintrustcertificatetrust httpscertificatetrust httpsfinalprov officeinitializepolicy officecleanuppolicy
    driverinitializepolicy driverfinalpolicy drivercleanuppolicy genericchaincertificatetrust genericchainfinalprov
    certtrustinit certtrustcertpolicy certtrustfinalpolicy certtrustcleanup
    cryptsipgetsigneddatamsg cryptsipputsigneddatamsg cryptsipcreateindirectdata cryptsipverifyindirectdata
    cryptsipremovesigneddatamsg cryptsipgetcaps cryptsipgetsealeddigest
    msisipismyfiletype msisipgetsigneddatamsg msisipputsigneddatamsg msisipcreateindirectdata
    msisipverifyindirectdata msisipremovesigneddatamsg
    putsigneddatamsg getsigneddatamsg createindirectdata verifyindirectdata removesigneddatamsg ismyfiletype
    pssputsigneddatamsg psgetsigneddatamsg psputsigneddatamsg pscreatehash psverifyhash psdelsignature psismyfiletype
    pscreateindirectdata psverifyindirectdata psremovesigneddatamsg""".split()
)
# The steps of a trust provider that decide, and what the functions of each are called (softpub.h, wintrust.h).
_ROLES = {
    "signature": ("loadsignature",),
    "certcheck": ("checkcert", "certpolicy"),
    "finalpolicy": ("authenticode", "final"),
}
# What a SIP signs and reads, by its GUID (Graeber, appendix); what a trust provider decides (softpub.h, wintrust.h).
_SUBJECTS = {
    "{c689aab8-8e78-11d0-8c47-00c04fc295ee}": "portable executables",
    "{c689aaba-8e78-11d0-8c47-00c04fc295ee}": "cabinets",
    "{de351a43-8e59-11d0-8c47-00c04fc295ee}": "catalogs",
    "{9ba61d3f-e73a-11d0-8cd2-00c04fc295ee}": "certificate trust lists",
    "{000c10f1-0000-0000-c000-000000000046}": "MSI packages",
    "{603bcc1f-4b59-4e08-b724-d2c6297ef351}": "PowerShell scripts",
    "{06c9e010-38ce-11d4-a2a3-00104bd35090}": "JScript files",
    "{1629f04e-2799-4db5-8fe5-ace10f17ebab}": "VBScript files",
    "{1a610570-38ce-11d4-a2a3-00104bd35090}": "WSF scripts",
    "{0ac5df4b-ce07-4de2-b76e-23c839a09fd1}": "AppX packages",
    "{00aac56b-cd44-11d0-8cc2-00c04fc295ee}": "Authenticode",
    "{f750e6c3-38ee-11d1-85e5-00c04fc295ee}": "drivers",
    "{573e31f8-aaba-11d0-8ccb-00c04fc295ee}": "HTTPS",
    "{189a3842-3041-11d1-85e1-00c04fc295ee}": "certificate chains",
}
_PROVIDERS = "\\providers\\trust\\"
_ENCODING = re.compile(r"\\oid\\encodingtype [^\\]*\\", re.IGNORECASE)
_BETWEEN = re.compile(r"\\0|[\0;\r\n]")
_PLACES = ("\\windows\\system32\\", "\\windows\\syswow64\\", "\\program files\\", "\\program files (x86)\\")


# What authors call such libraries (MySIP, GTSIPProvider, txsip64); telephones speak SIP too, so a name alone is a hint.
_NAMED = re.compile(r"sip_?provider|trust_?provider|^(?:my|custom|ps)?sip(?:x?\d{0,3})?$|[a-z](?<!gos)sip(?:x?\d{2})?$")
# The GUIDs that Windows registers its own packages under: executables, PowerShell, catalogs, MSI, scripts, Appx, .NET;
# and the generic verification of Authenticode (softpub.h).
_GUIDS = (
    "c689aab8-8e78-11d0-8c47-00c04fc295ee",
    "603bcc1f-4b59-4e08-b724-d2c6297ef351",
    "de351a42-8e59-11d0-8c47-00c04fc295ee",
    "000c10f1-0000-0000-c000-000000000046",
    "06c9e010-38ce-11d4-a2a3-00104bd35090",
    "1629f04e-2799-4db5-8fe5-ace10f17ebab",
    "1a610570-38ce-11d4-a2a3-00104bd35090",
    "0ac5df4b-ce07-4de2-b76e-23c839a09fd1",
    "cf78c6de-64a2-4799-b506-89adff5d16d6",
    "00aac56b-cd44-11d0-8cc2-00c04fc295ee",
)


def names_provider(text: str) -> bool:
    """Whether a text in lower case holds the GUID of a package or provider that Windows checks signatures with."""
    return any(guid in text for guid in _GUIDS)


def is_named_so(name: str) -> bool:
    """Whether the base name of a library says that it is a subject interface package or trust provider."""
    return _NAMED.search(name.rpartition(".")[0] or name) is not None


def is_own(path: str) -> bool:
    """Whether a normalised key is of a package or provider that Windows or Office brings, by its GUID."""
    return any(guid in path for guid in _SUBJECTS) or names_provider(path)


def libraries(data: str) -> list[str]:
    """The libraries that a value names, in order: one, or several where crypt32 asks one after the other.

    REG_MULTI_SZ is told with ``\\0`` by reg.exe, and with NUL, line ends or semicolons by others.
    """
    return [name.strip("\"' ") for name in _BETWEEN.split(data) if name.strip("\"' ")]


def is_shipped_library(data: str) -> bool:
    """Whether a value names a shipped library, by its bare name or where Windows and Office keep it."""
    path = paths.normal(data.replace("%SystemRoot%", "c:\\windows").replace("%systemroot%", "c:\\windows"))
    if paths.base(path) not in _LIBRARIES:
        return False
    return "\\" not in path or (path[2:].startswith(_PLACES) and not places.is_user_writable(path))


def is_shipped_function(data: str, key: str = "") -> bool:
    """Whether a value names a function of a shipped library that has the role of its key.

    key: normalised; below Providers\\Trust the folder is the role, and a function of another role lets all pass.
    """
    function = data.strip().lower()
    role = next((role for role in _ROLES if f"\\providers\\trust\\{role}\\" in key + "\\"), "")
    return function in _FUNCTIONS and (not role or any(part in function for part in _ROLES[role]))


def describe(path: str) -> str:
    """The provider that a key registers, as a person looks it up: its function, its GUID, and what that stands for.

    path: the key, with or without a value behind the GUID.
    """
    place = path.lower().rfind(_PROVIDERS)
    encoding = _ENCODING.search(path)
    if place >= 0:
        kind, rest = "the trust provider", path[place + len(_PROVIDERS) :]
    elif encoding:
        rest = path[encoding.end() :]
        kind = "the function" if crypto_functions.LIBRARIES.intersection(rest.lower().split("\\")) else "the SIP"
    else:
        return "a trust provider or SIP"
    function, guid = [*rest.split("\\"), ""][:2]
    subject = _SUBJECTS.get(guid.lower(), "")
    name = f"{function}\\{guid}" if guid.startswith("{") else function
    return f"{kind} {name}" + (f" ({subject})" if subject else "") if name else f"{kind}s"
