"""Windows certificate stores: names, and which of them Windows trusts.

Names: learn.microsoft.com, "System Store Locations" (seccrypto).
"""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import stores


@pytest.mark.parametrize(
    ("written", "canonical", "trusted", "indicator"),
    [
        ("Root", "root", True, "add_to_store_root"),
        ("AuthRoot", "authroot", True, "add_to_store_authroot"),
        ("TrustedPublisher", "trustedpublisher", True, "add_to_store_trustedpublisher"),
        ("TrustedPeople", "trustedpeople", True, "add_to_store_trustedpeople"),
        ("CA", "ca", True, "add_to_store_ca"),
        ("Disallowed", "disallowed", True, "add_to_store_disallowed"),
        ("NTAuth", "ntauth", True, "add_to_store_ntauth"),
        ("SmartCardRoot", "smartcardroot", True, "add_to_store_root"),
        ("My", "my", False, "add_to_store_my"),
        ("WebHosting", "webhosting", False, "add_to_store_other"),
        ("", "", False, "add_to_store_other"),
        # as people quote them
        ("'ROOT'", "root", True, "add_to_store_root"),
        ('"ThirdPartyRoot "', "authroot", True, "add_to_store_authroot"),
        # .NET: StoreName enumeration
        ("CertificateAuthority", "ca", True, "add_to_store_ca"),
        # the certificates console
        ("TrustedRootCertificationAuthorities", "root", True, "add_to_store_root"),
        ("Personal", "my", False, "add_to_store_my"),
        # certutil -dsPublish: containers of the directory
        ("NTAuthCA", "ntauth", True, "add_to_store_ntauth"),
        ("NTAuthCertificates", "ntauth", True, "add_to_store_ntauth"),
        ("RootCA", "root", True, "add_to_store_root"),
        ("SubCA", "ca", True, "add_to_store_ca"),
        ("CrossCA", "ca", True, "add_to_store_ca"),
        # certutil's help of -addstore: an LDAP address is a store too
        ("ldap:///CN=NTAuthCertificates,CN=Public Key Services", "ntauth", True, "add_to_store_ntauth"),
        ("LDAP:///CN=AIA,CN=Public Key Services", "ldap", True, "add_to_store_ldap"),
    ],
)
def test_names(written: str, canonical: str, trusted: bool, indicator: str) -> None:
    store = stores.canonical(written)
    assert (store, stores.is_trusted(store), stores.indicator(store)) == (canonical, trusted, indicator)


THUMB = "0123456789ABCDEF0123456789ABCDEF01234567"


@pytest.mark.parametrize(
    ("text", "thumbprint"),
    [
        (THUMB, THUMB),
        (THUMB.lower(), THUMB),
        # as the certificates console shows it
        (" ".join(THUMB[at : at + 2] for at in range(0, 40, 2)), THUMB),
        (THUMB[1:], ""),
        (THUMB + "0", ""),
        (THUMB[:-1] + "g", ""),
        ("", ""),
    ],
)
def test_a_thumbprint_has_40_digits(text: str, thumbprint: str) -> None:
    assert stores.thumbprint(text) == thumbprint


def test_a_store_as_analysts_write_it() -> None:
    assert stores.label(stores.MACHINE, "root") == "LocalMachine\\root"
