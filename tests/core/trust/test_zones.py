"""Sites in a trusted zone. Keys: learn.microsoft.com, "Internet Explorer security zones registry entries"."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import registry_keys, zones

ZONES = "hkcu\\software\\microsoft\\windows\\currentversion\\internet settings\\zonemap"
POLICY = "hklm\\software\\policies\\microsoft\\windows\\currentversion\\internet settings\\zonemapkey"


@pytest.mark.parametrize(
    ("key", "value", "data", "site"),
    [
        (f"{ZONES}\\domains\\files-lab.top", "*", "2", "files-lab.top"),
        (f"{ZONES}\\domains\\files-lab.top\\cdn", "http", "0x00000001", "cdn.files-lab.top"),
        (f"{ZONES}\\escdomains\\files-lab.top", "https", "2", "files-lab.top"),
        (f"{ZONES}\\ranges\\range7", "*", "2", "range7"),
        (f"{ZONES}\\protocoldefaults", "http", "1", "*"),
        (POLICY, "https://portal.files-lab.top/a", "1", "portal.files-lab.top"),
        # how a sensor's path is read, in which the address has slashes of its own
        (f"{POLICY}\\https:", "https://files-lab.top", "2", "files-lab.top"),
        # the internet and the restricted sites, another value
        (f"{ZONES}\\domains\\files-lab.top", "*", "3", ""),
        (f"{ZONES}\\domains\\files-lab.top", "*", "4", ""),
        (f"{ZONES}\\domains\\files-lab.top", "file", "1", ""),
        (f"{ZONES}\\domains\\files-lab.top", "*", "", ""),
        (ZONES, "AutoDetect", "1", ""),
        # names of one's own network, and sites of Microsoft's guides
        (f"{ZONES}\\domains\\intranet", "http", "1", ""),
        (f"{ZONES}\\domains\\corp.lan\\files", "http", "1", ""),
        (f"{ZONES}\\domains\\microsoftazuread-sso.com\\autologon", "https", "1", ""),
        (f"{ZONES}\\domains\\sharepoint.com\\lab", "https", "2", ""),
        ("hkcu\\software\\lab\\domains\\files-lab.top", "*", "2", ""),
    ],
)
def test_trusted_sites(key: str, value: str, data: str, site: str) -> None:
    assert zones.trusted_site(key, value, data) == site
    if site:
        assert registry_keys.may_matter(f"{key}\\{value}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("*", True), ("http", True), ("https", False), ("http://a.top", True), ("https://a.top", False), ("a.top", True)],
)
def test_sites_that_may_come_without_encryption(value: str, expected: bool) -> None:
    assert zones.is_unencrypted(value) is expected
