"""Which weak keys and hashes chains may have. Values: learn.microsoft.com, weak cryptographic algorithms; KB2661254."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import chain_policy, registry_keys


@pytest.mark.parametrize(
    ("value", "data", "expected"),
    [
        ("EnableWeakSignatureFlags", "1", True),
        ("EnableWeakSignatureFlags", "0x2", True),
        ("EnableWeakSignatureFlags", "10", True),  # and a log
        ("MinRsaPubKeyBitLength", "512", True),
        ("MinRsaPubKeyBitLength", "0", True),
        ("EnableWeakSignatureFlags", "8", True),  # logs, and returns no error
        ("EnableWeakSignatureFlags", "4", False),  # logs beside the error
        ("EnableWeakSignatureFlags", "0", False),
        ("MinRsaPubKeyBitLength", "1024", False),
        ("MinRsaPubKeyBitLength", "2048", False),
        ("MinRsaPubKeyBitLength", "", False),
        ("WeakSignatureLogDir", "1", False),
    ],
)
def test_what_takes_weak_signatures(value: str, data: str, expected: bool) -> None:
    assert chain_policy.takes_weak(value, registry_keys.number(data)) is expected
    assert not expected or value.lower() in chain_policy.WORDS
