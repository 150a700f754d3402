"""Who wrote a file or a registry value."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.process import writer
from codesignrisk_core.process.parents import Parents, class_label
from codesignrisk_core.settings import Settings

SYSTEM32 = "C:\\Windows\\System32\\"

WRITERS = [
    (f"{SYSTEM32}wscript.exe", "script_host", "writer_script_host"),
    (f"{SYSTEM32}cmd.exe", "shell", "writer_shell"),
    ("C:\\Users\\Public\\x.exe", "user_writable", "writer_user_writable"),
    ("C:\\Office16\\WINWORD.EXE", "exploit", "writer_exploit"),
    ("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "browser", "writer_browser"),
    (f"{SYSTEM32}msiexec.exe", "installer", "writer_installer"),
    # classes that say nothing about a writer, and programs that are in no class
    (f"{SYSTEM32}svchost.exe", "scheduler", ""),
    ("C:\\Windows\\explorer.exe", "desktop", ""),
    ("C:\\Program Files\\x\\y.exe", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("image", "parent_class", "indicator"), WRITERS)
def test_what_kind_of_program_wrote(image: str, parent_class: str, indicator: str, shipped: Settings) -> None:
    report = Report()
    assert writer.judge(report, image, Parents(shipped)) == parent_class
    name = image.rpartition("\\")[2].lower()
    assert report.findings == ([(indicator, f"written by {name} ({class_label(parent_class)})")] if indicator else [])


CLASSES = """fake_tool exploit script_host user_writable remote shell interpreter archiver mail browser management
    installer build sync_client""".split()


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_that_tells_something_has_its_row(name: str, shipped: Settings) -> None:
    report = Report()
    assert writer.judge(report, "x.exe", Parents(Settings(parents={"x.exe": name}))) == name
    assert [found.indicator for found in report.findings] == [f"writer_{name}"]
    assert f"writer_{name}" in shipped.indicators
