"""Whose name a certificate bears."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import subjects
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("subject", "vendor"),
    [
        # X.500 as Windows, OpenSSL and people write it
        ("CN=Microsoft Corporation", "microsoft"),
        ("CN=Microsoft Windows Production PCA 2011, O=x", "microsoft"),
        ("CN=x, O=Google LLC, C=US", "google"),
        ("/C=US/O=Adobe Inc./CN=x", "adobe"),
        ("CN=x;OU=DigiCert", "digicert"),
        ('CN="Apple Inc."', "apple"),
        ("cn = 'Mozilla Corporation'", "mozilla"),
        ("Microsoft", "microsoft"),
        ("CN=www.microsoft.com", "microsoft"),
        ("CN=Let's Encrypt Authority", "let's encrypt"),
        ("O=HP Inc", "hp inc"),
        ("O=Advanced Micro Devices, Inc.", "advanced micro devices"),
        # names that only mention one, or begin like one
        ("CN=Tools for Microsoft Word", ""),
        ("CN=Googleplex", ""),
        ("CN=Apple-Pie Ltd", ""),
        ("CN=Fabrikam", ""),
        ("L=Microsoft", ""),
        ("", ""),
    ],
)
def test_the_vendor_that_a_name_bears(subject: str, vendor: str) -> None:
    assert subjects.vendor_of(subject) == vendor
    report = Report()
    subjects.judge_subject(report, subject)
    assert [found.sentence for found in report.findings] == (
        [f"the certificate bears the name of {vendor}"] if vendor else []
    )


@pytest.mark.parametrize(
    ("subject", "indicator"),
    [
        ("CN=Microsoft Windows Production PCA 2011", "make_vendor_certificate"),
        ("CN=Apple Inc.", "make_vendor_certificate"),
        ("CN=x,O=Intel Corporation", "make_vendor_certificate"),
        ("CN=Windows Admin Center", "subject_impersonates"),
        ("CN=GitHub runner", "subject_impersonates"),
    ],
)
def test_a_word_may_begin_another_s_name(subject: str, indicator: str) -> None:
    report = Report()
    subjects.judge_subject(report, subject)
    assert [found.indicator for found in report.findings] == [indicator]


@pytest.mark.parametrize("vendor", subjects._VENDORS)
def test_every_vendor_is_known_by_name_and_file(vendor: str) -> None:
    assert subjects.vendor_of(f"CN={vendor.title()} Ltd") == vendor
    assert subjects.vendor_of_file(f"c:\\k\\{vendor}.com.pfx") == vendor


@pytest.mark.parametrize(
    ("path", "vendor"),
    [
        ("www.microsoft.com.pfx", "microsoft"),
        ("C:\\k\\Microsoft.com.pfx", "microsoft"),
        ("mozilla.org", "mozilla"),
        ("verisign.net.p12", "verisign"),
        ("microsoft.pfx", ""),
        ("www.microsoft.community.pfx", ""),
        ("my.microsoft.com.pfx", ""),
        ("www.fabrikam.com.pfx", ""),
        ("", ""),
    ],
)
def test_the_vendor_that_a_file_is_named_after(path: str, vendor: str) -> None:
    assert subjects.vendor_of_file(path) == vendor


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("Microsoft Corporation", "microsoft"),
        ("Microsoft Edge Update", "microsoft"),
        ('"NVIDIA Corporation PE Sign v2016"', "nvidia"),
        ("Zoom Video Communications, Inc.", "zoom"),
        ("Apple Inc.", "apple"),
        ("https://www.microsoft.com", "microsoft"),
        ("http://adobe.com/", "adobe"),
        # products that begin with a word, projects on somebody's site
        ("Zoom Player", ""),
        ("Windows cleaner", ""),
        ("https://github.com/", ""),
        ("https://www.microsoft.com/store/apps/notes", ""),
        ("https://microsoft.example", ""),
        ("Fabrikam", ""),
        ("", ""),
    ],
)
def test_the_vendor_that_a_signature_claims(text: str, vendor: str) -> None:
    assert subjects.vendor_claimed(text) == vendor


@pytest.mark.parametrize(
    ("path", "vendor"),
    [
        ("c:\\x\\OneDriveSetup.exe", "microsoft"),
        ("Teams_windows_x64.exe", ""),
        ("ms-teams.exe", "microsoft"),
        ("chrome.exe", "google"),
        ("ChromeSetup (1).exe", "google"),
        ("ZoomInstallerFull.msi", "zoom"),
        ("ZoomSetup.exe", "zoom"),
        ("AdobeReaderDC.exe", "adobe"),
        ("AnyDesk-7.0.exe", "anydesk"),
        ("WhatsApp_mod.apk", "meta"),
        ("Slack.dmg", "slack"),
        ("zoom_2024061512.exe", "zoom"),
        ("zoom-win32-v5.17.exe", "zoom"),
        ("svchost.exe", "microsoft"),
        ("lsass-2.exe", "microsoft"),
        # names that only begin so, and vendors' names by themselves
        ("chromedriver.exe", ""),
        ("zoom_sdk_demo.exe", ""),
        ("explorerplus.exe", ""),
        ("windows.exe", ""),
        ("node.exe", ""),
        ("notes.exe", ""),
        ("", ""),
    ],
)
def test_the_vendor_that_alone_makes_a_program(path: str, vendor: str) -> None:
    assert subjects.vendor_of_program(path) == vendor


@pytest.mark.parametrize("appended", ["1" * 70, "64-" * 24, "win32" * 14, "v1" * 35, "-" * 70, "installer" * 7])
def test_a_name_that_can_be_read_in_many_ways_takes_no_longer(appended: str) -> None:
    begun = time.perf_counter()
    assert subjects.vendor_of_program(f"zoom{appended}!.exe") == ""
    assert time.perf_counter() - begun < 0.1


@given(st.text())
def test_any_name(text: str) -> None:
    subjects.vendor_of(text)
    subjects.vendor_of_file(text)
    subjects.vendor_claimed(text)
    subjects.vendor_of_program(text)
