"""setx, and text that gives roots to a runtime."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.tools import runtime_roots

from tests.core.lines import ids, judged_windows

TRUSTED, NAMED, EXCEPTED = "runtime_root_trusted", "runtime_root_named", "java_site_excepted"
BUNDLE = "C:\\Py\\Lib\\site-packages\\certifi\\cacert.pem"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("setx NODE_EXTRA_CA_CERTS C:\\certs\\a.pem /M", [NAMED]),
        ("setx /M NODE_EXTRA_CA_CERTS C:\\Users\\Public\\a.pem", [TRUSTED, "input_user_writable"]),
        ("setx /s srv1 /u ann /p x SSL_CERT_FILE C:\\certs\\a.pem", [NAMED]),
        ('setx JAVA_TOOL_OPTIONS "-Djavax.net.ssl.trustStore=C:\\certs\\a.jks"', [NAMED]),
        ("setx PATH C:\\Users\\Public /M", []),
        ("setx NODE_EXTRA_CA_CERTS", []),
        ("setx", []),
    ],
)
def test_setx(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "import certifi;open(certifi.where(),'ab').write(open(r'C:\\Users\\Public\\c.pem','rb').read())",
            [TRUSTED, "input_user_writable"],
        ),
        ("cat /tmp/a.pem >> $(python -m certifi)", [TRUSTED, "input_user_writable"]),
        (f"Add-Content {BUNDLE} (gc C:\\pki\\c.pem)", [NAMED]),
        ("cat /usr/local/share/ca-certificates/x.crt >> $(python3 -m certifi)", [NAMED]),
        ("import certifi;print(certifi.where())", []),
        ("import certifi;open(certifi.where()).read()", []),
        ("pip install certifi > log.txt", []),
        ('echo http://203.0.113.7>>"%USERPROFILE%\\Java\\exception.sites"', [EXCEPTED, "input_bare_address"]),
        ("copy C:\\x\\exception.sites C:\\y", [EXCEPTED]),
        ("type C:\\x\\exception.sites", []),
        # for good, in the start of a shell or a session
        (
            "echo 'export NODE_EXTRA_CA_CERTS=/tmp/.x/ca.pem' >> ~/.bashrc",
            [TRUSTED, "input_user_writable", "input_hidden"],
        ),
        ("echo SSL_CERT_FILE=/etc/pki/corp.pem | tee -a /etc/environment", [NAMED]),
        ("export NODE_EXTRA_CA_CERTS=/tmp/.x/ca.pem", []),
        ("grep NODE_EXTRA_CA_CERTS= ~/.bashrc", []),
    ],
)
def test_text(text: str, indicators: list[str]) -> None:
    report = Report()
    runtime_roots.judge_text(report, "text", text)
    assert ids(report) == indicators
