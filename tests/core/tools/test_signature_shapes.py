"""Fake-signature tools under any name, by the shape of their options."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import fake_signature

PYTHON = "C:\\Python313\\python.exe"


def any_of(line: str, image: str) -> Report | None:
    return fake_signature.judge_any(Command(image, argv.split(line), line))


TEMP = "C:\\Users\\ann\\AppData\\Local\\Temp\\u.exe"


@pytest.mark.parametrize(
    ("image", "line", "like"),
    [
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", "SigThief"),
        (PYTHON, "python tool.py -s good.exe_sig -t bad.exe", "SigThief"),
        (TEMP, "u.exe -I C:\\a\\x.exe -O C:\\a\\y.exe -Domain www.fabrikam.example -Password Sesame", "Limelighter"),
        (TEMP, "u.exe -I sc.bin -Loader binary -domain fabrikam.example", "ScareCrow"),
        (TEMP, "u.exe -i C:\\a\\k.dll -s sc.bin -o C:\\a\\k2.dll -e Sesame", "SigFlip"),
        (TEMP, "u.exe -c -i C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", "SigThief"),
        (TEMP, "u.exe tool sigforge copy -s C:\\a\\good.exe -t C:\\a\\bad.exe -o C:\\a\\out.exe", "malefic-mutant"),
        (TEMP, "u.exe tool sigforge copy --source C:\\a\\good.exe --target C:\\a\\bad.exe", "malefic-mutant"),
        (TEMP, "u.exe sigforge inject -s C:\\a\\good -t C:\\a\\bad.exe", "malefic-mutant"),
        (PYTHON, "python cc.py www.fabrikam.example 443 in.exe out.exe", "CarbonCopy"),
    ],
)
def test_shapes(image: str, line: str, like: str) -> None:
    report = any_of(line, image)
    assert report is not None
    assert report.findings[0].indicator == "fake_signature_shape"
    assert report.findings[0].sentence.endswith(like)
    assert all("Sesame" not in found.sentence for found in report.findings)
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])


@pytest.mark.parametrize(
    "line",
    [
        "u.exe -I a.exe -O b.exe -Real k.pfx -Password Sesame",
        "u.exe -I sc.bin -domain fabrikam.example",
        "u.exe -I a.exe -C C:\\Windows\\System32\\mstsc.exe -M -S 95 -O b.exe",
    ],
)
def test_shapes_that_no_other_program_has(line: str) -> None:
    report = any_of(line, "C:\\Program Files\\X\\u.exe")
    assert report is not None
    assert [found.indicator for found in report.findings][:2] == ["fake_signature_shape", "renamed_tool"]
    assert report.hidden


@pytest.mark.parametrize(("script", "exposed"), [("C:\\Users\\Public\\s.py", True), ("C:\\tools\\s.py", False)])
def test_where_the_script_lies(script: str, exposed: bool) -> None:
    report = any_of(f"python {script} -i C:\\a\\good.exe -t C:\\a\\bad.exe", PYTHON)
    assert report is not None
    assert ("tool_user_writable" in [found.indicator for found in report.findings]) is exposed


@pytest.mark.parametrize(
    ("image", "line"),
    [
        # installed programs may have any options
        ("C:\\Program Files\\X\\u.exe", "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe"),
        # other operands, or an option that the tool does not have
        (TEMP, "u.exe -i C:\\a\\in.mp4 -t 10 -o C:\\a\\out.mp4"),
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe --quiet"),
        (TEMP, "u.exe -i C:\\a\\good.exe -t C:\\a\\bad.exe C:\\extra.exe"),
        (TEMP, "u.exe -I text -domain not_a_domain"),
        (TEMP, "u.exe"),
    ],
)
def test_other_shapes_are_silent(image: str, line: str) -> None:
    assert any_of(line, image) is None


@pytest.mark.parametrize(
    "line",
    [
        "u.exe copy -s C:\\a\\good.exe -t C:\\a\\bad.exe",  # no word of signatures
        "u.exe tool sigforge copy -s C:\\a\\good.txt -t C:\\a\\bad.txt",
        "u.exe a b c d sigforge -s C:\\a\\good.exe -t C:\\a\\bad.exe",
        "u.exe tool sigforge check -s C:\\a\\good.exe -t C:\\a\\bad.exe",
        "u.exe sigforge a.exe -s C:\\a\\good.exe -t C:\\a\\bad.exe",
    ],
)
def test_verbs_that_are_no_shape(line: str) -> None:
    assert any_of(line, TEMP) is None
