"""The mark of the web taken off files."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import mark_of_web


@pytest.mark.parametrize(
    ("file", "started"),
    [
        ("C:\\Users\\ann\\Downloads\\a.zip", "cleared_and_started"),
        ("%TEMP%\\a.exe", "cleared_and_started"),
        ("C:\\tools\\a.exe", ""),
        ("$file", ""),
    ],
)
def test_what_is_started_counts_by_its_place(file: str, started: str) -> None:
    report = Report()
    mark_of_web.judge(report, "x", [file])
    mark_of_web.judge_started(report, "x")
    assert report.action == "remove_quarantine"
    assert [found.indicator for found in report.findings] == ["mark_of_web_removed", *filter(None, [started])]


def test_what_an_administrator_has_installed_is_credit() -> None:
    report = Report()
    mark_of_web.judge(report, "x", ["C:\\Program Files\\WindowsPowerShell\\Modules\\Lab"])
    assert [found.indicator for found in report.findings] == ["mark_of_web_removed", "installed_place"]
    mixed = Report()
    mark_of_web.judge(mixed, "x", ["C:\\Program Files\\lab\\a.dll", "C:\\lab\\a.exe"])
    assert [found.indicator for found in mixed.findings] == ["mark_of_web_removed"]


def test_a_program_of_a_disk_image() -> None:
    report = Report()
    mark_of_web.judge_image(report, "x", "c:\\users\\public\\a.iso")
    mark_of_web.judge_fetched(report)
    assert (report.action, report.targets) == ("install_untrusted", ["c:\\users\\public\\a.iso"])
    assert report.findings == [
        ("image_mounted_started", "x mounts a.iso, whose files bear no mark, and starts a program"),
        ("cleared_file_fetched", "it was fetched right before"),
        ("input_bare_address", "it comes from a bare address"),
    ]


@pytest.mark.parametrize(
    ("pattern", "holds_the_mark"),
    [("Zone.Identifier", True), ("Zone.Id*", True), ("*", True), ("[xyz]one.identifie?", True), ("zone", False),
     ("", False), ("other*", False), ("*" * 65, False)],
)  # fmt: skip
def test_names_of_streams(pattern: str, holds_the_mark: bool) -> None:
    assert mark_of_web.is_stream(pattern) == holds_the_mark
