"""Attacks on logon by certificate, whatever the program is called."""

from __future__ import annotations

import pytest
from codesignrisk_core.tools import identity_attacks

from tests.core.lines import ids, windows


@pytest.mark.parametrize(
    ("line", "indicators", "action"),
    [
        ("relay.exe -t http://ca.x.example/certsrv/certfnsh.asp --adcs", ["relay_to_authority"], "relay_to_authority"),
        ("relay.exe --target https://ca.x.example/certsrv/", ["relay_to_authority"], "relay_to_authority"),
        ("r.exe -t ldaps://dc --shadow-credentials", ["shadow_credentials"], "shadow_credentials"),
        ("bloodyAD -d x add shadowCredentials host1$", ["shadow_credentials"], "shadow_credentials"),
        (
            "f.exe --CaCertPath ca.p12 --CaCertPassword Sesame --Subject CN=u --NewCertPath n.pfx",
            ["forge_certificate", "clear_password"],
            "forge_certificate",
        ),
        ("r.exe asktgt /user:ann /certificate:a.pfx", ["kerberos_certificate"], "kerberos_certificate"),
        ("ldifde -i -f msDS-KeyCredentialLink.ldf", ["shadow_credentials"], "shadow_credentials"),
        ("admod -b CN=User,CN=t mspki-certificate-name-flag::1", ["weaken_template"], "change_template"),
        (
            "dsacls 'CN=User,CN=Certificate Templates,CN=Public Key Services,CN=Services,DC=x' /G ann:GA",
            ["weaken_template"],
            "change_template",
        ),
        ("sqlcmd -Q 'SELECT * FROM AdfsConfiguration.x.ServiceSettings'", ["read_token_key"], "steal_keys"),
        ("adfind -b CN=ADFS,CN=Microsoft,CN=y thumbnailphoto", ["read_token_key"], "steal_keys"),
    ],
)
def test_attacks(line: str, indicators: list[str], action: str) -> None:
    report = identity_attacks.judge(windows(line))
    assert report is not None
    assert (ids(report), report.action) == (indicators, action)


@pytest.mark.parametrize(
    "line",
    [
        "chrome.exe https://ca.x.example/certsrv/",
        "curl.exe https://ca.x.example/certsrv/certnew.cer -o a.cer",
        "r.exe asktgt /user:ann /rc4:00",
        "adfind -b DC=x thumbnailphoto",
        "dsacls 'CN=User,CN=Certificate Templates,CN=Public Key Services,CN=Services,DC=x'",
        "dsacls OU=Staff,DC=x /G ann:GR",
        "notepad.exe msDS-KeyCredentialLink.txt",
        "x.exe --CaCertPath ca.pem",
    ],
)
def test_near_misses(line: str) -> None:
    assert identity_attacks.judge(windows(line)) is None


def test_a_password_is_remembered_for_masking() -> None:
    report = identity_attacks.judge(windows("f.exe --CaCertPath a.p12 --CaCertPassword Sesame --NewCertPath n.pfx"))
    assert report is not None
    assert (report.secrets, report.files) == (["Sesame"], ["a.p12", "n.pfx"])
