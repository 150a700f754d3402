"""Certificate and key files that a command reads: where they come from, and what their names say."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import inputs

KNOWN = frozenset({"cer", "pfx"})


def judged(path: str, known: frozenset[str] = frozenset(), cwd: str = "") -> Report:
    report = Report()
    inputs.judge(report, path, known=known, cwd=cwd)
    return report


@pytest.mark.parametrize(
    ("path", "findings"),
    [
        ("C:\\certs\\a.cer", []),
        ("\\\\fs1\\x\\a.cer", [("input_remote", "a.cer is read from a share or the web")]),
        ("https://pki.example/a.cer", [("input_remote", "a.cer is read from a share or the web")]),
        ("C:\\Users\\Public\\a.cer", [("input_user_writable", "a.cer is in a user-writable path")]),
        (
            "\\\\10.4.0.9\\x\\a.cer",
            [
                ("input_remote", "a.cer is read from a share or the web"),
                ("input_bare_address", "the host of a.cer is a bare address"),
            ],
        ),
        (
            "\\\\build1\\c$\\agent\\a.cer",
            [
                ("input_remote", "a.cer is read from a share or the web"),
                ("input_drive_share", "a.cer is taken off the drive of another host"),
            ],
        ),
        (
            "C:\\Users\\Public\\a.pfx",
            [
                ("input_user_writable", "a.pfx is in a user-writable path"),
                ("planted_key", "the key file a.pfx is in a path that everybody can write to"),
            ],
        ),
        ("C:\\Users\\ann\\Downloads\\a.pfx", [("input_user_writable", "a.pfx is in a user-writable path")]),
        ("C:\\Windows\\ccmcache\\1\\a.cer", [("managed_place", "a.cer is in a folder of software management")]),
        ("\\\\corp.example\\NETLOGON\\a.cer", [("managed_place", "a.cer is in a folder of software management")]),
        (
            "C:\\Users\\ann\\AppData\\Local\\mkcert\\rootCA.pem",
            [
                ("development_authority", "rootca.pem is the CA of a development tool on this host"),
                ("input_odd_extension", "rootca.pem does not have the name of a certificate file"),
            ],
        ),
        (
            "C:\\Users\\ann\\AppData\\Local\\Temp\\nsq7A1F.tmp\\a.cer",
            [("installer_folder", "a.cer is in the temporary folder of an installer")],
        ),
        ("C:\\Program Files\\Vendor\\a.cer", [("installed_place", "a.cer is below Program Files")]),
        ("%TEMP%\\a.cer", [("input_user_writable", "a.cer is in a user-writable path")]),
        ("D:\\a\\_temp\\a.cer", []),
        ("C:\\a.cer:x.cer", [("input_stream", "a.cer:x.cer is an alternate data stream")]),
        (
            "C:\\Users\\Public\\a.txt:x.cer",
            [
                ("input_user_writable", "a.txt:x.cer is in a user-writable path"),
                ("input_stream", "a.txt:x.cer is an alternate data stream"),
                ("input_odd_extension", "a.txt:x.cer does not have the name of a certificate file"),
            ],
        ),
        ("C:\\certs\\a.log", [("input_odd_extension", "a.log does not have the name of a certificate file")]),
        ("a", [("input_odd_extension", "a does not have the name of a certificate file")]),
        # nobody can tell what stands behind a variable
        *((variable, []) for variable in ("%CERT%", "$(Cert)", "${cert}")),
    ],
)
def test_where_it_comes_from(path: str, findings: list[tuple[str, str]]) -> None:
    assert judged(path, KNOWN).findings == findings


def test_any_name_will_do_where_no_extension_is_expected() -> None:
    assert judged("C:\\certs\\a.log").findings == []


@pytest.mark.parametrize(
    ("path", "flags", "findings"),
    [
        ("a.pfx", {"HasPFX"}, []),
        ("a.P12", {"HasPFX"}, []),
        ("a.pvk", set(), []),
        ("a.pfx.txt", set(), []),
        # Limelighter and CarbonCopy name the file after the site whose certificate they copy
        (
            "www.microsoft.com.pfx",
            {"HasPFX"},
            [("pfx_named_as_domain", "www.microsoft.com.pfx is named after a public web site")],
        ),
        ("fabrikam.de.p12", {"HasPFX"}, [("pfx_named_as_domain", "fabrikam.de.p12 is named after a public web site")]),
        ("www.microsoft.com.cer", set(), []),
        ("codesign.2024.pfx", {"HasPFX"}, []),
        ("com.pfx", {"HasPFX"}, []),
    ],
)
def test_key_files(path: str, flags: set[str], findings: list[tuple[str, str]]) -> None:
    report = Report()
    inputs.note(report, path)
    assert (report.flags, report.findings, report.files) == (flags, findings, [path.lower()])


def test_files_are_normal_and_told_once() -> None:
    report = Report()
    assert inputs.add_files(report, "A.cer", "..\\b.cer", "'A.CER'", "", '" "', cwd="C:\\x\\y") == [
        "c:\\x\\y\\a.cer",
        "c:\\x\\b.cer",
        "c:\\x\\y\\a.cer",
    ]
    assert report.files == ["c:\\x\\y\\a.cer", "c:\\x\\b.cer"]


def test_a_relative_file_lies_where_the_command_ran() -> None:
    report = judged("a.cer", cwd="C:\\Users\\Public")
    assert [found.indicator for found in report.findings] == ["input_user_writable"]


def test_a_file_that_is_read_may_be_a_key() -> None:
    report = judged("www.google.com.pfx")
    assert (report.flags, report.files) == ({"HasPFX"}, ["www.google.com.pfx"])
    assert [found.indicator for found in report.findings] == ["pfx_named_as_domain"]


def test_without_a_directory_a_file_stays_relative() -> None:
    report = Report()
    assert inputs.add_files(report, "X", "a.cer") == ["x", "a.cer"]
    inputs.note(report, "b.cer")
    inputs.judge(report, "c.cer")
    assert report.files == ["x", "a.cer", "b.cer", "c.cer"]
