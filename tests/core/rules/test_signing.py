"""Signing that is suspicious: claims, clocks, and what surrounds it."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import signing
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings


def ids(report: Report) -> set[str]:
    return {found.indicator for found in report.findings}


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["Fabrikam Notes", "https://fabrikam.example"], ""),
        (["Microsoft Update Helper"], "the signature claims to be of microsoft"),
        (["Notes", "https://www.adobe.com/"], "the signature claims to be of adobe"),
        # a project's page on a site of many is no claim to be the site's owner
        (["Notes", "https://github.com/fabrikam/notes"], ""),
        ([""], ""),
    ],
)
def test_whom_the_signature_claims_to_be(texts: list[str], sentence: str) -> None:
    report = Report()
    signing.judge_claims(report, *texts)
    assert [found.sentence for found in report.findings] == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("servers", "indicator"),
    [
        ([], "no_timestamp"),
        (["http://timestamp.example"], ""),
        (["http://127.0.0.1:8080/tsa"], "timestamp_local"),
        (["http://LOCALHOST/tsa"], "timestamp_local"),
        (["http://[::1]:80"], "timestamp_local"),
        (["http://timestamp.example", "https://127.9.0.1/"], "timestamp_local"),
        # the time to testify stands in the address
        (["http://tsa.example/SHA1/2012-06-01T00:00:00"], "timestamp_local"),
        (["http://tsa.example/20120601/"], "timestamp_local"),
        (["http://tsa.example/rfc3161/2048/20129999/x"], ""),
        # a company's own server
        (["http://10.1.2.3/tsa"], ""),
        (["http://localhost.example/tsa"], ""),
        (["http://127.example/tsa"], ""),
    ],
)
def test_who_says_when_it_was_signed(servers: list[str], indicator: str) -> None:
    report = Report()
    signing.judge_timestamp(report, *servers)
    assert ids(report) == ({indicator} if indicator else set())


def signed(target: str, found: str, key: str = "", action: str = "sign") -> Report:
    report = Report(action=action, targets=[target], files=[key] if key else [])
    for indicator in found.split():
        report.add(indicator, indicator)
    return report


@pytest.mark.parametrize(
    ("target", "found", "key", "expected"),
    [
        # one sign that is enough
        ("c:\\out\\a.exe", "signature_impersonates", "", True),
        ("c:\\out\\a.exe", "target_vendor_named build_ancestry", "", True),
        ("c:\\out\\a.exe", "clock_changed", "", True),
        ("c:\\out\\a.exe", "timestamp_local", "", True),
        ("c:\\out\\a.exe", "parent_exploit", "", True),
        ("c:\\out\\a.exe", "service_account", "", True),
        # two of who starts it, where it lies, what it is called, the key, the tool
        ("c:\\users\\public\\a.exe", "parent_script_host", "", True),
        ("c:\\inetpub\\wwwroot\\a.exe", "parent_remote", "", True),
        ("\\\\srv\\hr\\a.xlsm", "parent_user_writable", "", True),
        ("c:\\windows\\temp\\a.tmp", "target_odd_extension", "", True),
        ("c:\\windows\\temp\\a.exe", "", "c:\\windows\\temp\\a.pfx", True),
        ("/tmp/.x/agent", "", "", True),
        ("c:\\users\\ann\\desktop\\a.exe", "tool_user_writable input_user_writable target_user_writable", "", True),
        ("c:\\out\\a.exe", "cloned_certificate", "", True),
        ("/lib/modules/6.1.0/a.ko", "target_rootkit_named", "", True),
        ("c:\\users\\public\\a.dll", "parent_scheduler", "", True),
        ("c:\\out\\a.exe", "renamed_tool", "", True),
        # a build agent works in such folders
        ("c:\\windows\\temp\\a.exe", "build_ancestry", "c:\\windows\\temp\\a.pfx", False),
        # one alone happens to everybody
        ("c:\\users\\public\\a.exe", "parent_shell", "", False),
        ("c:\\out\\a.exe", "parent_script_host", "", False),
        ("c:\\out\\a.exe", "parent_shell", "c:\\users\\public\\a.pfx", False),
        # downloads and desktops are developers' places
        ("c:\\users\\ann\\desktop\\a.exe", "target_user_writable", "c:\\users\\ann\\desktop\\a.pfx", False),
    ],
)
def test_what_surrounds_it(target: str, found: str, key: str, expected: bool) -> None:
    report = signed(target, found, key)
    signing.judge_surroundings(report, "c:\\kits\\signtool.exe")
    assert ("sign_out_of_place" in ids(report)) is expected


def test_the_tool_itself() -> None:
    report = signed("c:\\users\\public\\a.exe", "tool_user_writable")
    signing.judge_surroundings(report, "C:\\Users\\Public\\signtool.exe")
    assert "sign_out_of_place" in ids(report)
    report = signed("c:\\users\\public\\a.exe", "")
    report.hidden = True
    signing.judge_surroundings(report, "")
    assert "sign_out_of_place" in ids(report)


def test_signing_that_is_not_the_heaviest_act_on_the_line() -> None:
    report = signed("/tmp/a.app", "codesign_identity parent_user_writable", action="key_partition_list")
    signing.judge_surroundings(report, "/bin/sh")
    assert "sign_out_of_place" in ids(report)


def test_other_acts_are_left_alone() -> None:
    report = signed("c:\\out\\a.exe", "signature_impersonates", action="verify")
    signing.judge_surroundings(report, "")
    assert "sign_out_of_place" not in ids(report)


SIGNS = "signtool signs a.exe with the certificate file a.pfx"


@pytest.mark.parametrize(
    ("found", "target", "key", "grounds"),
    [
        # what is enough is told alone, in the words of its own finding
        (
            {"parent_exploit": "the parent is winword.exe", "clock_changed": "the same line changes the clock"},
            "c:\\users\\public\\a.exe",
            "",
            "the parent is winword.exe, the same line changes the clock",
        ),
        (
            {
                "target_user_writable": "a.exe is in a user-writable path",
                "input_user_writable": "a.pfx is in a user-writable path",
                "tool_user_writable": "signtool runs from a user-writable path",
            },
            "c:\\users\\ann\\desktop\\a.exe",
            "c:\\users\\ann\\desktop\\a.pfx",
            "signtool runs from a user-writable path, a.pfx is in a user-writable path, "
            "a.exe is in a user-writable path",
        ),
        (
            {"parent_script_host": "the parent is mshta.exe"},
            "c:\\inetpub\\wwwroot\\a.exe",
            "\\\\srv\\x\\a.pfx",
            "the parent is mshta.exe, a.exe is in a folder of a web server, a.pfx is on a share",
        ),
        ({}, "/tmp/.x/a", "", "a is in a user-writable path, a is in a hidden folder"),
        (
            {"target_odd_extension": "a.tmp does not have the name of a program"},
            "c:\\users\\public\\a.tmp",
            "",
            "a.tmp is in a user-writable path, a.tmp does not have the name of a program",
        ),
    ],
)
def test_the_sentence_says_what_is_done_and_what_is_suspicious(
    found: dict[str, str], target: str, key: str, grounds: str
) -> None:
    report = Report(action="sign", targets=[target], files=[key] if key else [])
    for indicator, sentence in {"signtool_sign_file": SIGNS, **found}.items():
        report.add(indicator, sentence)
    signing.judge_surroundings(report, "c:\\kits\\signtool.exe")
    assert report.findings[-1] == ("sign_out_of_place", f"{SIGNS} in suspicious circumstances: {grounds}")


def test_what_is_disguised_and_what_lies_among_drops() -> None:
    report = signed("c:\\users\\public\\a.exe", "signtool_sign_file")
    report.hidden = True
    signing.judge_surroundings(report, "")
    assert report.findings[-1].sentence.endswith("a.exe is in a user-writable path, the command is disguised")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("signtool sign /f a.pfx a.exe", "signtool signs a.exe with the certificate file a.pfx"),
        ("signtool sign /n Fabrikam a.exe", "signtool signs a.exe with a certificate from a store"),
        ("signtool sign /csp x /kc y a.exe", "signtool signs a.exe with a key of a cryptographic provider"),
        ("signtool timestamp /tr http://ts.example a.exe", "signtool adds a timestamp"),
        ("osslsigncode sign -pkcs12 a.p12 -in a.exe -out b.exe", "osslsigncode signs a.exe"),
        ("osslsigncode attach-signature -sigin a.pem -in a.exe", "osslsigncode puts a ready-made signature on a.exe"),
        ("nuget sign a.nupkg", "nuget signs a.nupkg"),
        ("jarsigner -keystore a.jks a.jar me", "jarsigner signs a.jar"),
        ("powershell Set-AuthenticodeSignature -FilePath a.ps1", "powershell signs a.ps1"),
        ("/usr/bin/codesign -s Fabrikam /a.app", "codesign signs a.app with an identity of a keychain"),
        ("/usr/bin/codesign -s - /a.app", "codesign signs a.app ad hoc, without an identity"),
        ("/usr/bin/pkgbuild --sign Fabrikam /a.pkg", "pkgbuild signs a package with an identity of a keychain"),
        ("/usr/src/scripts/sign-file sha256 a.key a.crt /a.ko", "sign-file signs a.ko"),
    ],
)
def test_every_signer_s_message_begins_with_what_it_signs(shipped: Settings, line: str, message: str) -> None:
    """The sentence of the heaviest finding is the headline of an event; nothing that it quotes is said again."""
    event = {"EventCode": "1", "CommandLine": line, "ParentImage": "C:\\Office\\winword.exe"}
    told = Scorer(shipped).assess(event)["codesign_message"]
    assert str(told).startswith(f"{message} in suspicious circumstances: the parent is winword.exe (exposed app)")
    assert str(told).count(message) == 1
