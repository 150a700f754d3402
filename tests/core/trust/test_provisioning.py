"""Places that software management, installers and tools of developers fill themselves."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import provisioning


@pytest.mark.parametrize(
    "path",
    [
        "c:\\windows\\ccmcache\\4f\\root.cer",
        "c:\\windows\\imecache\\ab_1\\root.cer",
        "c:\\windows\\setup\\scripts\\root.cer",
        "\\\\corp.example\\netlogon\\pki\\root.cer",
        "\\\\dc01\\sysvol\\corp.example\\scripts\\root.cer",
        "a:\\driver.cer",
        "\\\\mdt01\\deploymentshare$\\applications\\root.cer",
        "c:\\_smstasksequence\\packages\\root.cer",
        "/root/.ansible/tmp/ansible-tmp-17-2/x.py",
        "c:\\program files (x86)\\tanium\\tanium client\\downloads\\action_41\\root.cer",
        "c:\\program files (x86)\\bigfix enterprise\\bes client\\__besdata\\site\\root.cer",
    ],
)
def test_managed(path: str) -> None:
    assert provisioning.is_managed(path)


@pytest.mark.parametrize(
    "path",
    [
        "c:\\users\\ann\\netlogon\\root.cer",
        "\\\\203.0.113.5\\share\\netlogon\\root.cer",
        "c:\\windows\\temp\\root.cer",
        "c:\\users\\public\\windows\\ccmcache\\1\\root.cer",
        "c:\\users\\ann\\_smstasksequence\\root.cer",
        "c:\\users\\ann\\tanium\\tanium client\\downloads\\action_1\\root.cer",
        "d:\\root.cer",
        "/tmp/ansible-tmp/x",
        "",
    ],
)
def test_not_managed(path: str) -> None:
    assert not provisioning.is_managed(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\users\\ann\\appdata\\local\\mkcert\\rootca.pem", True),
        ("/users/ann/library/application support/mkcert/rootca.pem", True),
        ("/users/ann/.config/valet/ca/laravelvaletcaselfsigned.pem", True),
        ("c:\\users\\ann\\appdata\\local\\devcert\\certificate-authority\\certificate.cert", True),
        ("/home/ann/.local/share/caddy/pki/authorities/local/root.crt", True),
        ("c:\\users\\ann\\downloads\\rootca.pem", False),
        ("/tmp/mkcert.pem", False),
    ],
)
def test_development_authority(path: str, expected: bool) -> None:
    assert provisioning.is_development_authority(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\users\\ann\\appdata\\local\\temp\\nsq7a1f.tmp\\driver.cer", True),
        ("c:\\windows\\temp\\is-0k3lp.tmp\\driver.cer", True),
        ("c:\\users\\ann\\appdata\\local\\temp\\crt1f2c.tmp", False),
        ("c:\\users\\ann\\appdata\\local\\temp\\crt1f2c.tmp\\driver.cer", False),
        ("d:\\nsq7a1f.tmp\\driver.cer", False),
    ],
)
def test_unpacked(path: str, expected: bool) -> None:
    assert provisioning.is_unpacked(path) is expected


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        (
            'pwsh -f "c:\\programdata\\centrastage\\packages\\7f1b7c5e-90aa-4e0d-8a53-1f1ad6e3b7a1#\\command.ps1"',
            "c:\\programdata\\centrastage\\packages\\7f1b7c5e-90aa-4e0d-8a53-1f1ad6e3b7a1#\\",
        ),
        ("cmd /c c:\\programdata\\ninjarmmagent\\scripting\\a.bat", "c:\\programdata\\ninjarmmagent\\scripting\\"),
        ("cmd /c c:\\programdata\\centrastage\\packages\\x\\a.bat", ""),
        ("cmd /c c:\\programdata\\x\\a.bat", ""),
    ],
)
def test_packages_of_agents(line: str, folder: str) -> None:
    assert provisioning.package_of_agent(line) == folder
