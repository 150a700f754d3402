"""Registry keys that decide what Windows trusts: certificate stores, trust providers, code integrity.

Store keys: learn.microsoft.com, "System Store Locations" (seccrypto). Trust providers and SIPs: Graeber, "Subverting
Trust in Windows" (T1553.003). Code integrity: learn.microsoft.com, "Enable memory integrity" and "Microsoft recommended
driver block rules"; geoffchappell.com/notes/security/whqlsettings (CI\\Policy); EnableCertPaddingCheck: Microsoft
security advisory 2915720.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from codesignrisk_core.trust import (
    boot_elements,
    browser_policies,
    certificate_logon,
    chain_policy,
    crypto_functions,
    let_in,
    office_trust,
    runtime_roots,
    signature_logs,
    signature_services,
    stores,
    zones,
)

_HIVES = {
    "hkey_local_machine": "hklm",
    "hkey_current_user": "hkcu",
    "hkey_users": "hku",
    "hkey_classes_root": "hkcr",
    "hkey_current_config": "hkcc",
}
_STORE_ROOTS = {"systemcertificates": "", "enterprisecertificates": stores.ENTERPRISE}

# Functions that Windows calls to find, read and check signatures.
_SIP_FUNCTIONS = frozenset(
    """cryptsipdllverifyindirectdata cryptsipdllgetsigneddatamsg cryptsipdllputsigneddatamsg
    cryptsipdllcreateindirectdata cryptsipdllremovesigneddatamsg cryptsipdllgetcaps cryptsipdllismyfiletype
    cryptsipdllismyfiletype2 cryptdllgetsealeddigest""".split()
)
_PROVIDERS = "\\cryptography\\providers\\trust\\"
_PROVIDER_VALUES = frozenset({"dll", "funcname", "$dll", "$function"})

# AppLocker's collections of rules: learn.microsoft.com, AppLocker CSP.
_APPLOCKER = ("exe", "dll", "msi", "script", "appx")
# Ends of keys, values, and the number that leaves the host weaker.
_WEAKENING = (
    ("control\\ci\\config", "vulnerabledriverblocklistenable", 0),
    ("control\\ci\\policy", "upgradedsystem", 1),
    ("control\\ci\\policy", "whqldevelopertestmode", 1),
    ("control\\ci\\policy", "verifiedandreputablepolicystate", 0),
    ("control\\deviceguard", "enablevirtualizationbasedsecurity", 0),
    ("control\\deviceguard", "hypervisorenforcedcodeintegrity", 0),
    ("control\\deviceguard\\scenarios\\hypervisorenforcedcodeintegrity", "enabled", 0),
    ("policies\\microsoft\\windows\\deviceguard", "enablevirtualizationbasedsecurity", 0),
    ("policies\\microsoft\\windows\\deviceguard", "hypervisorenforcedcodeintegrity", 0),
    ("policies\\microsoft\\windows\\deviceguard", "deployconfigcipolicy", 0),
    ("policies\\microsoft\\windows nt\\driver signing", "behavioronfailedverify", 0),
    ("microsoft\\driver signing", "policy", 0),
    ("currentversion\\policies\\attachments", "savezoneinformation", 1),
    ("microsoft\\windows nt\\currentversion\\windows", "requiresignedappinit_dlls", 0),
    ("microsoft\\cryptography\\wintrust\\config", "enablecertpaddingcheck", 0),
    ("policies\\microsoft\\windows\\safer\\codeidentifiers", "authenticodeenabled", 0),
    *((f"policies\\microsoft\\windows\\srpv2\\{kind}", "enforcementmode", 0) for kind in _APPLOCKER),
    ("microsoft\\internet explorer\\download", "runinvalidsignatures", 1),
    *((f"services\\{service}", "start", 4) for service in sorted(signature_services.KEPT)),
)
# Values that weaken by a word, and lists that keep drivers from loading whatever stands in them.
_WEAKENING_WORDS = (("microsoft\\internet explorer\\download", "checkexesignatures", "no"),)
_REFUSED_IMAGES = ("control\\ci", "hvcidisallowedimages")
# All of AppLocker's rules, or those of one collection.
_APPLOCKER_POLICY = re.compile(rf"\\policies\\microsoft\\windows\\srpv2(?:\\(?:{'|'.join(_APPLOCKER)}))?$")
# Of these, absence is the weak state.
_PROTECTING = frozenset({"enablecertpaddingcheck", "deployconfigcipolicy"})
_CHECK_FLAGS = ("\\wintrust\\trust providers\\software publishing", "state")
_DEFAULT_CHECK_FLAGS = 0x23C00
# WTPF_TRUSTTEST and WTPF_TESTCANBEVALID (softpub.h): signatures of Microsoft's public test root count.
_TRUSTS_TESTS = 0x20 | 0x80
_PROTECTED_ROOTS = "\\root\\protectedroots"

# Where App Control takes its policy from: learn.microsoft.com, "Deploy App Control policies by using group policy".
_POLICY_SOURCE = ("policies\\microsoft\\windows\\deviceguard", "configcipolicyfilepath")
_THUMBPRINT = 40  # digits of SHA-1

# What the path of a key worth a look holds, in lower case.
_REGISTRATIONS = ("\\cryptography\\providers\\trust\\", "\\cryptography\\oid\\")
MARKS = (
    "certificates\\",
    *_REGISTRATIONS,
    "\\control\\ci",
    "deviceguard",
    "driver signing",
    "wintrust",
    "\\elements\\",
    "\\policies\\attachments",
    "requiresignedappinit",
    "\\safer\\codeidentifiers",
    "internet explorer\\download",
    "\\srpv2",
    "\\certsvc\\configuration\\",
    "\\services\\app",
    "\\services\\cryptsvc",
    *browser_policies.MARKS,
    *certificate_logon.MARKS,
    chain_policy.KEY,
    signature_logs.KEY,
    *let_in.MARKS,
    *office_trust.MARKS,
    *zones.MARKS,
    runtime_roots.ENVIRONMENT,
)


WORDS = (
    *_STORE_ROOTS,
    *sorted(_SIP_FUNCTIONS),
    "trust",
    "ci",
    "deviceguard",
    "driver signing",
    "wintrust",
    "protectedroots",
    "hvcidisallowedimages",
    "authenticodeenabled",
    "runinvalidsignatures",
    "checkexesignatures",
    "srpv2",
    "requiresignedappinit",
    "savezoneinformation",
    "certsvc",
    *signature_services.WORDS,
    *browser_policies.WORDS,
    *certificate_logon.WORDS,
    *chain_policy.WORDS,
    "winevt",
    *let_in.WORDS,
    *office_trust.WORDS,
    *zones.WORDS,
    *runtime_roots.WORDS,
    *crypto_functions.WORDS,
    *boot_elements.WORDS,
)
"""Words of which one stands in every change that matters (model.Tool, words)."""


class StoreKey(NamedTuple):
    """A key below a certificate store. entry: the certificate's key name (its thumbprint), or ""."""

    location: str
    store: str
    entry: str


def may_matter(path: str) -> bool:
    """Whether a path in lower case may name anything here: a few looks that spare most changes the rest."""
    return any(mark in path for mark in MARKS)


def may_be_made(path: str) -> bool:
    """Whether a path in lower case may be a key whose making tells something: of a provider, or of one certificate."""
    return any(mark in path for mark in _REGISTRATIONS) or _is_entry(path) or bool(let_in.skipped_assembly(path))


def _is_entry(path: str) -> bool:
    above, _, entry = path.rpartition("\\")
    return len(entry) == _THUMBPRINT and above.endswith("\\certificates")


def normal(key: str) -> str:
    """A key in lower case with a short hive name; remote host, 32-bit view and control set folded away."""
    text = key.strip("\"' ").lower().replace("/", "\\")
    if text.startswith("\\\\"):
        text = text[2:].partition("\\")[2]
    parts = [part for part in text.split("\\") if part]
    if parts:
        parts[0] = _HIVES.get(parts[0].rstrip(":"), parts[0].rstrip(":"))
    kept = []
    for part in parts:
        if part == "wow6432node":
            continue
        kept.append("currentcontrolset" if part.startswith("controlset") and part[10:].isdecimal() else part)
    return "\\".join(kept)


def store_of(key: str) -> StoreKey | None:
    """The certificate store that a normalised key belongs to, or None."""
    parts = key.split("\\")
    for position, part in enumerate(parts):
        if part in _STORE_ROOTS and position + 1 < len(parts):
            break
    else:
        return None
    location = _STORE_ROOTS[parts[position]]
    if not location:
        location = stores.MACHINE if parts[0] == "hklm" else stores.USER
        if "policies" in parts[:position]:
            location = stores.GROUP_POLICY
        elif "services" in parts[:position]:
            location = stores.SERVICE
    rest = parts[position + 2 :]
    entry = rest[rest.index("certificates") + 1] if "certificates" in rest[:-1] else ""
    return StoreKey(location, stores.canonical(parts[position + 1]), entry)


def is_whole_store(key: str) -> bool:
    """Whether a normalised key is a store itself, or the key of all its certificates."""
    parts = key.removesuffix("\\certificates").split("\\")
    return len(parts) > 1 and parts[-2] in _STORE_ROOTS


def is_trust_provider(key: str, value: str = "") -> bool:
    """Whether a normalised key holds the library or function that judges signatures. value: its name, or "" for any."""
    if value and value.lower() not in _PROVIDER_VALUES:
        return False
    if _PROVIDERS in key:
        return True
    if "\\cryptography\\oid\\" not in key:
        return False
    parts = key.split("\\")
    if not _SIP_FUNCTIONS.isdisjoint(parts):
        return True
    return names_library(value or "dll") and not crypto_functions.LIBRARIES.isdisjoint(parts)


def weakens(key: str, value: str, data: str) -> bool:
    """Whether setting a value (REG_DWORD as reg.exe takes it) of a normalised key turns a check of code off."""
    setting, word = number(data), data.strip().lower()
    return any(
        value.lower() == name and setting == weak and (key == end or key.endswith("\\" + end))
        for end, name, weak in _WEAKENING
    ) or any(
        value.lower() == name and word == weak and (key == end or key.endswith("\\" + end))
        for end, name, weak in _WEAKENING_WORDS
    )


def holds_weakening(key: str) -> bool:
    """Whether a normalised key is one whose values turn checks of code off, whatever they are set to."""
    return any(key.endswith("\\" + end) for end, _, _ in (*_WEAKENING, *_WEAKENING_WORDS))


def refuses_images(key: str, value: str, data: str) -> bool:
    """Whether a value of a normalised key lists drivers that memory integrity must not load: a way to stop others'."""
    end, name = _REFUSED_IMAGES
    return key.endswith("\\" + end) and value.lower() == name and bool(data.strip())


def unprotects(key: str, value: str) -> bool:
    """Whether deleting a value of a normalised key (value "" deletes the key) turns a check of code off."""
    if not value and _APPLOCKER_POLICY.search(key):
        return True
    return any(
        name in _PROTECTING and value.lower() in ("", name) and (key == end or key.endswith("\\" + end))
        for end, name, _ in _WEAKENING
    )


def is_policy_source(key: str, value: str) -> bool:
    """Whether this is the value that names the file of App Control's policy."""
    return key.endswith("\\" + _POLICY_SOURCE[0]) and value.lower() == _POLICY_SOURCE[1]


def is_check_flags(key: str, value: str) -> bool:
    """Whether this is the value that says how Authenticode checks revocation and time."""
    return key.endswith(_CHECK_FLAGS[0]) and value.lower() == _CHECK_FLAGS[1]


def is_default_check_flags(data: str) -> bool:
    """Whether the flags of is_check_flags are those of a fresh Windows."""
    return number(data) == _DEFAULT_CHECK_FLAGS


def trusts_test_signatures(data: str) -> bool:
    """Whether the flags of is_check_flags let test certificates count, whose key everybody has."""
    flags = number(data)
    return flags > 0 and bool(flags & _TRUSTS_TESTS)


def is_protected_roots(key: str) -> bool:
    """Whether a normalised key is the list of the roots that a user trusts."""
    return key.endswith(_PROTECTED_ROOTS)


def names_library(value: str) -> bool:
    """Whether a value of a trust provider names its library, not the function in it."""
    return value.lower() in ("dll", "$dll")


def boot_switch(key: str, value: str, data: str) -> str:
    """The boot option that a value turns on so that unsigned drivers load, or "".

    Windows also reads an element whose name has a leading blank, which bcdedit does not show. Data that a sensor or a
    script does not tell ("Binary Data") counts as on.
    """
    parts = key.split("\\")
    if value.lower() != "element" or len(parts) < 2 or parts[-2].strip() != "elements":
        return ""
    return boot_elements.switched(number("0x" + parts[-1].strip()), number(data) != 0, data)


def number(data: str) -> int:
    """The number that reg.exe reads from data: decimal, or hexadecimal behind 0x; -1 when it is none."""
    text = data.strip().lower()
    digits, base = (text[2:], 16) if text.startswith("0x") else (text, 10)
    if not digits or len(digits) > 16 or not all(char in "0123456789abcdef" for char in digits):
        return -1
    try:
        return int(digits, base)
    except ValueError:
        return -1
