"""keytool and jarsigner."""

from __future__ import annotations

import pytest

from tests.core.lines import judged_windows


@pytest.mark.parametrize(
    ("line", "indicators", "flags"),
    [
        (
            "keytool -importcert -cacerts -file C:\\pki\\ca.cer -storepass changeit",
            ["import_java_trust"],
            {"CertImport"},
        ),
        (
            "keytool -import -keystore C:\\jdk\\lib\\security\\cacerts -file a.cer",
            ["import_java_trust"],
            {"CertImport"},
        ),
        (
            "keytool -import -trustcacerts -keystore C:\\jdk\\lib\\security\\cacerts -file a.cer",
            ["import_java_trust"],
            {"CertImport"},
        ),
        (
            "keytool -importcert -trustcacerts -file C:\\Users\\Public\\ca.cer -keystore a.jks -storepass Sesame",
            ["import_java_certificate", "input_user_writable", "clear_password"],
            {"CertImport"},
        ),
        ("keytool -importcert -file a.cer -keystore a.jks", ["import_java_certificate"], {"CertImport"}),
        ("keytool -genkeypair -alias a -dname CN=Fabrikam -storepass:env PW", ["make_certificate"], {"SelfSigned"}),
        ("keytool -genkey -ext EKU=codeSigning -dname CN=Fabrikam", ["make_codesigning_certificate"], {"SelfSigned"}),
        (
            "keytool -importkeystore -srckeystore a.pfx -destkeystore a.jks -srcstorepass Sesame",
            ["convert_keystore", "clear_password"],
            {"HasPFX"},
        ),
        ("keytool -exportcert -alias a -file a.cer", [], set()),
        ("keytool -list -cacerts", [], set()),
        ("jarsigner -keystore a.p12 -storepass Sesame app.jar me", ["sign_other_tool", "clear_password"], {"HasPFX"}),
        ("jarsigner -keystore a.jks -storepass:file pw.txt app.jar me", ["sign_other_tool"], set()),
        ("jarsigner -verify app.jar", [], set()),
    ],
)
def test_keystores(line: str, indicators: list[str], flags: set[str]) -> None:
    report = judged_windows(line)
    assert ([found.indicator for found in report.findings], report.flags) == (indicators, flags)
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])
