"""Passwords and PINs on a line: which stand there in clear."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import passwords
from hypothesis import given
from hypothesis import strategies as st

CLEAR = ["Winter22", "'Winter22'", "100%", "$ecret!", "a*", "***x", "<a", "[a", "a@b", "files:x", "--", "!a b!"]
NOT_CLEAR = [
    # masked by the log's owner
    *("*", "********", "<password>", "[REDACTED]"),
    # variables of cmd, sh, PowerShell, MSBuild and Azure Pipelines, GitHub Actions, Ansible
    *("%PFX_PASSWORD%", "!PFX_PASSWORD!", "$PFX_PASSWORD", "${PFX_PASSWORD}", "$env:PFX_PASSWORD", "$(PfxPassword)"),
    *("${{ secrets.PFX }}", "{{ password }}", "{{}}"),
    # files and prompts: openssl's -passin, signing tools
    *("@pw.txt", "file:pw.txt", "env:PW", "fd:3", "stdin:x", "stdin", "-"),
    *("{password}", "", " "),
]


@pytest.mark.parametrize("secret", CLEAR)
def test_a_password_in_clear(secret: str) -> None:
    assert passwords.is_clear(secret)
    report = Report()
    passwords.judge_secret(report, secret, "the PIN of the token", "token_pin")
    assert report.findings == [("token_pin", "the PIN of the token is on the command line in cleartext")]
    assert report.secrets == [secret]


@pytest.mark.parametrize("secret", NOT_CLEAR)
def test_what_only_stands_for_one(secret: str) -> None:
    assert not passwords.is_clear(secret)
    assert not passwords.is_clear(f" {secret} ")
    report = Report()
    passwords.judge_secret(report, secret, "a password")
    assert report == Report()


def test_a_password_is_an_indicator_of_its_own() -> None:
    report = Report()
    passwords.judge_secret(report, "Winter22", "a password")
    assert report.findings == [("clear_password", "a password is on the command line in cleartext")]


@given(st.text(min_size=1))
def test_a_sentence_never_holds_the_secret(secret: str) -> None:
    report = Report()
    passwords.judge_secret(report, f"\x00{secret}\x00", "a password")
    assert all("\x00" not in found.sentence for found in report.findings)
