"""What a file's extension says: a key, a certificate, both, a list or a policy."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import file_kinds

SETS = {
    "PFX": file_kinds.PFX,
    "PRIVATE_KEYS": file_kinds.PRIVATE_KEYS,
    "PLAIN_KEYS": file_kinds.PLAIN_KEYS,
    "PEM": file_kinds.PEM,
    "KEYS": file_kinds.KEYS,
    "AMBIGUOUS_KEYS": file_kinds.AMBIGUOUS_KEYS,
    "EVERYDAY_KEYS": file_kinds.EVERYDAY_KEYS,
    "CERTIFICATES": file_kinds.CERTIFICATES,
    "CERTIFICATE_FILES": file_kinds.CERTIFICATE_FILES,
    "CERTIFICATE_OPERANDS": file_kinds.CERTIFICATE_OPERANDS,
    "KEY_OPERANDS": file_kinds.KEY_OPERANDS,
    "LISTS": file_kinds.LISTS,
    "POLICIES": file_kinds.POLICIES,
}
KEY = "KEYS KEY_OPERANDS"
CERTIFICATE = "CERTIFICATES CERTIFICATE_FILES CERTIFICATE_OPERANDS KEY_OPERANDS"


@pytest.mark.parametrize(
    ("extensions", "sets"),
    [
        # a certificate with its key: PKCS #12
        ("pfx p12", f"PFX PRIVATE_KEYS CERTIFICATE_OPERANDS {KEY}"),
        # makecert's key file
        ("pvk", f"PRIVATE_KEYS {KEY}"),
        ("p8", f"PLAIN_KEYS {KEY}"),
        # a strong name's key, copied by every build of .NET
        ("snk", f"PLAIN_KEYS EVERYDAY_KEYS {KEY}"),
        # what web servers have lying everywhere
        ("key", f"PLAIN_KEYS AMBIGUOUS_KEYS EVERYDAY_KEYS {KEY}"),
        ("pem", f"PEM AMBIGUOUS_KEYS EVERYDAY_KEYS CERTIFICATE_FILES CERTIFICATE_OPERANDS {KEY}"),
        ("jks jceks keychain keychain-db", KEY),
        ("keystore", f"EVERYDAY_KEYS {KEY}"),
        ("cer crt cert der p7c spc sst", CERTIFICATE),
        # a bundle of certificates, and a signed code-integrity policy in the folders of policies
        ("p7b", f"POLICIES {CERTIFICATE}"),
        ("cip", "POLICIES"),
        ("crl ctl stl", "LISTS"),
        # SSH keys and signatures are another matter
        ("ppk asc txt exe", ""),
    ],
)
def test_an_extension_is_in_these_sets(extensions: str, sets: str) -> None:
    for extension in extensions.split():
        assert {name for name, members in SETS.items() if extension in members} == set(sets.split()), extension


def test_no_other_extension_is_in_a_set() -> None:
    assert sorted(set().union(*SETS.values())) == (
        """cer cert cip crl crt ctl der jceks jks key keychain keychain-db keystore p12 p7b p7c p8 pem pfx pvk snk spc
        sst stl""".split()
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/etc/kubernetes/pki/ca.key", True),
        ("/etc/pki/ca/private/cakey.pem", True),
        ("signing_key.pem", True),
        ("/etc/kubernetes/pki/apiserver.key", False),
        ("/etc/kubernetes/pki/ca.crt", False),
        ("/srv/ca.key/readme", False),
    ],
)
def test_keys_that_sign_for_others(path: str, expected: bool) -> None:
    assert file_kinds.is_authority_key(path) is expected


@pytest.mark.parametrize(
    ("operand", "kind"),
    [
        ("c:\\keys\\web.pfx", "pfx"),
        ("/srv/keys/web.p12", "p12"),
        ("*.pvk", "pvk"),
        ("*.pfx*", "pfx"),
        ("/users/ann/library/keychains/login.keychain-db", "keychain-db"),
        ("/srv/ca/intermediate_ca_key", "key"),
        ("/var/lib/shim-signed/mok/mok.priv", "key"),
        # a web address may go on behind the file
        ("https://pki.example/ca.crt?download=1", "crt"),
        ("web.pfx?x", ""),
        ("web.pfx.txt", ""),
        ("pfx", ""),
        ("list.crl", ""),
        ("", ""),
    ],
)
def test_the_kind_of_an_operand(operand: str, kind: str) -> None:
    assert file_kinds.of(operand) == kind


def test_how_keys_as_text_are_named() -> None:
    assert {".p12.b64", ".pfx.enc", ".pvk.base64", ".pfx.txt", ".pfx.hex"} <= set(file_kinds.AS_TEXT)
