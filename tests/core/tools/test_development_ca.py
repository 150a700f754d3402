"""mkcert, step and caddy: development authorities that are trusted, and certificates."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import development_ca


def judge(line: str) -> Report:
    tool = {tool.name: tool for tool in development_ca.TOOLS}[line.split()[0]]
    return tool.judge(Command(line.split()[0], argv.split(line), line, "C:\\w"))


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("mkcert -install", ["trust_development_ca"], "CurrentUser\\root"),
        ("mkcert localhost", [], ""),
        ("mkcert -uninstall", [], ""),
        ("caddy trust", ["trust_development_ca"], "CurrentUser\\root"),
        ("caddy run", [], ""),
        (
            "step ca bootstrap --ca-url https://ca.contoso.com --fingerprint 0 --install",
            ["trust_development_ca"],
            "CurrentUser\\root",
        ),
        (
            "step ca bootstrap --ca-url https://203.0.113.9 --fingerprint 0 --install",
            ["add_to_store_root"],
            "LocalMachine\\root",
        ),
        ("step ca bootstrap --ca-url https://ca.contoso.com --fingerprint 0", [], ""),
        ("step certificate install root.crt", ["add_to_store_root"], "LocalMachine\\root"),
        ("step certificate create Test t.crt t.key --profile root-ca", ["make_certificate"], ""),
        (
            'step certificate create "Microsoft Root" t.crt t.key',
            ["make_certificate", "make_vendor_certificate"],
            "",
        ),
        ("step ca renew t.crt t.key", [], ""),
        ("step", [], ""),
    ],
)
def test_what_a_line_does(line: str, indicators: list[str], store: str) -> None:
    report = judge(line)
    assert [found.indicator for found in report.findings] == indicators
    assert report.store == store
    assert report.flags >= ({"CertImport", "TrustedStoreTarget"} if store else set())
