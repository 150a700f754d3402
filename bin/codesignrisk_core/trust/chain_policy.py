"""Settings of the engine that builds certificate chains: which weak keys and hashes it takes.

Sources: learn.microsoft.com, "Protecting Against Weak Cryptographic Algorithms" (EnableWeakSignatureFlags: 1 takes MD2
and MD4, 2 takes roots with short RSA keys, 4 writes logs, 8 writes logs and returns no error); KB2661254
(MinRsaPubKeyBitLength: 1024).
"""

from __future__ import annotations

KEY = "\\certdllcreatecertificatechainengine\\config"
"""The end of the normalised key that holds them; certutil calls it ``chain``."""

_FLAGS, _LENGTH = "enableweaksignatureflags", "minrsapubkeybitlength"
WORDS = (_FLAGS, _LENGTH)
_TAKES_WEAK = 0x1 | 0x2 | 0x8
_USUAL_LENGTH = 1_024


def takes_weak(value: str, number: int) -> bool:
    """Whether setting a value to a number has weak signatures pass. number: -1 for anything else than one."""
    name = value.lower()
    if name == _FLAGS:
        return number > 0 and bool(number & _TAKES_WEAK)
    return name == _LENGTH and 0 <= number < _USUAL_LENGTH
