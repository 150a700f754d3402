"""codesign, productsign, productbuild and notarytool: ad hoc signatures say more than those of an identity."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.tools import macos_codesign
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("codesign -s - Tool.app", ["codesign_ad_hoc"]),
        ("codesign --sign - Tool.app", ["codesign_ad_hoc"]),
        ("codesign --sign=- Tool.app", ["codesign_ad_hoc"]),
        ("codesign -s- Tool.app", ["codesign_ad_hoc"]),
        ("codesign -fs - Tool.app", ["codesign_ad_hoc", "codesign_force"]),
        ("codesign --sign - --fo --deep Tool.app", ["codesign_ad_hoc", "codesign_force", "codesign_deep"]),
        ("codesign -f -s - /tmp/tool", ["codesign_ad_hoc", "codesign_force", "target_user_writable"]),
        ("codesign -s - /Users/mia/Library/com.apple.x/x", ["codesign_ad_hoc", "target_vendor_named"]),
        ("codesign -s - /System/Library/com.apple.x/x", ["codesign_ad_hoc"]),
        ("codesign -fs - /Applications/Tool.app", ["codesign_ad_hoc", "codesign_force", "codesign_replaced"]),
        ("codesign -s - /Applications/Tool.app", ["codesign_ad_hoc"]),
        ("codesign --sign - ./build/Tool.app", ["codesign_ad_hoc", "own_build_output"]),
        ("codesign --sign - /opt/homebrew/Cellar/x/1.0/bin/x", ["codesign_ad_hoc", "own_build_output"]),
        ("codesign --sign - /tmp/build/x", ["codesign_ad_hoc", "target_user_writable"]),
        ("codesign --force --sign 0A1B2C Tool.app", ["codesign_identity"]),
        ("codesign --sign 0A1B2C --entitlements - Tool.app", ["codesign_identity"]),
        ("codesign -d --entitlements - Tool.app", []),
        ("codesign --verify --deep --strict Tool.app", []),
        ("codesign -dvvv Tool.app", []),
        ("codesign --remove-signature Tool.app", ["codesign_remove_signature"]),
        ("ldid -S Tool", ["codesign_ad_hoc"]),
        ("ldid -Srights.plist /tmp/.a/tool", ["codesign_ad_hoc", "target_hidden", "target_user_writable"]),
        ("ldid -S -Kkey.p12 Tool", ["sign_other_file"]),
        ("ldid -r Tool", ["codesign_remove_signature"]),
        ("ldid -e Tool", []),
        ("ldid -S", []),
        ("productsign --sign Example in.pkg out.pkg", ["codesign_identity"]),
        ("pkgbuild --root stage out.pkg", []),
        ("notarytool submit a.zip --apple-id a@example.org", ["notarize"]),
        ("notarytool log 12", []),
    ],
)
def test_signing(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators


def test_a_path_torn_at_its_blanks_is_one_target() -> None:
    report = judged_posix("codesign -fs - --deep /Users/ann/Library/Application Support/org.example/Agent.app")
    assert report.targets == ["/users/ann/library/application support/org.example/agent.app"]
    assert "target_user_writable" in ids(report)


def test_a_torn_identity_is_no_target() -> None:
    report = judged_posix(
        "codesign --force --sign Developer ID Application: Example, Inc. (AB12) --options runtime A.app"
    )
    assert report.targets == ["a.app"]


@pytest.mark.parametrize(
    ("line", "secrets", "clear"),
    [
        ("notarytool submit a.zip --password letmein", ["letmein"], True),
    ],
)
def test_secrets_are_kept_for_masking_only(line: str, secrets: list[str], clear: bool) -> None:
    report = judged_posix(line)
    assert report.secrets == secrets
    assert ("clear_password" in ids(report)) == clear
    shown = [finding.sentence for finding in report.findings] + report.files + report.targets
    assert not any(secret in text for secret in secrets for text in shown)


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(macos_codesign.TOOLS))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
