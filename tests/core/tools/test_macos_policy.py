"""spctl, xattr, csrutil, defaults, nvram and profiles: what lets unsigned programs run on macOS."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.tools import macos_policy
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, judged_posix


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
        ("xattr -w com.apple.quarantine 0 A.app", ["quarantine_rewrite"]),
        ("defaults write com.google.Chrome CACertificates -array MIIB", ["browser_add_root"]),
        ("defaults write org.mozilla.firefox Certificates__ImportEnterpriseRoots -bool TRUE", ["browser_system_roots"]),
        ("defaults write org.mozilla.firefox Certificates__ImportEnterpriseRoots -bool NO", []),
        ("defaults read com.google.Chrome CACertificates", []),
        ("xattr -d com.apple.FinderInfo A.app", []),
        ("xattr -cr /Applications/A.app", ["attributes_clear"]),
        ("installer -pkg /tmp/a.pkg -target / -allowUntrusted", ["package_untrusted", "target_user_writable"]),
        ("installer -pkg /tmp/a.pkg -target /", []),
        (
            "defaults write /Library/Preferences/com.apple.security.libraryvalidation.plist DisableLibraryValidation "
            "-bool true",
            ["integrity_protection_off"],
        ),
        ("defaults write com.apple.security.libraryvalidation DisableLibraryValidation -bool false", []),
        ("bputil -n", ["boot_arguments"]),
        ("bputil -kc", ["boot_arguments"]),
        ("bputil -d", []),
        ("bputil -h", []),
        ("systemextensionsctl developer on", ["kernel_consent"]),
        ("systemextensionsctl developer off", []),
        ("systemextensionsctl list", []),
        ("xattr -c /Volumes/Setup/.Run", ["attributes_clear", "target_hidden"]),
        ("xattr -c '/Users/ann/Library/.run'", ["attributes_clear", "target_hidden"]),
        ("xattr -r -c dist/A.app", ["attributes_clear", "own_build_output"]),
        ("xattr -l A.app", []),
        ("xattr -p com.apple.quarantine A.app", []),
        ("csrutil disable", ["integrity_protection_off"]),
        ("csrutil authenticated-root disable", ["integrity_protection_off"]),
        ("csrutil enable --without kext", ["integrity_protection_off"]),
        ("csrutil status", []),
        ("defaults write com.apple.LaunchServices LSQuarantine -bool NO", ["quarantine_disable"]),
        ("defaults write /Library/Preferences/com.apple.security GKAutoRearm -bool false", ["quarantine_disable"]),
        ("PlistBuddy -c 'Set :LSQuarantine false' /p/com.apple.LaunchServices.plist", ["quarantine_disable"]),
        ("plutil -replace LSQuarantine -bool NO /p/com.apple.LaunchServices.plist", ["quarantine_disable"]),
        ("PlistBuddy -c 'Set :LSQuarantine true' /p/com.apple.LaunchServices.plist", []),
        ("PlistBuddy -c 'Print :LSQuarantine' /p/com.apple.LaunchServices.plist", []),
        ("plutil -replace LSQuarantine -bool NO /p/org.example.Lab.plist", []),
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
    assert ids(judged_posix(line)) == indicators


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(macos_policy.TOOLS))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
