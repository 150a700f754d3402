"""The program that acts: where it lies, and whether it hides which one it is."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.process import program
from codesignrisk_core.process.identity import Identity

SYSTEM32 = "C:\\Windows\\System32\\"
CERTUTIL = f"{SYSTEM32}certutil.exe"
KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe"
NOTHING = Identity(None)
TEMP = "C:\\Users\\u\\AppData\\Local\\Temp\\"


@pytest.mark.parametrize(
    ("tool", "image", "expected"),
    [
        ("certutil", CERTUTIL, set()),
        ("certutil", "C:\\Windows\\SysWOW64\\certutil.exe", set()),
        ("certutil", "certutil.exe", set()),  # a bare name tells no place
        ("certutil", f"{TEMP}certutil.exe", {"tool_user_writable"}),
        # a program brings NSS's tools along; nobody installs them in a profile
        ("nss_certutil", "C:\\Users\\u\\AppData\\Local\\Shop\\nss\\certutil.exe", {"tool_user_writable"}),
        ("nss_certutil", "C:\\tools\\nss\\certutil.exe", set()),
        # a folder may have any name, and Windows has some that any user may write to
        ("certutil", "C:\\Users\\Public\\Windows\\System32\\certutil.exe", {"tool_user_writable"}),
        ("certutil", f"{SYSTEM32}spool\\drivers\\color\\certutil.exe", {"tool_user_writable"}),
        ("certutil", "C:\\tools\\certutil.exe", {"tool_unusual_place"}),
        ("certutil", "C:\\Program Files\\kit\\certutil.exe", set()),
        ("signtool", KIT, set()),
        ("signtool", "C:\\Users\\u\\.nuget\\packages\\sdk\\signtool.exe", set()),
        ("signtool", "C:\\Users\\u\\AppData\\Local\\electron-builder\\Cache\\winCodeSign\\signtool.exe", set()),
        ("signtool", "C:\\Users\\u\\Downloads\\signtool.exe", {"tool_user_writable"}),
        ("signtool", f"{TEMP}Windows\\System32\\signtool.exe", {"tool_user_writable"}),
        ("signtool", "C:\\proj\\signtool.exe", {"tool_unusual_place"}),
        ("signtool", "D:\\a\\_tasks\\sign\\signtool.exe", set()),
        ("openssl", "C:\\proj\\openssl.exe", set()),  # belongs nowhere
    ],
)
def test_where_the_tool_lies(tool: str, image: str, expected: set[str]) -> None:
    report = Report(tool=tool)
    program.judge(report, image, NOTHING)
    assert {found.indicator for found in report.findings} == expected


@pytest.mark.parametrize(
    ("identity", "finding"),
    [
        (Identity(None, renamed=True), ("renamed_tool", "certutil runs under the name svch0st.exe")),
        (
            Identity(None, masquerade=True, original_name="evil.exe"),
            ("masquerade", "svch0st.exe has the version resource of evil.exe"),
        ),
    ],
)
def test_a_tool_that_hides_what_it_is(identity: Identity, finding: tuple[str, str]) -> None:
    report = Report(tool="certutil")
    program.judge(report, f"{SYSTEM32}svch0st.exe", identity)
    assert report.findings == [finding]
    assert report.hidden


def test_a_tool_that_hides_nothing() -> None:
    report = Report(tool="certutil")
    program.judge(report, CERTUTIL, NOTHING)
    assert (report.findings, report.hidden) == ([], False)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("C:\\Users\\Public\\rar.exe", ["tool_user_writable"]),
        (f"{TEMP}openssl.exe", ["tool_user_writable"]),
        # people install below their profile
        ("C:\\Users\\u\\AppData\\Local\\Programs\\Git\\usr\\bin\\openssl.exe", []),
        ("openssl.exe", []),
        ("/tmp/.x/openssl", ["tool_user_writable"]),
        ("/Users/ann/Library/Caches/.x/openssl", ["tool_user_writable"]),
        ("/usr/bin/openssl", []),
        ("/home/ann/Downloads/openssl", []),
    ],
)
def test_where_any_other_tool_was_dropped(image: str, expected: list[str]) -> None:
    report = Report(tool="openssl")
    program.judge(report, image, NOTHING)
    assert [found.indicator for found in report.findings] == expected
