"""Policies that add to the roots a browser trusts, beside those of the operating system.

Sources: chromeenterprise.google/policies (CACertificates, CACertificatesWithConstraints), learn.microsoft.com Microsoft
Edge policies (CACertificates), mozilla/policy-templates (Certificates: ImportEnterpriseRoots, Install; Preferences:
xpinstall.signatures.required). support.mozilla.org, "Add-on signing in Firefox".
"""

from __future__ import annotations

import re

ROOT, SYSTEM_ROOTS = "root", "system_roots"

_CHROMIUM = frozenset({"cacertificates", "cacertificateswithconstraints"})
_BROWSERS = {
    "google\\chrome": "Chrome",
    "chromium": "Chromium",
    "microsoft\\edge": "Edge",
    "bravesoftware\\brave": "Brave",
    "vivaldi": "Vivaldi",
    "mozilla\\firefox": "Firefox",
}
_FIREFOX = "mozilla\\firefox\\certificates"

MARKS = ("\\cacertificates", "\\firefox\\certificates")
"""One of these stands in the path of every key that matters here, in lower case."""
WORDS = ("cacertificates", "cacertificateswithconstraints", "importenterpriseroots", "firefox certificates")

_JSON = ('"cacertificates"', '"cacertificateswithconstraints"')
_FIREFOX_JSON = '"importenterpriseroots"'
_FIREFOX_INSTALL = re.compile(r'"certificates"\s{0,20}:\s{0,20}\{[^{}]{0,200}"install"')
_FIREFOX_SETTING = "security.enterprise_roots.enabled"
_UNSIGNED = "xpinstall.signatures.required"
_TAKES_UNSIGNED = re.compile(r"xpinstall\.signatures\.required['\"]?\s{0,8}[,:]\s{0,8}(?:\{[^{}]{0,80}?)?\bfalse\b")
TEXT_MARKS = (*(name.strip('"') for name in (*_JSON, _FIREFOX_JSON)), _FIREFOX_SETTING, "xpinstall")
"""One of these stands in every text that `of_text` takes for a policy."""


def browser_of(key: str) -> str:
    """The browser whose policies a normalised key holds, or ""."""
    return next((name for part, name in _BROWSERS.items() if f"\\policies\\{part}" in key), "")


def of_value(key: str, value: str, data: str) -> str:
    """What a value of a normalised key has a browser trust: ROOT, SYSTEM_ROOTS, or "".

    data: a number as registry_keys.number reads it, or a certificate or its path.
    """
    if not browser_of(key):
        return ""
    if key.rpartition("\\")[2] in _CHROMIUM and value.isdecimal():
        return ROOT
    if key.endswith(f"{_FIREFOX}\\install") and value.isdecimal():
        return ROOT
    if key.endswith(_FIREFOX) and value.lower() == "importenterpriseroots":
        return SYSTEM_ROOTS if data.strip().lower() not in ("0", "0x0", "0x00000000") else ""
    return ""


def takes_unsigned(text: str) -> bool:
    """Whether the text of a settings file, in lower case, has Firefox take extensions that nobody signed."""
    return _UNSIGNED in text and _TAKES_UNSIGNED.search(text) is not None


def of_text(text: str) -> str:
    """What the text of a policy or settings file, in lower case, has a browser trust: ROOT, SYSTEM_ROOTS, or ""."""
    if any(name in text for name in _JSON) or _FIREFOX_INSTALL.search(text):
        return ROOT
    if _FIREFOX_JSON in text or _FIREFOX_SETTING in text:
        return SYSTEM_ROOTS
    return ""
