"""What can be wrong with a signature, as each source says it."""

from __future__ import annotations

import pytest
from codesignrisk_core.settings import Settings
from codesignrisk_core.trust import signature_codes
from codesignrisk_core.trust.signature_codes import DISTRUSTED, EXPIRED, REVOKED, TAMPERED, UNTRUSTED
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("Valid", ""),
        ("Unavailable", ""),
        ("-", ""),
        ("Expired", EXPIRED),
        ("Revoked", REVOKED),
        ("Certificate explicitly distrusted", DISTRUSTED),
        ("Untrusted", UNTRUSTED),
        ("The root is not trusted", UNTRUSTED),
        ("Bad digest", TAMPERED),
        ("Hash mismatch", TAMPERED),
        ("The digital signature of the object did not verify", TAMPERED),
        ("Invalid", TAMPERED),
        ("SignedInvalid", TAMPERED),  # Defender's DeviceFileCertificateInfo
        # the first that occurs in the table counts
        ("Expired, Revoked", EXPIRED),
    ],
)
def test_sysmon(status: str, problem: str) -> None:
    assert signature_codes.of_sysmon(status) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        # winerror.h
        ("80096010", TAMPERED),  # TRUST_E_BAD_DIGEST
        ("0x80096010", TAMPERED),
        ("800B010C", REVOKED),  # CERT_E_REVOKED
        ("80092010", REVOKED),  # CRYPT_E_REVOKED
        ("800b0111", DISTRUSTED),  # TRUST_E_EXPLICIT_DISTRUST
        ("800B0109", UNTRUSTED),  # CERT_E_UNTRUSTEDROOT
        ("800B010A", UNTRUSTED),  # CERT_E_CHAINING
        ("800B0101", EXPIRED),  # CERT_E_EXPIRED
        # TRUST_E_NOSIGNATURE: most files have none
        ("800B0100", ""),
        ("0", ""),
        ("", ""),
        ("It did not verify", ""),
    ],
)
def test_results_of_wintrust(code: str, problem: str) -> None:
    assert signature_codes.of_result(code) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        # ntstatus.h, in hex and as the event's number
        # STATUS_INVALID_IMAGE_HASH, whatever is not signed well enough
        ("0xC0000428", ""),
        ("3221226536", ""),
        (" 0XC0000603", REVOKED),  # STATUS_IMAGE_CERT_REVOKED
        ("3221227011", REVOKED),
        ("0xC0000605", EXPIRED),  # STATUS_IMAGE_CERT_EXPIRED
        # without 0x it is decimal
        ("C0000428", ""),
        ("0xc0e90002", ""),  # a policy asks for more
        ("", ""),
    ],
)
def test_statuses(code: str, problem: str) -> None:
    assert signature_codes.of_status(code) == problem


# learn.microsoft.com, "Understanding App Control event tags": VerificationError
ERRORS = {
    **dict.fromkeys((1, 11, 23, 27, 28), TAMPERED),
    **dict.fromkeys((4, 19), REVOKED),
    5: EXPIRED,
    7: UNTRUSTED,
}


@pytest.mark.parametrize("code", range(-1, 32))
def test_verification_errors(code: int) -> None:
    assert signature_codes.of_verification_error(str(code)) == ERRORS.get(code, "")


def test_every_problem_has_its_words_and_its_row(shipped: Settings) -> None:
    assert (
        set(signature_codes.PHRASES) == {TAMPERED, REVOKED, DISTRUSTED, UNTRUSTED, EXPIRED} <= set(shipped.indicators)
    )


@given(st.text())
def test_any_text(text: str) -> None:
    for read in (signature_codes.of_sysmon, signature_codes.of_result, signature_codes.of_status):
        assert read(text) in ("", *signature_codes.PHRASES)
    assert signature_codes.of_verification_error(text) in ("", *signature_codes.PHRASES)
    assert signature_codes.of_result("8" * 100_000) == ""
