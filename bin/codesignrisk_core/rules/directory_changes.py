"""What is read from or written to the directory (LDAP) that logs people on by certificate or token.

Sources: Elad Shamir, "Shadow Credentials" (msDS-KeyCredentialLink); SpecterOps, Certified Pre-Owned (ESC4: templates;
NTAuthCertificates); fireeye/ADFSDump (the DKM key of AD FS lies in thumbnailPhoto below CN=ADFS); MS-CRTD, MS-ADA2.
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report

_KEY_CREDENTIAL = "msds-keycredentiallink"
_TEMPLATE = re.compile(
    r"mspki-(?:certificate-name-flag|enrollment-flag|certificate-application-policy|ra-signature|ra-application-policies"
    r"|private-key-flag|certificate-policy)|pkiextendedkeyusage"
)
_NTAUTH = "ntauthcertificates"
# Which certificates stand for an account, whatever names they hold; of its forms, those by issuer and serial number, by
# key and by hash are strong (KB5014754). Certipy wiki, ESC14.
_MAPPING = "altsecurityidentities"
_STRONG_MAPPING = re.compile(r"x509:<(?:i>[^<]{1,400}<sr|ski|sha1-pukey)>")
_DKM = "thumbnailphoto"
_ADFS = ("cn=adfs", "cryptopolicy", "cn=microsoft,cn=program data")
# AD FS' own database, by its name or by that of its schema, in which the encrypted token-signing keys stand:
# IdentityServerPolicy.ServiceSettings.
_ADFS_SETTINGS = "servicesettings"
_ADFS_DATABASE = ("adfsconfiguration", "identityserverpolicy")

_PKI_CONTAINER = re.compile(
    r"cn=(?:certificate templates|ntauthcertificates|enrollment services),cn=public key services"
)

MARKERS = (
    _KEY_CREDENTIAL,
    "public key services",
    "mspki-",
    "pkiextendedkeyusage",
    _NTAUTH,
    _DKM,
    _MAPPING,
    _ADFS_SETTINGS,
)
"""One of these stands in every text that is judged here."""


def judge_write(report: Report, who: str, text: str) -> None:
    """A program or statement that writes to the directory. text: its words."""
    lower = text.lower()
    if _KEY_CREDENTIAL in lower:
        report.action = "shadow_credentials"
        report.add("shadow_credentials", f"{who} gives an account a key to log on with (msDS-KeyCredentialLink)")
    elif _TEMPLATE.search(lower):
        report.action = "change_template"
        report.add("weaken_template", f"{who} changes in the directory what a certificate template grants")
    elif _MAPPING in lower and "x509:" in lower and not _STRONG_MAPPING.search(lower):
        report.action = "shadow_credentials"
        report.add(
            "weak_mapping_written", f"{who} has certificates of a name log on as an account (altSecurityIdentities)"
        )
    elif _NTAUTH in lower:
        report.action = "publish_to_directory"
        report.add("publish_trust", f"{who} changes whose certificates can log on to the domain (NTAuth)")


def judge_rights(report: Report, who: str, text: str) -> None:
    """A program or statement that changes who may write an object of the directory. text: its words."""
    if _PKI_CONTAINER.search(text.lower()):
        report.action = "change_template"
        report.add("weaken_template", f"{who} changes who may write templates or authorities in the directory")


def judge_read(report: Report, who: str, text: str) -> None:
    """A program or statement that reads from the directory. text: its words."""
    lower = text.lower()
    is_database = _ADFS_SETTINGS in lower and any(name in lower for name in _ADFS_DATABASE)
    if is_database or (_DKM in lower and any(mark in lower for mark in _ADFS)):
        report.action = "steal_keys"
        report.add("read_token_key", f"{who} reads what AD FS signs its tokens with")
