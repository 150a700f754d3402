"""The folders of Linux's trust anchors."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import anchors

# update-ca-certificates(8) of Debian, update-ca-trust(8) of Red Hat and of Arch, "ca-certificates" of SUSE
FOLDERS = [
    "/usr/local/share/ca-certificates",
    "/usr/share/ca-certificates",
    "/etc/pki/ca-trust/source/anchors",
    "/usr/share/pki/ca-trust-source/anchors",
    "/etc/ca-certificates/trust-source/anchors",
    "/usr/share/ca-certificates/trust-source/anchors",
    "/etc/pki/trust/anchors",
    "/usr/share/pki/trust/anchors",
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_anchors(folder: str) -> None:
    assert anchors.is_anchor(folder)
    assert anchors.is_anchor(f"{folder}/corp/ca.crt")
    assert not anchors.is_anchor(f"/opt{folder}/ca.crt")


@pytest.mark.parametrize(
    "path",
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
        "/etc/ssl/certs/3513523f.0",
        "/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt",
        "/etc/ca-certificates/extracted/tls-ca-bundle.pem",
        "/var/lib/ca-certificates/ca-bundle.pem",
    ],
)
def test_what_is_made_of_the_anchors(path: str) -> None:
    assert anchors.is_anchor(path)
    assert any(mark in path for mark in anchors.MARKS)


@pytest.mark.parametrize("path", ["/etc/ssl/certs/site.pem", "/etc/ssl/certs/3513523.0", "/srv/etc/ssl/cert.pem"])
def test_certificates_beside_them(path: str) -> None:
    assert not anchors.is_anchor(path)


@pytest.mark.parametrize(
    "path", ["", "/", "/etc/ssl/certs/ca.crt", "/etc/pki/trust/anchors-old/ca.crt", "/tmp/etc/pki/trust/anchors/ca.crt"]
)
def test_other_places(path: str) -> None:
    assert not anchors.is_anchor(path)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/etc/pki/ca-trust/source", True),
        ("/etc/pki/ca-trust/source/corp.p11-kit", True),
        ("/etc/ca-certificates/trust-source/corp.p11-kit", True),
        ("/etc/pki/ca-trust/source/blacklist", False),
        ("/etc/pki/ca-trust/source/blocklist/a.pem", False),
        ("/usr/share/pki/trust/sub/a.pem", False),
    ],
)
def test_files_that_say_what_they_are_trusted_for(path: str, found: bool) -> None:
    assert anchors.is_anchor(path) is found


@pytest.mark.parametrize(
    ("path", "beside", "trusted"),
    [
        ("/etc/ssl/certs", True, True),
        ("/etc/ssl/certs/web.pem", True, True),
        ("/etc/pki/tls/certs/web.pem", True, True),
        ("/etc/ssl/certs/ca-certificates.crt", False, True),
        ("/usr/share/pki/ca-trust-legacy/a.crt", False, True),
        ("/tmp/ca-certificates.crt.tmp.x3qmig", False, True),
        ("/tmp/ca-certificates.crt", False, False),
        ("/etc/ssl/private/web.key", False, False),
        ("/etc/ssl/certs-old/web.pem", False, False),
    ],
)
def test_folders_that_are_read_beside_the_bundles(path: str, beside: bool, trusted: bool) -> None:
    assert (anchors.is_beside(path), anchors.is_trusted(path)) == (beside, trusted)


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("a.crt", True),
        ("a.p11-kit", True),
        ("*.pem", True),
        ("*", True),
        ("/srv/certs/.", True),
        ("certs/", True),
        ("a.txt", False),
        ("a.p12", False),
    ],
)
def test_operands_that_may_hold_certificates(word: str, may: bool) -> None:
    assert anchors.may_hold(word) is may
