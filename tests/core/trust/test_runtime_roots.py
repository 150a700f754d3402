"""Variables by which runtimes trust more."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import runtime_roots


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("NODE_EXTRA_CA_CERTS", "C:\\x\\a.pem", ("Node.js", "C:\\x\\a.pem")),
        ("requests_ca_bundle", '"C:\\x y\\a.pem"', ("Python", "C:\\x y\\a.pem")),
        ("SSL_CERT_FILE", "/srv/a.pem", ("OpenSSL", "/srv/a.pem")),
        ("JAVA_TOOL_OPTIONS", "-Xmx1g -Djavax.net.ssl.trustStore=C:\\x\\a.jks -Da=b", ("Java", "C:\\x\\a.jks")),
        ("_JAVA_OPTIONS", '-Djavax.net.ssl.trustStore="C:\\x y\\a.jks"', ("Java", "C:\\x y\\a.jks")),
        ("JAVA_TOOL_OPTIONS", "-Xmx1g", ("", "")),
        ("NODE_EXTRA_CA_CERTS", "", ("", "")),
        ("PATH", "C:\\x\\a.pem", ("", "")),
    ],
)
def test_variables(name: str, value: str, expected: tuple[str, str]) -> None:
    assert runtime_roots.of_variable(name, value) == expected
