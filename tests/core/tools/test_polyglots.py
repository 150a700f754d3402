"""Content behind a signature: appended by copy, run by a script host."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.tools import polyglots

from tests.core.lines import ids, judged_windows, windows


@pytest.mark.parametrize(
    ("line", "indicators", "targets"),
    [
        ("copy /b Viewer.msi+x.jar C:\\out\\Viewer.jar", ["script_appended"], ["c:\\out\\viewer.jar"]),
        ("copy /b viewer.msi + x.jar C:\\out\\v.jar", ["script_appended"], ["c:\\out\\v.jar"]),
        ("copy /y /b a.dll/b+b.hta/b", ["script_appended"], ["a.dll"]),
        ("copy /B lib.dll +b.vbs", ["script_appended"], ["lib.dll"]),
        ("copy /b setup.exe+stage.bin C:\\out\\setup.exe", ["content_appended"], ["c:\\out\\setup.exe"]),
        (
            "copy /b setup.exe+a.bin+b.bin C:\\Users\\Public\\setup.exe",
            ["content_appended", "target_user_writable"],
            ["c:\\users\\public\\setup.exe"],
        ),
        (
            "copy /b C:\\Windows\\System32\\a.dll+C:\\Users\\Public\\t.hta C:\\out\\a.dll",
            ["script_appended", "input_user_writable"],
            ["c:\\out\\a.dll"],
        ),
        # programs that are made to unpack or run what is appended: LOVE, NW.js, 7-Zip with a configuration
        ("copy /b love.exe+game.love game.exe", [], []),
        ("copy /b nw.exe + package.nw app.exe", [], []),
        ("copy /b 7zS2.sfx+config.txt+a.7z setup.exe", [], []),
        # no program first, nothing appended, as text
        ("copy /b part1.bin+part2.exe all.bin", [], []),
        ("copy /b setup.exe D:\\backup\\", [], []),
        ("copy setup.exe+x.js out.exe", [], []),
        ("copy /?", [], []),
        ("copy", [], []),
    ],
)
def test_content_that_is_appended(line: str, indicators: list[str], targets: list[str]) -> None:
    report = judged_windows(line)
    assert (ids(report), report.targets) == (indicators, targets)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("mshta C:\\d\\contact.dll", True),
        ("mshta.exe C:\\d\\tool.exe", True),
        ("wscript //e:jscript C:\\d\\oem.cat", True),
        ("cscript //nologo /e:vbscript C:\\d\\x.msi a b", True),
        ("mshta C:\\d\\page.hta", False),
        ("mshta vbscript:close", False),
        ("mshta", False),
        ("wscript C:\\d\\logon.vbs C:\\d\\tool.exe", False),
        ("cscript //nologo slmgr.vbs x.dll", False),
        # wscript asks for an engine by the name of a script; a program as its file is a slip
        ("wscript C:\\d\\tool.exe", False),
    ],
)
def test_scripts_behind_a_signature(line: str, runs: bool) -> None:
    report = judged_windows(line)
    assert ids(report)[:1] == ["script_behind_signature"] * runs
    assert report.action == "load_library" * runs


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("java -jar C:\\d\\Setup.msi", True),
        ('"C:\\Program Files\\Java\\bin\\javaw.exe" -Xmx64m -jar C:\\d\\oem.cab a', True),
        ("javaw -jar C:\\d\\app.jar x.msi", False),
        # launch4j makes programs of archives
        ("java -jar C:\\d\\app.exe", False),
        ("java -cp C:\\d\\a.msi Main", False),
        ("java -jar", False),
    ],
)
def test_java_runs_an_archive_behind_a_signature(line: str, runs: bool) -> None:
    report = polyglots.judge_java(windows(line))
    assert (report is not None and report.action == "load_library") == runs
    assert ids(report or Report())[:1] == ["script_behind_signature"] * runs
