"""Registry values by which Windows lets in what it would ask about.

Values: learn.microsoft.com (AppModelUnlock, policy CSPs, ClickOnce trust prompt); SigmaHQ's rules on the same.
"""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import let_in, registry_keys

SOFTWARE = "hklm\\software\\microsoft"
POLICIES = "hklm\\software\\policies\\microsoft"
UNLOCK = f"{SOFTWARE}\\windows\\currentversion\\appmodelunlock"
OFFICE = "hkcu\\software\\policies\\microsoft\\office\\16.0"
PROMPTS = f"{SOFTWARE}\\.netframework\\security\\trustmanager\\promptinglevel"
ASSOCIATIONS = "hkcu\\software\\microsoft\\windows\\currentversion\\policies\\associations"
ATTACHMENTS = "hkcu\\software\\microsoft\\windows\\currentversion\\policies\\attachments"


@pytest.mark.parametrize(
    ("key", "value", "data", "expected"),
    [
        (UNLOCK, "AllowAllTrustedApps", "1", let_in.PACKAGES),
        (UNLOCK, "AllowDevelopmentWithoutDevLicense", "0x00000001", let_in.PACKAGES),
        (f"{POLICIES}\\windows\\appx", "AllowAllTrustedApps", "0x1", let_in.PACKAGES),
        (f"{POLICIES}\\windows\\appinstaller", "EnableMSAppInstallerProtocol", "1", let_in.PACKAGES),
        (PROMPTS, "Internet", "Enabled", let_in.CLICKONCE),
        (PROMPTS, "UntrustedSites", "enabled", let_in.CLICKONCE),
        (PROMPTS, "LocalIntranet", "Enabled", let_in.PACKAGES),
        (f"{SOFTWARE}\\windows\\currentversion\\explorer", "SmartScreenEnabled", "Off", let_in.WARNINGS),
        (f"{POLICIES}\\windows\\system", "EnableSmartScreen", "0", let_in.WARNINGS),
        (f"{POLICIES}\\edge", "SmartScreenEnabled", "0", let_in.WARNINGS),
        (ASSOCIATIONS, "LowRiskFileTypes", ".avi;.exe;.vbs", let_in.UNMARKED),
        (ATTACHMENTS, "HideZoneInfoOnProperties", "1", let_in.WARNINGS),
        ("hklm\\software\\7-zip\\options", "WriteZoneIdExtract", "0x00000000", let_in.UNMARKED),
        (f"{POLICIES}\\windows\\explorer", "DisableMotWOnInsecurePathCopy", "1", let_in.UNMARKED),
        (f"{POLICIES}\\windows nt\\terminal services", "TrustedCertThumbprints", "AB12", let_in.REMOTE_DESKTOP),
        (f"{POLICIES}\\windows nt\\terminal services", "TrustedCertThumbprints", "", ""),
        ("hklm\\software\\7-zip\\options", "WriteZoneIdExtract", "2", ""),
        (ATTACHMENTS, "HideZoneInfoOnProperties", "0", ""),
        (f"{OFFICE}\\word\\security", "VBAWarnings", "1", let_in.WARNINGS),
        (f"{OFFICE}\\excel\\security", "BlockContentExecutionFromInternet", "0", let_in.WARNINGS),
        (f"{OFFICE}\\word\\security", "VBAWarnings", "3", ""),
        (f"{OFFICE}\\word\\security\\x", "VBAWarnings", "1", ""),
        # the other way, another value, another key, harmless types
        (UNLOCK, "AllowAllTrustedApps", "0", ""),
        (UNLOCK, "Other", "1", ""),
        (f"{UNLOCK}\\x", "AllowAllTrustedApps", "1", ""),
        (PROMPTS, "Internet", "Disabled", ""),
        (PROMPTS, "Internet", "AuthenticodeRequired", ""),
        (f"{SOFTWARE}\\windows\\currentversion\\explorer", "SmartScreenEnabled", "RequireAdmin", ""),
        (f"{POLICIES}\\windows\\system", "EnableSmartScreen", "1", ""),
        (ASSOCIATIONS, "LowRiskFileTypes", ".avi;.mp3", ""),
        ("hklm", "AllowAllTrustedApps", "1", ""),
    ],
)
def test_what_is_let_in(key: str, value: str, data: str, expected: str) -> None:
    assert let_in.of_value(key, value, data) == expected
    if expected:
        assert registry_keys.may_matter(f"{key}\\{value}".lower())
        assert any(word in f"{key}\\{value}".lower() for word in let_in.WORDS)


@pytest.mark.parametrize(
    ("path", "assembly"),
    [
        (f"{SOFTWARE}\\strongname\\verification\\*,*", "*,*"),
        (f"{SOFTWARE}\\strongname\\verification\\contoso.core,31bf3856ad364e35\\x", "contoso.core,31bf3856ad364e35"),
        (f"{SOFTWARE}\\strongname\\verification", ""),
        (f"{SOFTWARE}\\strongname", ""),
    ],
)
def test_assemblies_whose_strong_name_goes_unchecked(path: str, assembly: str) -> None:
    assert let_in.skipped_assembly(path) == assembly
