"""Key files on this host: copied, packed, decoded, shown."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, posix, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("copy web.pfx C:\\inetpub\\ssl", ["copy_key_file"]),
        ("copy C:\\certs\\*.pfx D:\\x", ["copy_key_files"]),
        ("copy C:\\c\\web.pfx \\\\fs01\\drop", ["copy_key_file", "key_to_share"]),
        ("copy C:\\c\\web.pfx F:\\", ["copy_key_file", "key_to_other_drive"]),
        ("copy C:\\c\\web.pfx C:\\Users\\Public\\note.txt", ["copy_key_file", "key_disguised", "output_user_writable"]),
        ("copy C:\\Users\\*\\web.pfx D:\\x", ["copy_key_files", "hunt_key_files", "key_other_profile"]),
        # a wildcard that reaches into all folders of a home or drive is a search, too
        ("xcopy C:\\Users\\*.pfx D:\\x /s", ["copy_key_files", "hunt_key_files"]),
        ("xcopy C:\\Users\\*.pfx D:\\x", ["copy_key_files"]),
        ("robocopy C:\\ D:\\x *.p12 /e", ["copy_key_files", "hunt_key_files"]),
        ("robocopy C:\\work\\certs D:\\x *.p12 /e", ["copy_key_files"]),
        ("robocopy C:\\w \\\\198.51.100.7\\in *.pfx", ["copy_key_files", "key_to_outside", "key_to_share"]),
        ("robocopy C:\\w \\\\10.0.0.7\\in *.pfx", ["copy_key_files", "key_to_share"]),
        ("copy SiPolicy.p7b C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\bob\\x", ["copy_key_file", "key_other_profile"]),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\ann\\x", ["copy_key_file"]),
        ("copy server.key C:\\nginx\\conf", []),
        ("copy /y ..\\app.snk obj", []),
        ("copy server.key \\\\fs01\\drop", ["copy_key_file", "key_to_share"]),
        ("copy web.pfx.txt D:\\x", []),
        ("xcopy C:\\certs\\*.p12 D:\\x /s /y", ["copy_key_files"]),
        ("xcopy %APPDATA%\\Microsoft\\Crypto\\RSA D:\\x /s", ["copy_key_files"]),
        ("robocopy C:\\certs \\\\nas\\b *.pfx *.p12 /s", ["copy_key_files", "key_to_share", "several_key_kinds"]),
        ("robocopy C:\\work D:\\backup /mir /xf *.pfx *.key", []),
        ("esentutl /y C:\\c\\w.pfx /d D:\\w.pfx /vss", ["copy_key_file", "from_shadow_copy"]),
        ("esentutl /y /vss C:\\c\\w.pfx /d D:\\w.pfx", ["copy_key_file", "from_shadow_copy"]),
        ("esentutl /d C:\\c\\w.pfx", []),
        (
            "copy \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy2\\c\\w.key D:\\x",
            ["copy_key_file", "from_shadow_copy"],
        ),
        ("type C:\\c\\w.pvk", ["show_key_file"]),
        ("type C:\\c\\w.pfx > \\\\fs01\\d\\w.pfx", ["copy_key_file", "key_to_share"]),
        ("type ca.pem", []),
    ],
)
def test_copies_on_windows(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("cp a.p12 /srv/app", ["copy_key_file"]),
        ("cp -t /tmp a.p12 b.jks", ["copy_key_files", "output_user_writable", "several_key_kinds"]),
        ("cp /Users/ann/Library/Keychains/login.keychain-db /Volumes/USB", ["copy_key_files", "key_to_other_drive"]),
        ("cp /Users/ann/Library/Application Support/x.p12 /srv", ["copy_key_file"]),
        ("cp server.key /etc/nginx/ssl", []),
        ("cat /etc/ssl/private/server.key", ["show_key_file"]),
        ("cat a.pem b.pem", []),
        ("base64 -d -o /srv/a.p12 a.txt", ["decode_key_file"]),
        ("base64 --decode a.txt > a.p12", ["decode_key_file"]),
        ("base64 a.p12", ["encode_key_file"]),
        ("base64 -w0 /srv/secrets/a.p12", ["encode_key_file", "from_secrets_folder"]),
        ("base64 a.pem", []),
        ("base64 a.png", []),
    ],
)
def test_copies_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators", "secrets"),
    [
        ("7z a C:\\Users\\ann\\b.7z C:\\Users\\ann\\w.pfx", ["archive_key_file"], []),
        ("7z a -pletmein o.7z w.pfx", ["archive_key_file", "archive_password"], ["letmein"]),
        ("7z a -r o.7z C:\\*.pfx C:\\*.pvk", ["archive_key_files", "hunt_key_files", "several_key_kinds"], []),
        ("7z a o.7z C:\\data -ir!*.pfx", ["archive_key_files"], []),
        ("7z a o.7z C:\\data -xr!*.pfx", [], []),
        ("7z x o.7z w.pfx", [], []),
        ("rar a -hpletmein o.rar *.p12", ["archive_key_files", "archive_password"], ["letmein"]),
        ("svc.exe a -hpletmein o.rar *.p12", ["archive_key_files", "archive_password"], ["letmein"]),
        ("zip -r -P letmein o.zip a.p12", ["archive_key_file", "archive_password"], ["letmein"]),
        ("zip -r o.zip src -x *.p12", [], []),
        ("zip -r o.zip site server.key", [], []),
        ("tar czf o.tgz a.p12", ["archive_key_file"], []),
        ("tar xzf o.tgz a.p12", [], []),
        ("tar -czf o.tgz --exclude *.p12 site", [], []),
        ("makecab w.pfx w.cab", ["archive_key_file"], []),
        ("7z a docs.zip notes.pfx.txt", [], []),
    ],
)
def test_archives(line: str, indicators: list[str], secrets: list[str]) -> None:
    report = keyfiles.judge(windows(line))
    assert found(report) == indicators
    if report is not None:
        assert report.secrets == secrets
        assert not any("letmein" in finding.sentence for finding in report.findings)


def test_operands_are_kept_in_their_normal_form() -> None:
    report = keyfiles.judge(windows("copy ..\\Keys\\Web.PFX D:\\x", "C:\\Work\\App"))
    assert report is not None
    assert (report.tool, report.action, report.files) == ("copy", "copy_key", ["c:\\work\\keys\\web.pfx"])
