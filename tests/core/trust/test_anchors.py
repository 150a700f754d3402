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
