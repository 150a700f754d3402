"""Where keys and certificates go when a tool writes them."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import outputs

SHARE = ("key_to_share", "the key is written to a share")
OUTSIDE = ("key_to_outside", "the key is sent to a bare public address or a public file drop")


@pytest.mark.parametrize(
    ("path", "odd"),
    [
        ("c:\\out\\a.pfx", False),
        ("c:\\out\\a.bin", True),
        ("c:\\out\\a", False),
        ("$(get-date).log)", False),
        ("", False),
    ],
)
def test_keys_under_the_name_of_another_kind_of_file(path: str, odd: bool) -> None:
    report = Report()
    outputs.judge_key_name(report, path)
    assert [found.indicator for found in report.findings] == ["input_odd_extension"] * odd


@pytest.mark.parametrize(
    ("path", "findings"),
    [
        ("C:\\out\\a.pfx", []),
        ("D:\\a.pfx", [("output_drive_root", "a.pfx goes into the root of a drive")]),
        ("C:\\Users\\ann\\Downloads\\a.pfx", [("output_user_writable", "a.pfx is written to a user-writable path")]),
        (
            "C:\\Users\\Public\\a.pfx",
            [
                ("output_user_writable", "a.pfx is written to a user-writable path"),
                ("drop_hidden", "nobody keeps a key where a.pfx is put"),
            ],
        ),
        ("/tmp/a.p12", [("output_user_writable", "a.p12 is written to a user-writable path")]),
        ("D:\\a\\_temp\\a.pfx", []),
        ("\\\\fs1\\x\\a.pfx", [SHARE]),
        ("\\\\198.51.100.7\\x\\a.pfx", [SHARE, OUTSIDE]),
        ("https://transfer.sh/a.pfx", [OUTSIDE]),
        ("https://artifacts.corp.example/a.pfx", []),
        (
            "C:\\Users\\Public\\www.microsoft.com.pfx",
            [
                ("pfx_named_as_domain", "www.microsoft.com.pfx is named after a public web site"),
                ("output_user_writable", "www.microsoft.com.pfx is written to a user-writable path"),
                ("drop_hidden", "nobody keeps a key where www.microsoft.com.pfx is put"),
            ],
        ),
    ],
)
def test_where_it_goes(path: str, findings: list[tuple[str, str]]) -> None:
    report = Report()
    outputs.judge(report, path)
    assert report.findings == findings
    assert len(report.files) == 1
    assert ("HasPFX" in report.flags) == path.endswith((".pfx", ".p12"))


def test_no_output_is_no_place() -> None:
    report = Report()
    outputs.judge_output(report, "")
    assert report == Report()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("\\\\tsclient\\c\\x.pfx", True),
        ("\\\\198.51.100.7\\in", True),
        ("\\\\10.0.0.7\\in", False),
        ("\\\\fs01\\tsclient\\x", False),
        ("c:\\x", False),
        ("", False),
    ],
)
def test_who_keeps_the_host_of_a_share(path: str, expected: bool) -> None:
    assert outputs.leaves(path) is expected


@pytest.mark.parametrize(
    ("receiver", "findings"),
    [
        ("root@198.51.100.7:/tmp", [OUTSIDE]),
        ("https://webhook.site/1", [OUTSIDE]),
        ("root@192.168.0.7:/tmp", []),
        ("backup.corp.example:/srv", []),
        ("", []),
    ],
)
def test_who_gets_a_key(receiver: str, findings: list[tuple[str, str]]) -> None:
    report = Report()
    outputs.judge_receiver(report, receiver)
    assert report.findings == findings
