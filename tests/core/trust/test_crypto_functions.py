"""Functions whose library is loaded wherever certificates are checked."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import crypto_functions, registry_keys

OID = "hklm\\software\\microsoft\\cryptography\\oid\\encodingtype 1"


@pytest.mark.parametrize("function", sorted(crypto_functions.LIBRARIES))
def test_the_library_counts_and_the_index_knows_the_function(function: str) -> None:
    assert registry_keys.is_trust_provider(f"{OID}\\{function}\\1.2.3", "Dll")
    assert not registry_keys.is_trust_provider(f"{OID}\\{function}\\1.2.3", "FuncName")
    assert registry_keys.may_matter(f"{OID}\\{function}\\1.2.3\\dll")
    assert function in registry_keys.WORDS
