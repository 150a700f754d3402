"""Registry values by which Windows lets in what it would ask about: packages from outside the Store, ClickOnce
applications, files of remote desktops, downloads that SmartScreen or the mark of the web would stop.

Sources: learn.microsoft.com, "Enable your device for development" (AppModelUnlock), policy CSPs ApplicationManagement
and DesktopAppInstaller, "Configure the ClickOnce trust prompt behavior"; SigmaHQ registry_set_turn_on_dev_features,
registry_set_clickonce_trust_prompt, registry_set_policies_associations_tamper, registry_set_office_vba_warnings_tamper;
learn.microsoft.com policy CSP SmartScreen, "Macros from the internet are blocked by default in Office". Strong names:
"Sn.exe (Strong Name tool)", -Vr. Marks that are not handed on: Stevens, "7-Zip & MoW" (SANS ISC diary 28810);
Explorer.admx, DisableMotWOnInsecurePathCopy; AttachmentManager.admx. Publishers of .rdp files: TerminalServer.admx,
TS_CLIENT_TRUSTED_CERTIFICATE_THUMBPRINTS.
"""

from __future__ import annotations

import re

PACKAGES, WARNINGS, UNMARKED, CLICKONCE, REMOTE_DESKTOP = "packages", "warnings", "unmarked", "clickonce", "rdp"
"""What is let in unasked."""

_ON, _OFF = frozenset({"1", "0x1", "0x00000001"}), frozenset({"0", "0x0", "0x00000000", "off"})
_ENABLED = frozenset({"enabled"})
_STRANGERS = ("internet", "untrustedsites")

# Ends of keys, values, and the data that let something in.
_VALUES: tuple[tuple[str, str, frozenset[str], str], ...] = (
    ("currentversion\\appmodelunlock", "allowalltrustedapps", _ON, PACKAGES),
    ("currentversion\\appmodelunlock", "allowdevelopmentwithoutdevlicense", _ON, PACKAGES),
    ("policies\\microsoft\\windows\\appx", "allowalltrustedapps", _ON, PACKAGES),
    ("policies\\microsoft\\windows\\appx", "allowdevelopmentwithoutdevlicense", _ON, PACKAGES),
    ("policies\\microsoft\\windows\\appinstaller", "enablemsappinstallerprotocol", _ON, PACKAGES),
    ("policies\\microsoft\\windows\\appinstaller", "enablehashoverride", _ON, PACKAGES),
    *(
        (".netframework\\security\\trustmanager\\promptinglevel", zone, _ENABLED, PACKAGES)
        for zone in ("trustedsites", "localintranet", "mycomputer")
    ),
    # of the zones of strangers Windows takes none but known signers, or nothing at all
    *((".netframework\\security\\trustmanager\\promptinglevel", zone, _ENABLED, CLICKONCE) for zone in _STRANGERS),
    ("microsoft\\windows\\currentversion\\explorer", "smartscreenenabled", _OFF, WARNINGS),
    ("policies\\microsoft\\windows\\system", "enablesmartscreen", _OFF, WARNINGS),
    ("policies\\microsoft\\edge", "smartscreenenabled", _OFF, WARNINGS),
    ("currentversion\\policies\\attachments", "hidezoneinfoonproperties", _ON, WARNINGS),
    ("7-zip\\options", "writezoneidextract", _OFF, UNMARKED),
    ("policies\\microsoft\\windows\\explorer", "disablemotwoninsecurepathcopy", _ON, UNMARKED),
)
_RDP_PUBLISHERS = ("policies\\microsoft\\windows nt\\terminal services", "trustedcertthumbprints")
# Office's programs: macros that nobody signed run unasked (1 of VBAWarnings; 3 asks for a signature), those of files
# from the web too.
_OFFICE = re.compile(r"\\microsoft\\office\\[\d.]{1,8}\\[a-z ]{1,20}\\security$")
_MACROS = {"vbawarnings": _ON, "blockcontentexecutionfrominternet": _OFF}
# File types that open without a question though they were downloaded: extensions of programs among them.
_LOW_RISK = ("currentversion\\policies\\associations", "lowriskfiletypes")
_PROGRAMS = (".exe", ".msi", ".dll", ".js", ".vbs", ".hta", ".bat", ".cmd", ".ps1", ".scr", ".zip", ".iso")
_STRONG_NAMES = "\\microsoft\\strongname\\verification\\"

MARKS = (
    "\\appmodelunlock",
    "\\windows\\appx",
    "\\windows\\appinstaller",
    "\\promptinglevel",
    "smartscreenenabled",
    "\\policies\\microsoft\\windows\\system",
    "\\policies\\microsoft\\edge",
    "\\policies\\associations",
    "\\microsoft\\office\\",
    "\\policies\\attachments",
    "\\7-zip\\options",
    "\\policies\\microsoft\\windows\\explorer",
    "\\windows nt\\terminal services",
    _STRONG_NAMES,
)
"""One of these stands in the path of every value that matters here, in lower case."""
WORDS = (
    "allowalltrustedapps",
    "allowdevelopmentwithoutdevlicense",
    "enablemsappinstallerprotocol",
    "enablehashoverride",
    "promptinglevel",
    "smartscreenenabled",
    "enablesmartscreen",
    "lowriskfiletypes",
    "hidezoneinfoonproperties",
    "writezoneidextract",
    "disablemotwoninsecurepathcopy",
    _RDP_PUBLISHERS[1],
    *sorted(_MACROS),
    "strongname",
)


def of_value(key: str, value: str, data: str) -> str:
    """What setting a value of a normalised key lets in: one of the kinds above, or "". data: as reg.exe takes it."""
    name, text = value.lower(), data.strip().lower()
    if name == _RDP_PUBLISHERS[1] and key.endswith(_RDP_PUBLISHERS[0]):
        return REMOTE_DESKTOP if text else ""
    if name == _LOW_RISK[1] and key.endswith(_LOW_RISK[0]):
        return UNMARKED if any(extension in text for extension in _PROGRAMS) else ""
    if name in _MACROS and _OFFICE.search(key):
        return WARNINGS if text in _MACROS[name] else ""
    return next(
        (what for end, known, weak, what in _VALUES if name == known and text in weak and key.endswith("\\" + end)), ""
    )


def skipped_assembly(path: str) -> str:
    """The assembly whose strong name goes unchecked by a normalised key (``*,*`` for all), or ""."""
    _, found, assembly = path.partition(_STRONG_NAMES)
    return assembly.partition("\\")[0] if found else ""
