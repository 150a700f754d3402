"""Folders of keys and other secrets."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import key_places


# path -> key folder, folder of secrets
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\x\\a.pfx", (False, False)),
        ("/a.pfx", (False, False)),
        # key containers (learn.microsoft.com, "Key Storage and Retrieval"), keychains
        ("c:\\users\\ann\\appdata\\roaming\\microsoft\\crypto\\rsa\\x", (True, False)),
        ("%appdata%\\microsoft\\systemcertificates\\my\\keys\\x", (True, False)),
        ("%appdata%\\microsoft\\systemcertificates\\my\\certificates\\x", (False, False)),
        ("/users/ann/library/keychains", (True, False)),
        ("c:\\build\\secrets\\a.pfx", (False, True)),
        ("/run/secrets/a.p12", (False, True)),
        ("/run/secretsx/a.p12", (False, False)),
    ],
)
def test_what_lies_there(path: str, expected: tuple[bool, bool]) -> None:
    assert (key_places.is_key_folder(path), key_places.is_secret_folder(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/etc/kubernetes/pki", True),
        ("/etc/pki/ca/private/", True),
        ("/var/lib/rancher/rke2/server/tls", True),
        ("/etc/kubernetes/pki/ca.crt", False),
        ("/etc/pki/ca-trust", False),
        ("/etc/kubernetes", False),
    ],
)
def test_folders_of_the_keys_of_authorities(path: str, expected: bool) -> None:
    assert key_places.is_private_folder(path) is expected
    assert key_places.holds_keys(path) is expected
