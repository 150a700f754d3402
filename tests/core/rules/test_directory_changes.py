"""The directory's attributes that log people on by certificate or token."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import directory_changes


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            "Set-ADUser ann -Replace @{'msDS-KeyCredentialLink'=$k}",
            [("shadow_credentials", "x gives an account a key to log on with (msDS-KeyCredentialLink)")],
        ),
        (
            "mspki-enrollment-flag",
            [("weaken_template", "x changes in the directory what a certificate template grants")],
        ),
        (
            "CN=NTAuthCertificates,CN=Public Key Services",
            [("publish_trust", "x changes whose certificates can log on to the domain (NTAuth)")],
        ),
        (
            "Set-ADUser ann -Replace @{altSecurityIdentities='X509:<RFC822>bob@lab.example'}",
            [("weak_mapping_written", "x has certificates of a name log on as an account (altSecurityIdentities)")],
        ),
        # by issuer and serial number, by key; another use of the attribute
        ("Set-ADUser ann -Add @{altSecurityIdentities='X509:<I>DC=lab,CN=CA<SR>1200000000AC11'}", []),
        ("Set-ADUser ann -Add @{altSecurityIdentities='X509:<SKI>0123'}", []),
        ("Set-ADUser ann -Add @{altSecurityIdentities='Kerberos:ann@LAB'}", []),
        ("Set-ADUser ann -Replace @{thumbnailPhoto=$p}", []),
        ("", []),
    ],
)
def test_writes(text: str, findings: list[tuple[str, str]]) -> None:
    report = Report()
    directory_changes.judge_write(report, "x", text)
    assert report.findings == findings


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("(thumbnailphoto=*) CN=ADFS,CN=Microsoft,CN=Program Data", ["read_token_key"]),
        ("CryptoPolicy thumbnailPhoto", ["read_token_key"]),
        (
            "SELECT ServiceSettingsData FROM AdfsConfigurationV4.IdentityServerPolicy.ServiceSettings",
            ["read_token_key"],
        ),
        ("SELECT ServiceSettingsData FROM IdentityServerPolicy.ServiceSettings", ["read_token_key"]),
        ("ServiceSettings", []),
        ("AdfsConfigurationV4", []),
        ("thumbnailPhoto of ann", []),
        ("CN=ADFS", []),
    ],
)
def test_reads(text: str, indicators: list[str]) -> None:
    report = Report()
    directory_changes.judge_read(report, "x", text)
    assert [found.indicator for found in report.findings] == indicators
