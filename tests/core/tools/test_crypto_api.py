"""Program text that goes to the stores itself."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.tools import crypto_api
from codesignrisk_core.trust import anchors

from tests.core.lines import ids

OPEN = "h = CertOpenStore(10, 0, 0, {0}, {1})\n"
ADD = "CertAddEncodedCertificateToStore(h, 1, d, n, 3, 0)"
CAPICOM = "s = CreateObject('CAPICOM.Store')\ns.Open {0}\n"


@pytest.mark.parametrize(
    ("text", "indicators", "store"),
    [
        (OPEN.format("0x20000", "'ROOT'") + ADD, ["add_to_store_root", "store_interface"], "LocalMachine\\root"),
        (OPEN.format("131072", '"Root"') + ADD, ["add_to_store_root", "store_interface"], "LocalMachine\\root"),
        (OPEN.format("0x10000", "'TrustedPublisher'") + ADD, ["add_to_store_trustedpublisher", "store_interface"],
         "CurrentUser\\trustedpublisher"),
        # a physical store
        (OPEN.format("0x20000", "'Root\\\\.Default'") + ADD, ["add_to_store_root", "store_interface"],
         "LocalMachine\\root"),
        ("PFXImportCertStore(b, p, 1); CertOpenStore('MY')", ["import_pfx"], "CurrentUser\\my"),
        ("PFXExportCertStoreEx(h, b, p, 0, 7)", ["export_key"], "CurrentUser\\my"),
        ("CertOpenSystemStore(0, 'ROOT'); CertDeleteCertificateFromStore(c)", ["delete_from_trusted_store"],
         "CurrentUser\\root"),
        (CAPICOM.format("1, 'Root', 2") + "s.Load 'a.cer'", ["add_to_store_root", "store_interface"],
         "LocalMachine\\root"),
        # CertEnroll
        ("r = new('X509Enrollment.CX509CertificateRequestCertificate'); r.add('1.3.6.1.5.5.7.3.3')",
         ["make_codesigning_certificate"], ""),
        ("CX509CertificateRequestCertificate", ["make_certificate"], ""),
        ("$e.Initialize(2);$e.InstallResponse(4,$b,1,'')", ["add_to_store_root", "store_interface"],
         "LocalMachine\\root"),
        ("$e.Initialize(1);$e.InstallResponse(0x6, $b, 1, '')", ["add_to_store_root", "store_interface"],
         "CurrentUser\\root"),
        ("$e.Initialize(2);$e.InstallResponse(2,$b,1,'')", [], ""),
        ("$e.InstallResponse($flags,$b,1,'')", [], ""),
        # it only reads, or names no store
        (OPEN.format("0x20000", "'ROOT'") + "CertEnumCertificatesInStore(h, 0)", [], ""),
        (OPEN.format("0x20000", "name") + ADD, [], ""),
        (CAPICOM.format("1, 'Root', 0") + "s.Certificates.Count", [], ""),
        # policies of browsers, and anchors
        ("echo '{\"CACertificates\":[]}' > /etc/opt/chrome/policies/managed/a.json", ["browser_add_root"],
         "Chrome\\root"),
        ("printf 'user_pref(\"security.enterprise_roots.enabled\", true)' >> ~/.mozilla/firefox/a/user.js",
         ["browser_system_roots"], "Firefox\\root"),
        ("echo pref('security.enterprise_roots.enabled', true); >> C:\\ff\\defaults\\pref\\local.js",
         ["browser_system_roots"], "browser\\root"),
        ("echo user_pref('xpinstall.signatures.required', false);>>C:\\ff\\a\\user.js", ["extensions_unsigned"], ""),
        ("echo user_pref('xpinstall.signatures.required', true);>>C:\\ff\\a\\user.js", [], ""),
        ("findstr xpinstall.signatures.required C:\\ff\\a\\user.js", [], ""),
        ("grep CACertificates /etc/opt/chrome/policies/managed/a.json", [], ""),
        ("cat a | tee /etc/pki/ca-trust/source/anchors/a.pem", ["add_trust_anchor"], "linux\\root"),
        ("echo a >/usr/local/share/ca-certificates/a.crt", ["add_trust_anchor"], "linux\\root"),
        ("cat /usr/local/share/ca-certificates/a.crt > /tmp/a", [], ""),
        ("open('/etc/pki/trust/anchors/a.pem', 'wb')", ["add_trust_anchor"], "linux\\root"),
        ("Path('/etc/pki/trust/anchors/a.pem').write_text(d)", ["add_trust_anchor"], "linux\\root"),
        ("shutil.copy(src, '/etc/pki/trust/anchors/a.pem')", ["add_trust_anchor"], "linux\\root"),
        ("os.symlink('/srv/a.pem', '/etc/ssl/certs/3513523f.0')", ["add_trust_anchor"], "linux\\root"),
        ('fs.writeFileSync("/etc/pki/trust/anchors/a.pem", d)', ["add_trust_anchor"], "linux\\root"),
        ('file_put_contents("/etc/ssl/certs/ca-certificates.crt", $d, FILE_APPEND)', ["add_trust_anchor"],
         "linux\\root"),
        ("open('/etc/pki/trust/anchors/a.pem', 'rb')", [], ""),
        ("open('/etc/pki/trust/anchors/a.pem')", [], ""),
        ("shutil.copy('/etc/pki/trust/anchors/a.pem', dst)", [], ""),
        ("echo a > /etc/a; " * 99 + "echo a >/etc/pki/x/../trust/anchors/a.pem", ["add_trust_anchor"], "linux\\root"),
    ],
)  # fmt: skip
def test_what_a_text_does(text: str, indicators: list[str], store: str) -> None:
    report = Report()
    crypto_api.judge_text(report, "python", text)
    assert (ids(report), report.store) == (indicators, store)


def test_every_anchor_has_a_mark() -> None:
    assert all(any(mark in path for mark in anchors.MARKS) for path in anchors._ANCHORS)
