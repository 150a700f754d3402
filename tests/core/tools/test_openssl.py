"""openssl: making certificates and moving keys, with the eyes of somebody who knows web administrators."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import openssl


def judge(line: str) -> Report:
    return openssl.judge(Command("openssl.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators", "flags"),
    [
        ("openssl pkcs12 -export -out www.fabrikam.example.pfx -inkey k.pem -in c.pem", ["make_pfx"], {"HasPFX"}),
        (
            "openssl pkcs12 -export -out www.microsoft.com.pfx -inkey k.key -in c.pem -passout pass:Sesame",
            ["clone_pfx", "clear_password"],
            {"HasPFX"},
        ),
        ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:pw.txt", ["extract_key"], {"HasPFX"}),
        ("openssl pkcs12 -in a.p12 -noenc -passin pass:Sesame", ["extract_key", "clear_password"], {"HasPFX"}),
        ("openssl pkcs12 -in a.pfx -nocerts -out k.pem -passin env:PW", ["extract_key"], {"HasPFX"}),
        ("openssl pkcs12 -in a.pfx -nokeys -nodes -out c.pem", [], {"HasPFX"}),
        ("openssl pkcs12 -info -in a.pfx", [], {"HasPFX"}),
        (
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=localhost",
            ["make_certificate"],
            {"SelfSigned"},
        ),
        (
            'openssl req -x509 -new -key k.pem -out c.pem -subj "/CN=Google LLC" -addext extendedKeyUsage=codeSigning',
            ["make_codesigning_certificate", "subject_impersonates"],
            {"SelfSigned"},
        ),
        ("openssl req -new -key k.pem -out c.csr", [], set()),
        ("openssl x509 -req -in c.csr -signkey k.pem -out c.pem", ["make_certificate"], {"SelfSigned"}),
        (
            "openssl x509 -req -in c.csr -CA ca.pem -CAkey ca.key -extensions codesign -out c.pem",
            ["make_codesigning_certificate"],
            set(),
        ),
        ("openssl x509 -in c.pem -noout -text", [], set()),
        ("openssl ca -in c.csr -key Sesame -out c.pem", ["make_certificate", "clear_password"], set()),
        ("openssl rsa -in k.pem -out plain.pem", ["decrypt_key"], set()),
        ("openssl rsa -in k.pem -aes256 -out k2.pem", [], set()),
        ("openssl rsa -in k.pem -pubout -out pub.pem", [], set()),
        ("openssl s_client -connect fabrikam.example:443", [], set()),
        ("openssl", [], set()),
    ],
)
def test_openssl(line: str, indicators: list[str], flags: set[str]) -> None:
    report = judge(line)
    assert ([found.indicator for found in report.findings], report.flags) == (indicators, flags)
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])


def test_files() -> None:
    report = judge("openssl pkcs12 -export -in C:\\Users\\Public\\c.pem -inkey C:\\k\\k.pem -out C:\\k\\a.pfx")
    assert report.files == ["c:\\users\\public\\c.pem", "c:\\k\\k.pem", "c:\\k\\a.pfx"]
    assert [found.indicator for found in report.findings] == ["make_pfx", "input_user_writable"]


@pytest.mark.parametrize(
    ("line", "cwd", "expected"),
    [
        ("openssl pkcs12 -in a.pfx -nodes -out C:\\Users\\Public\\k.pem", "", "output_user_writable"),
        ("openssl req -x509 -nodes -keyout k.pem -out c.pem", "/tmp", "output_user_writable"),
        ("openssl pkcs12 -export -inkey k.pem -in c.pem -out \\\\fs1\\k\\a.pfx", "", "key_to_share"),
        ("openssl req -x509 -nodes -keyout k.pem -out c.pem", "/etc/nginx/ssl", ""),
    ],
)
def test_where_keys_go(line: str, cwd: str, expected: str) -> None:
    found = [finding.indicator for finding in openssl.judge(Command("openssl", argv.split(line), line, cwd)).findings]
    assert found[1:] == ([expected] if expected else [])
