"""What can be wrong with a signature, and how each source says so: one indicator for each problem.

Sources: wintrust.h and winerror.h (HRESULT), ntstatus.h (NTSTATUS), learn.microsoft.com "Understanding App Control
event tags" (VerificationError), Sysmon's SignatureStatus as seen in public events.
"""

from __future__ import annotations

TAMPERED = "signature_tampered"
REVOKED = "signature_revoked"
DISTRUSTED = "signature_distrusted"
UNTRUSTED = "signature_untrusted"
EXPIRED = "signature_expired"

# The second half of a sentence; the first names the file or certificate.
PHRASES = {
    TAMPERED: "the signature does not belong to the file",
    REVOKED: "the signer's certificate is revoked",
    DISTRUSTED: "the signer's certificate is among the untrusted ones",
    UNTRUSTED: "the signer's certificate leads to no trusted root",
    EXPIRED: "the signer's certificate has expired",
}

# Parts of Sysmon's SignatureStatus in lower case; the first that occurs counts.
_SYSMON = (
    ("expired", EXPIRED),
    ("revoked", REVOKED),
    ("distrust", DISTRUSTED),
    ("untrusted", UNTRUSTED),
    ("not trusted", UNTRUSTED),
    ("digest", TAMPERED),
    ("hash", TAMPERED),
    ("did not verify", TAMPERED),
    ("invalid", TAMPERED),
)

# No signature at all (800b0100) is missing here on purpose: most files of most programs have none.
_RESULTS = {
    0x80096010: TAMPERED,  # TRUST_E_BAD_DIGEST
    0x800B010C: REVOKED,  # CERT_E_REVOKED
    0x80092010: REVOKED,  # CRYPT_E_REVOKED
    0x800B0111: DISTRUSTED,  # TRUST_E_EXPLICIT_DISTRUST
    0x800B0109: UNTRUSTED,  # CERT_E_UNTRUSTEDROOT
    0x800B010A: UNTRUSTED,  # CERT_E_CHAINING
    0x800B0101: EXPIRED,  # CERT_E_EXPIRED
}

# STATUS_INVALID_IMAGE_HASH (c0000428) is missing on purpose: the kernel says so of whatever is not signed well enough,
# such as a library of a virus scanner in a protected process (SigmaHQ/sigma#4994, #5144).
_STATUSES = {
    0xC0000603: REVOKED,  # STATUS_IMAGE_CERT_REVOKED
    0xC0000605: EXPIRED,  # STATUS_IMAGE_CERT_EXPIRED
}

# The other values say that a policy asks for more, not that the signature is bad.
_VERIFICATION_ERRORS = {
    1: TAMPERED,  # invalid hash
    4: REVOKED,
    5: EXPIRED,
    7: UNTRUSTED,  # invalid root
    11: TAMPERED,  # page hash mismatch
    19: REVOKED,  # by the file's hash
    23: TAMPERED,  # invalid image hash
    27: TAMPERED,  # tampered chain
    28: TAMPERED,  # resource page hash mismatch
}


def of_sysmon(status: str) -> str:
    """The problem that a SignatureStatus names, or "" for Valid, Unavailable and whatever is unknown."""
    lowered = status.lower()
    return next((problem for part, problem in _SYSMON if part in lowered), "")


def of_result(code: str) -> str:
    """The problem behind a result of WinVerifyTrust, in hex with or without ``0x``; "" for success and the rest."""
    return _RESULTS.get(_number(code, 16), "")


def of_status(code: str) -> str:
    """The problem behind an NTSTATUS, decimal or in hex with ``0x``."""
    return _STATUSES.get(_number(code, 16 if code.strip().lower().startswith("0x") else 10), "")


def of_verification_error(code: str) -> str:
    """The problem behind a VerificationError of Code Integrity's event 3089."""
    return _VERIFICATION_ERRORS.get(_number(code, 10), "")


def _number(text: str, base: int) -> int:
    try:
        return int(text[:20], base)
    except ValueError:
        return -1
