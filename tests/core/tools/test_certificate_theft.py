"""mimikatz, Certify, Certipy, Rubeus and others: keys stolen, certificates forged or asked for in another name."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import BY_IMAGE, fake_signature

from tests.core.lines import ids


def any_of(line: str, image: str) -> Report | None:
    return fake_signature.judge_any(Command(image, argv.split(line), line))


@pytest.mark.parametrize(
    "line",
    [
        'm.exe "crypto::certificates /systemstore:local_machine /export" exit',
        "m.exe crypto::capi crypto::cng",
        "m.exe CRYPTO::Keys",
        "powershell -c Invoke-Mimikatz -Command '\"crypto::stores /systemstore:local_machine\"'",
        'm.exe "dpapi::cng /in:C:\\k"',
        'm.exe "lsadump::backupkeys /system:dc1 /export" exit',
    ],
)
def test_mimikatz_commands_in_any_program(line: str) -> None:
    assert ids(any_of(line, "C:\\t\\m.exe")) == ["mimikatz_crypto"]


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("certify find /vulnerable", ["adcs_abuse"]),
        ("certify request /ca:ca01\\x /template:User /altname:boss", ["adcs_abuse", "request_as_other"]),
        ("certify request /ca:ca01\\x /template:User", ["adcs_abuse"]),
        ("certipy req -ca x -template User -upn boss@x.example", ["adcs_abuse", "request_as_other"]),
        ("certipy find -dns x", ["adcs_abuse"]),
        ("certify forge --ca-cert ca.pfx", ["forge_certificate"]),
        # Certify The Web's own command line
        ("certify renew", []),
        ("certipy auth -pfx boss.pfx -domain fabrikam.example", ["adcs_abuse"]),
        ("certipy forge -ca-pfx ca.pfx -upn boss@fabrikam.example", ["forge_certificate"]),
        ("forgecert --CaCertPath ca.pfx --CaCertPassword Sesame", ["forge_certificate"]),
        ("sharpdpapi certificates /machine", ["steal_keys"]),
        ("sharpdpapi masterkeys", []),
        (
            "rubeus asktgt /user:ann /certificate:C:\\k\\ann.pfx /password:Sesame",
            ["kerberos_certificate", "clear_password"],
        ),
        ("rubeus kerberoast", []),
        ("crackpkcs12 -d words.txt a.pfx", ["crack_key_file"]),
        ("certstealer --export pfx 0123", ["steal_keys"]),
        ("dploot machinecertificates -d x.example -u ann host1", ["steal_keys"]),
        ("dploot browser host1", []),
        ("dpapi backupkeys --export", ["steal_keys"]),
        ("dpapi unprotect -file x", []),
        ("adfsdump", ["steal_keys"]),
        ("adfspoof -b k.bin dkm.key saml2", ["forge_token"]),
        ("whisker add /target:host1$", ["shadow_credentials"]),
        ("whisker --version", []),
        ("pywhisker -d x.example --target host1$ --action list", ["shadow_credentials"]),
        ("ntlmrelayx -t http://ca.x.example/certsrv/certfnsh.asp --adcs", ["relay_to_authority"]),
        ("ntlmrelayx -t ldaps://dc --shadow-credentials", ["shadow_credentials"]),
        ("ntlmrelayx -t smb://host1", []),
    ],
)
def test_certificate_theft(line: str, indicators: list[str]) -> None:
    name = line.split()[0]
    assert ids(BY_IMAGE[name].judge(Command(name + ".exe", argv.split(line), line))) == indicators
