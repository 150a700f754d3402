"""macOS and Linux: ad-hoc signatures, trust, Gatekeeper, keychains; and the databases of NSS."""

from __future__ import annotations

import pytest
from codesignrisk_core import tools
from codesignrisk_core.cmdline import argv, getopt, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.tools import linux_trust, macos_codesign, macos_policy, macos_security, nss
from hypothesis import given
from hypothesis import strategies as st

MODULES = (macos_codesign, macos_security, macos_policy, linux_trust, nss)


def judged(line: str, image: str = "", cwd: str = "") -> Report:
    tokens = argv.split_posix(line)
    path = image or "/usr/bin/" + paths.base(tokens[0].text)
    return tools.BY_IMAGE[paths.stem(path)].judge(Command(path, tokens, line, cwd))


def found(report: Report) -> list[str]:
    return [finding.indicator for finding in report.findings]


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
        ("codesign --sign - ./build/Tool.app", ["codesign_ad_hoc", "own_build_output"]),
        ("codesign --sign - /opt/homebrew/Cellar/x/1.0/bin/x", ["codesign_ad_hoc", "own_build_output"]),
        ("codesign --sign - /tmp/build/x", ["codesign_ad_hoc", "target_user_writable"]),
        ("codesign --force --sign 0A1B2C Tool.app", ["codesign_identity"]),
        ("codesign --sign 0A1B2C --entitlements - Tool.app", ["codesign_identity"]),
        ("codesign -d --entitlements - Tool.app", []),
        ("codesign --verify --deep --strict Tool.app", []),
        ("codesign -dvvv Tool.app", []),
        ("codesign --remove-signature Tool.app", ["codesign_remove_signature"]),
        ("productsign --sign Example in.pkg out.pkg", ["codesign_identity"]),
        ("pkgbuild --root stage out.pkg", []),
        ("notarytool submit a.zip --apple-id a@example.org", ["notarize"]),
        ("notarytool log 12", []),
    ],
)
def test_signing(line: str, indicators: list[str]) -> None:
    assert found(judged(line)) == indicators


def test_a_path_torn_at_its_blanks_is_one_target() -> None:
    report = judged("codesign -fs - --deep /Users/ann/Library/Application Support/org.example/Agent.app")
    assert report.targets == ["/users/ann/library/application support/org.example/agent.app"]
    assert "target_user_writable" in found(report)


def test_a_torn_identity_is_no_target() -> None:
    report = judged("codesign --force --sign Developer ID Application: Example, Inc. (AB12) --options runtime A.app")
    assert report.targets == ["a.app"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x -s - /tmp/My Tool.app b.app", ["-s", "-", "/tmp/My Tool.app", "b.app"]),
        ("x -T /usr/bin/codesign key.p12", ["-T", "/usr/bin/codesign", "key.p12"]),
        ("x /tmp/a /tmp/b", ["/tmp/a", "/tmp/b"]),
        ("x '/tmp/a' b", ["/tmp/a", "b"]),
        ("x /tmp/a", ["/tmp/a"]),
        ("x -t /tmp key.p12", ["-t", "/tmp", "key.p12"]),
    ],
)
def test_rejoin(line: str, words: list[str]) -> None:
    assert getopt.rejoin(argv.split_posix(line)[1:]) == words


def test_letters_and_long_names() -> None:
    grammar = getopt.Grammar("s", frozenset({"sign"}), frozenset({"force"}))
    parsed = getopt.parse(["-fs", "-", "a", "--fo", "--sign=x", "-sy", "--", "-z"], grammar)
    assert parsed.options == (("f", ""), ("s", "-"), ("force", ""), ("sign", "x"), ("s", "y"))
    assert parsed.operands == ("a", "-z")


@pytest.mark.parametrize(
    ("line", "indicators", "store", "flags"),
    [
        (
            "security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ca.crt",
            ["add_trusted_cert"],
            "System.keychain\\root",
            {"CertImport", "TrustedStoreTarget"},
        ),
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
    report = judged(line)
    assert (found(report), report.store, report.flags) == (indicators, store, flags)


@pytest.mark.parametrize(
    ("line", "secrets", "clear"),
    [
        ("security import key.p12 -P letmein -T /usr/bin/codesign", ["letmein"], True),
        ("security import key.p12 -P ***", [], False),
        ("security set-key-partition-list -S apple: -s -k letmein a.keychain", ["letmein"], True),
        ("security unlock-keychain -p letmein a.keychain", ["letmein"], True),
        ("security create-keychain -p letmein a.keychain", ["letmein"], False),
        ("security set-keychain-password -o old -p new a.keychain", ["old", "new"], False),
        ("notarytool submit a.zip --password letmein", ["letmein"], True),
    ],
)
def test_secrets_are_kept_for_masking_only(line: str, secrets: list[str], clear: bool) -> None:
    report = judged(line)
    assert report.secrets == secrets
    assert ("clear_password" in found(report)) == clear
    shown = [finding.sentence for finding in report.findings] + report.files + report.targets
    assert not any(secret in text for secret in secrets for text in shown)


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("spctl --master-disable", ["gatekeeper_disable"]),
        ("spctl --global-disable", ["gatekeeper_disable"]),
        ("spctl --disable", ["gatekeeper_disable"]),
        ("spctl --disable --label Example", ["gatekeeper_change_rule"]),
        ("spctl --enable --label Example", ["gatekeeper_change_rule"]),
        ("spctl --add --label Example /Applications/A.app", ["gatekeeper_add_rule"]),
        ("spctl --add /tmp/A.app", ["gatekeeper_add_rule", "target_user_writable"]),
        ("spctl --master-enable", []),
        ("spctl --enable", []),
        ("spctl -a -vv /Applications/A.app", []),
        ("spctl --assess --type execute A.app", []),
        ("spctl --status", []),
        ("spctl kext-consent disable", ["kernel_consent"]),
        ("spctl developer-mode enable-terminal", ["developer_mode"]),
        ("xattr -d com.apple.quarantine /Applications/A.app", ["quarantine_remove"]),
        ("xattr -rd com.apple.quarantine /Users/ann/Downloads/A.app", ["quarantine_remove", "target_user_writable"]),
        ("xattr -w com.apple.quarantine 0 A.app", ["quarantine_remove"]),
        ("xattr -d com.apple.FinderInfo A.app", []),
        ("xattr -cr /Applications/A.app", ["attributes_clear"]),
        ("xattr -r -c dist/A.app", ["attributes_clear", "own_build_output"]),
        ("xattr -l A.app", []),
        ("xattr -p com.apple.quarantine A.app", []),
        ("csrutil disable", ["integrity_protection_off"]),
        ("csrutil authenticated-root disable", ["integrity_protection_off"]),
        ("csrutil enable --without kext", ["integrity_protection_off"]),
        ("csrutil status", []),
        ("defaults write com.apple.LaunchServices LSQuarantine -bool NO", ["quarantine_disable"]),
        ("defaults write /Library/Preferences/com.apple.security GKAutoRearm -bool false", ["quarantine_disable"]),
        ("defaults write com.apple.LaunchServices LSQuarantine -bool YES", []),
        ("defaults read com.apple.LaunchServices LSQuarantine", []),
        ("defaults write com.apple.dock autohide -bool NO", []),
        ("nvram boot-args=amfi_get_out_of_my_way=1", ["boot_arguments"]),
        ("nvram boot-args=-v cs_enforcement_disable=1", ["boot_arguments"]),
        ("nvram boot-args=amfi_get_out_of_my_way=0", []),
        ("nvram boot-args=-v", []),
        ("nvram -p", []),
        ("profiles install -type configuration -path p.mobileconfig", ["profile_install"]),
        ("profiles -I -F /tmp/p.mobileconfig", ["profile_install", "input_user_writable"]),
        ("profiles status -type enrollment", []),
    ],
)
def test_policy(line: str, indicators: list[str]) -> None:
    assert found(judged(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("update-ca-certificates --fresh", ["refresh_trust"], ""),
        ("update-ca-trust extract", ["refresh_trust"], ""),
        ("update-ca-trust check", [], ""),
        ("trust anchor --store ca.crt", ["add_to_store_root"], "linux\\root"),
        ("trust anchor /tmp/ca.crt", ["add_to_store_root", "input_user_writable"], "linux\\root"),
        ("trust anchor --remove ca.crt", ["delete_from_trusted_store"], "linux\\root"),
        ("trust list", [], ""),
    ],
)
def test_linux_anchors(line: str, indicators: list[str], store: str) -> None:
    report = judged(line)
    assert (found(report), report.store) == (indicators, store)


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("certutil -A -n dev -t C,, -i ca.pem -d sql:profile", ["nss_add_trust"], "nss\\root"),
        ("certutil -M -n dev -t CT,C,C -d sql:profile", ["nss_add_trust"], "nss\\root"),
        ("certutil -A -n peer -t p,p,p -i peer.pem -d db", [], ""),
        ("certutil -L -d db", [], ""),
        ("certutil -S -x -s CN=a -n a -t u,u,u -d db", ["nss_self_signed"], ""),
        ("certutil -D -n dev -d db", ["delete_from_store"], "nss\\my"),
    ],
)
def test_nss_certutil(line: str, indicators: list[str], store: str) -> None:
    report = nss.judge(Command("certutil", argv.split(line), line))
    assert (found(report), report.store) == (indicators, store)
    assert not report.flags & {"CertImport", "TrustedStoreTarget"}


def test_pk12util() -> None:
    report = judged("pk12util -o all.p12 -n ann -d db -W letmein")
    assert (found(report), report.flags, report.secrets) == (["export_key", "clear_password"], {"HasPFX"}, ["letmein"])
    assert found(judged("pk12util -i in.p12 -d db -w pwfile")) == ["keychain_import"]


def test_windows_programs_of_the_same_name_are_left_alone() -> None:
    line = "trust.exe anchor ca.crt"
    trust = linux_trust.TOOLS[1]
    assert not trust.may_be(Command("C:\\Tools\\trust.exe", argv.split(line), line))
    assert trust.may_be(Command("/usr/bin/trust", argv.split(line), line))


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from([tool for m in MODULES for tool in m.TOOLS]))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
