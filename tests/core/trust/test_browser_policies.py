"""Policies that add to the roots a browser trusts."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import browser_policies
from codesignrisk_core.trust.browser_policies import ROOT, SYSTEM_ROOTS

CHROME = "hklm\\software\\policies\\google\\chrome"
FIREFOX = "hklm\\software\\policies\\mozilla\\firefox\\certificates"


@pytest.mark.parametrize(
    ("key", "value", "data", "change"),
    [
        (f"{CHROME}\\cacertificates", "1", "MIIB", ROOT),
        ("hkcu\\software\\policies\\microsoft\\edge\\cacertificates", "12", "MIIB", ROOT),
        ("hklm\\software\\policies\\bravesoftware\\brave\\cacertificateswithconstraints", "1", "{}", ROOT),
        (f"{FIREFOX}\\install", "1", "C:\\r.crt", ROOT),
        (FIREFOX, "ImportEnterpriseRoots", "1", SYSTEM_ROOTS),
        (FIREFOX, "ImportEnterpriseRoots", "0x00000001", SYSTEM_ROOTS),
        (FIREFOX, "ImportEnterpriseRoots", "0x00000000", ""),
        # hints and distrust add no trust; no policy; no entry of the list
        (f"{CHROME}\\cahintcertificates", "1", "MIIB", ""),
        (f"{CHROME}\\cadistrustedcertificates", "1", "MIIB", ""),
        ("hkcu\\software\\google\\chrome\\cacertificates", "1", "MIIB", ""),
        (f"{CHROME}\\cacertificates", "x", "MIIB", ""),
        (CHROME, "HomepageLocation", "x", ""),
    ],
)
def test_what_a_value_has_a_browser_trust(key: str, value: str, data: str, change: str) -> None:
    assert browser_policies.of_value(key, value, data) == change


@pytest.mark.parametrize(
    ("text", "unsigned"),
    [
        ('user_pref("xpinstall.signatures.required", false);', True),
        ('{"policies":{"preferences":{"xpinstall.signatures.required":{"value":false,"status":"locked"}}}}', True),
        ('{"policies":{"preferences":{"xpinstall.signatures.required": false}}}', True),
        ('user_pref("xpinstall.signatures.required", true); user_pref("x", false);', False),
        ("xpinstall.signatures.required", False),
    ],
)
def test_extensions_that_nobody_signed(text: str, unsigned: bool) -> None:
    assert browser_policies.takes_unsigned(text) is unsigned


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ('{"cacertificates":["miib"]}', ROOT),
        ('{"policies":{"certificates":{"importenterpriseroots":true}}}', SYSTEM_ROOTS),
        ('user_pref("security.enterprise_roots.enabled", true);', SYSTEM_ROOTS),
        ('{"policies":{"certificates":{"install":["c:\\\\users\\\\public\\\\u.der"]}}}', ROOT),
        ('{"policies":{"certificates":{"importenterpriseroots":true,"install":["u.der"]}}}', ROOT),
        ('{"policies":{"extensions":{"install":["u.xpi"]}}}', ""),
        ("cacertificates", ""),
        ('{"cadistrustedcertificates":[]}', ""),
    ],
)
def test_what_the_text_of_a_policy_says(text: str, change: str) -> None:
    assert browser_policies.of_text(text) == change
