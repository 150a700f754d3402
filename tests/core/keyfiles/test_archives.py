"""Key files packed into archives."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.keyfiles import archives

from tests.core.keyfiles.test_transfer import found, told
from tests.core.lines import posix, windows


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
        ("tar czf o.tgz /etc/ssl/private /root/.gnupg", ["archive_key_files", "several_key_kinds"], []),
        ("tar czf o.tgz /etc/ssl/private", ["archive_key_files"], []),
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


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("7z A o.7z w.pfx", ["archive_key_file"]),
        *((f"7z {verb} o.7z w.pfx", []) for verb in ("x", "e", "l", "t", "d")),
        *((f"rar {verb} o.rar w.pfx", ["archive_key_file"]) for verb in ("a", "u", "m", "mf")),
        ("7z", []),
        ("7z a o.7z -i!w.pfx", ["archive_key_file"]),
        ("7z a o.7z -ir@w.pfx", ["archive_key_file"]),
        ("7z a o.7z *.key *.pem", ["archive_key_files", "several_key_kinds"]),
        ("7z a o.7z a.key b.key", []),
        ("7z a -pletmein o.7z a.key", ["archive_key_file", "archive_password"]),
        ("7z a o.7z C:\\secrets\\a.key", []),
        ("7z a \\\\fs1\\x\\o.7z a.key", ["archive_key_file", "key_to_share"]),
        ("tar --create -f o.tar w.pfx", ["archive_key_file"]),
        ("tar cf o.tar w.pfx", ["archive_key_file"]),
        ("tar rf o.tar w.pfx", ["archive_key_file"]),
        ("tar -uf o.tar w.pfx", ["archive_key_file"]),
        ("tar tf o.tar w.pfx", []),
        ("tar --list -f o.tar w.pfx", []),
        ("tar", []),
        ("gzip w.pfx", ["archive_key_file"]),
        ("makecab /l C:\\x w.pfx w.cab", ["archive_key_file"]),
        ("zip -P letmein o.zip w.pfx", ["archive_key_file", "archive_password"]),
        ("zip --password letmein o.zip w.pfx", ["archive_key_file", "archive_password"]),
        ("zip --encrypt o.zip w.pfx", ["archive_key_file", "archive_password"]),
        ("x.exe a o.rar w.pfx", ["archive_key_file"]),
        ("x.exe a o.txt w.pfx", []),
        ("x.exe o.rar a w.pfx", []),
    ],
)
def test_more_archives(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("ditto -c -k a.p12 o.zip", ["archive_key_file"]),
        ("ditto -k a.p12 o.zip", ["archive_key_file"]),
        # folders of private keys as a whole, not the files in them
        ("tar czf /srv/k.tgz /etc/ssl/private /etc/hosts", ["archive_key_files"]),
        ("tar czf /dev/shm/k.tgz /home/ci/.gnupg", ["archive_key_files", "output_user_writable"]),
        ("zip -r k.zip /etc/letsencrypt/archive", ["archive_key_files"]),
        ("tar czf /srv/k.tgz /etc/kubernetes/pki", ["archive_key_files"]),
        ("tar czf /srv/etc.tgz /etc", []),
        ("tar czf /srv/le.tgz /etc/letsencrypt", []),
    ],
)
def test_archives_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("7z a o.7z w.pfx", ["7z packs the key file w.pfx into an archive"]),
        (
            "7z a -pletmein o.7z w.pfx v.pvk",
            [
                "the password of the archive is on the command line in cleartext",
                "7z packs key files into an archive",
                "several kinds of key files at once",
            ],
        ),
        ("zip -e o.zip w.pfx", ["the archive gets a password", "zip packs the key file w.pfx into an archive"]),
    ],
)
def test_it_is_told_in_sentences(line: str, sentences: list[str]) -> None:
    assert told(line) == sentences


@pytest.mark.parametrize(
    "program", "7z 7za 7zr 7zz 7zg 7zfm rar winrar zip tar gtar bsdtar makecab gzip bzip2 xz zstd".split()
)
def test_programs(program: str) -> None:
    assert archives.READERS[program] is archives.archive


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("tar -xf /tmp/a.tar -C /etc/pki/trust/anchors", ["add_trust_anchor", "input_user_writable"]),
        ("tar xzf a.tgz --directory=/etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("unzip -o a.zip -d /etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("tar -cf a.tar -C /etc/pki/trust/anchors .", []),
        ("tar -xf anchors.tar -C /srv", []),
        ("unzip anchors.zip", []),
    ],
)
def test_archives_that_are_unpacked_among_trust_anchors(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators
