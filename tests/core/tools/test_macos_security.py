"""security: trust settings and keychains of macOS."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.tools import macos_security
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators", "store", "flags"),
    [
        (
            "security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ca.crt",
            ["add_trusted_cert"],
            "System.keychain\\root",
            {"CertImport", "TrustedStoreTarget"},
        ),
        # the tool shows how it is used
        ("security add-trusted-cert -h", [], "", set()),
        ("security add-trusted-cert", [], "", set()),
        ("security help add-trusted-cert", [], "", set()),
        (
            "security -q add-trusted-cert -r trustAsRoot ca.pem",
            ["add_trusted_cert"],
            "user\\root",
            {"CertImport", "TrustedStoreTarget"},
        ),
        (
            "security add-t -d /tmp/ca.pem",
            ["add_trusted_cert", "input_user_writable"],
            "System.keychain\\root",
            {"CertImport", "TrustedStoreTarget"},
        ),
        (
            "security add-trusted-cert -d -r deny vendor.cer",
            ["add_to_store_disallowed"],
            "System.keychain\\disallowed",
            {"CertImport", "TrustedStoreTarget"},
        ),
        ("security remove-trusted-cert -d ca.crt", ["delete_from_trusted_store"], "System.keychain\\root", set()),
        (
            "security trust-settings-import -d t.plist",
            ["add_trusted_cert"],
            "System.keychain\\root",
            {"CertImport", "TrustedStoreTarget"},
        ),
        ("security trust-settings-export t.plist", [], "", set()),
        ("security authorizationdb write com.apple.trust-settings.admin allow", ["weaken_trust_policy"], "", set()),
        ("security authorizationdb write com.apple.trust-settings.admin rule", [], "", set()),
        ("security authorizationdb read com.apple.trust-settings.admin", [], "", set()),
        ("security add-certificates -k a.keychain ca.pem", ["keychain_certificate"], "a.keychain\\my", {"CertImport"}),
        ("security import ca.cer", ["keychain_certificate"], "user\\my", {"CertImport"}),
        (
            "security import key.p12 -k a.keychain -A",
            ["keychain_import", "key_without_question"],
            "a.keychain\\my",
            {"CertImport", "HasPFX"},
        ),
        ("security export -t identities -f pkcs12 -o all.p12", ["export_key"], "user\\my", {"HasPFX"}),
        ("security export -k a.keychain -o all.pem", ["export_key"], "a.keychain\\my", set()),
        ("security export -t certs -o all.pem", [], "", set()),
        ("security dump-keychain -ad login.keychain", ["dump_keychain"], "", set()),
        ("security dump-keychain", ["list_keychain"], "", set()),
        ("security find-identity -v -p codesigning", [], "", set()),
        ("security find-generic-password -wa Mail", [], "", set()),
        ("security delete-certificate -c Example a.keychain", ["delete_from_store"], "a.keychain\\my", set()),
        ("security delete-identity -t -c Example", ["delete_from_trusted_store"], "user\\root", set()),
    ],
)
def test_security(line: str, indicators: list[str], store: str, flags: set[str]) -> None:
    report = judged_posix(line)
    assert (ids(report), report.store, report.flags) == (indicators, store, flags)


@pytest.mark.parametrize(
    ("line", "secrets", "clear"),
    [
        ("security import key.p12 -P letmein -T /usr/bin/codesign", ["letmein"], True),
        ("security import key.p12 -P ***", [], False),
        ("security set-key-partition-list -S apple: -s -k letmein a.keychain", ["letmein"], True),
        ("security unlock-keychain -p letmein a.keychain", ["letmein"], True),
        ("security create-keychain -p letmein a.keychain", ["letmein"], False),
        ("security set-keychain-password -o old -p new a.keychain", ["old", "new"], False),
    ],
)
def test_secrets_are_kept_for_masking_only(line: str, secrets: list[str], clear: bool) -> None:
    report = judged_posix(line)
    assert report.secrets == secrets
    assert ("clear_password" in ids(report)) == clear
    shown = [finding.sentence for finding in report.findings] + report.files + report.targets
    assert not any(secret in text for secret in secrets for text in shown)


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(macos_security.TOOLS))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
