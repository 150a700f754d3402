"""makecert, pvk2pfx and cert2spc: what each line makes, and for whom."""

from __future__ import annotations

import pytest
from codesignrisk_core.rules import subjects

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators", "store", "flags"),
    [
        ("makecert -r -n CN=Fabrikam f.cer", ["make_unrestricted_certificate"], "", {"SelfSigned"}),
        (
            "makecert /r /n CN=Fabrikam /eku 1.3.6.1.5.5.7.3.3 /sv f.pvk f.cer",
            ["make_codesigning_certificate"],
            "",
            {"SelfSigned"},
        ),
        # an extended key usage of web servers signs no code; neither does a longer number that begins the same
        (
            "makecert -r -n CN=www.fabrikam.example -eku 1.3.6.1.5.5.7.3.1 f.cer",
            ["make_certificate"],
            "",
            {"SelfSigned"},
        ),
        ("makecert -n CN=F -eku 1.3.6.1.5.5.7.3.33 -ic ca.cer -iv ca.pvk f.cer", ["make_certificate"], "", set()),
        (
            "makecert -r -ss root -sr localmachine -n CN=F",
            ["make_unrestricted_certificate", "add_to_store_root"],
            "LocalMachine\\root",
            {"SelfSigned", "CertImport", "TrustedStoreTarget"},
        ),
        (
            "makecert -r -pe -ss PrivateCertStore -n CN=F f.cer",
            ["make_unrestricted_certificate"],
            "CurrentUser\\privatecertstore",
            {"SelfSigned", "CertImport"},
        ),
        (
            'makecert -r -n "CN=Microsoft Corporation, C=US" m.cer',
            ["make_unrestricted_certificate", "make_vendor_certificate"],
            "",
            {"SelfSigned"},
        ),
        ("makecert -?", [], "", set()),
    ],
)
def test_makecert(line: str, indicators: list[str], store: str, flags: set[str]) -> None:
    report = judged_windows(line)
    assert (ids(report), report.store, report.flags) == (indicators, store, flags)


def test_makecert_names_its_files() -> None:
    report = judged_windows("makecert -r -n CN=F -sv key.pvk f.cer", "C:\\Users\\ann\\Desktop")
    assert report.files == ["c:\\users\\ann\\desktop\\f.cer", "c:\\users\\ann\\desktop\\key.pvk"]
    assert ids(report) == ["make_unrestricted_certificate", "output_user_writable"]


def test_pvk2pfx_masks_both_passwords() -> None:
    report = judged_windows(
        "pvk2pfx /pvk C:\\k\\f.pvk /pi Sesame-1 /spc C:\\k\\f.cer /pfx C:\\k\\f.pfx /po Sesame-2 /f"
    )
    assert ids(report) == ["convert_key", "clear_password"]
    assert report.secrets == ["Sesame-1", "Sesame-2"]
    assert report.files == ["c:\\k\\f.pvk", "c:\\k\\f.cer", "c:\\k\\f.pfx"]
    assert report.flags == {"HasPFX"}


def test_cert2spc() -> None:
    assert ids(judged_windows("cert2spc f.cer f.spc")) == ["convert_certificate"]
    assert ids(judged_windows("cert2spc")) == []


@pytest.mark.parametrize(
    ("subject", "vendor"),
    [
        ("CN=Microsoft Windows Production PCA 2011, O = Microsoft Corporation", "microsoft"),
        ("/C=US/O=Google LLC/CN=x", "google"),
        ("CN=www.adobe.com", "adobe"),
        ("CN = Fabrikam Tools for Microsoft Word", ""),
        ("CN=Applecross Bakery", ""),
        ("CN=Dell-Acqua Srl", ""),
        ("", ""),
    ],
)
def test_a_subject_bears_a_vendor_name(subject: str, vendor: str) -> None:
    assert subjects.vendor_of(subject) == vendor
