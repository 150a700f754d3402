"""Registry values by which Windows lets in what it would ask about: packages from outside the Store, ClickOnce
applications, downloads that SmartScreen or the mark of the web would stop.

Sources: learn.microsoft.com, "Enable your device for development" (AppModelUnlock), policy CSPs ApplicationManagement
and DesktopAppInstaller, "Configure the ClickOnce trust prompt behavior"; SigmaHQ registry_set_turn_on_dev_features,
registry_set_clickonce_trust_prompt, registry_set_policies_associations_tamper, registry_set_office_vba_warnings_tamper;
learn.microsoft.com policy CSP SmartScreen, "Macros from the internet are blocked by default in Office". Strong names:
"Sn.exe (Strong Name tool)", -Vr.
"""

from __future__ import annotations

import re

PACKAGES, WARNINGS = "packages", "warnings"
"""What is let in unasked."""

_ON, _OFF = frozenset({"1", "0x1", "0x00000001"}), frozenset({"0", "0x0", "0x00000000", "off"})
_ENABLED = frozenset({"enabled"})

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
        for zone in ("internet", "untrustedsites", "trustedsites", "localintranet", "mycomputer")
    ),
    ("microsoft\\windows\\currentversion\\explorer", "smartscreenenabled", _OFF, WARNINGS),
    ("policies\\microsoft\\windows\\system", "enablesmartscreen", _OFF, WARNINGS),
    ("policies\\microsoft\\edge", "smartscreenenabled", _OFF, WARNINGS),
)
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
    *sorted(_MACROS),
    "strongname",
)


def of_value(key: str, value: str, data: str) -> str:
    """What setting a value of a normalised key lets in: PACKAGES, WARNINGS, or "". data: as reg.exe takes it."""
    name, text = value.lower(), data.strip().lower()
    if name == _LOW_RISK[1] and key.endswith(_LOW_RISK[0]):
        return WARNINGS if any(extension in text for extension in _PROGRAMS) else ""
    if name in _MACROS and _OFFICE.search(key):
        return WARNINGS if text in _MACROS[name] else ""
    return next(
        (what for end, known, weak, what in _VALUES if name == known and text in weak and key.endswith("\\" + end)), ""
    )


def skipped_assembly(path: str) -> str:
    """The assembly whose strong name goes unchecked by a normalised key (``*,*`` for all), or ""."""
    _, found, assembly = path.partition(_STRONG_NAMES)
    return assembly.partition("\\")[0] if found else ""
