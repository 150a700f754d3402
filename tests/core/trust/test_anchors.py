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
    "path", ["", "/", "/etc/ssl/certs/ca.crt", "/etc/pki/trust/anchors-old/ca.crt", "/tmp/etc/pki/trust/anchors/ca.crt"]
)
def test_other_places(path: str) -> None:
    assert not anchors.is_anchor(path)
