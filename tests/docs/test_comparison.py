"""docs/comparison.md: what the published search and the command make of its lines is what they make of them."""

from __future__ import annotations

import re
import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the measuring needs Python 3.11", allow_module_level=True)

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from scripts import ROOT
from scripts.evaluation import published

PAGE = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (\d+) \| (\d+) \|", PAGE, re.MULTILINE)
PLACES = {
    "signtool.exe": "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\",
    "osslsigncode": "C:\\tools\\",
}
RENAMED = {"C:\\Users\\Public\\svc.exe": "SIGNTOOL.EXE"}


def record(line: str, parent: str) -> dict[str, str]:
    program = line.split()[0]
    place = "" if "\\" in program else PLACES.get(program, "C:\\Windows\\System32\\")
    image = place + program + ("" if program.endswith(".exe") else ".exe")
    return {
        "EventCode": "1",
        "Image": image,
        "OriginalFileName": RENAMED.get(program, ""),
        "CommandLine": line,
        "ParentImage": f"C:\\Windows\\System32\\{parent}",
        "User": "CORP\\a.rivera",
    }


def test_there_are_rows_of_each_kind() -> None:
    assert len(ROWS) == 14
    assert len(re.findall(r"^## What it", PAGE, re.MULTILINE)) == 3


@pytest.mark.parametrize(("line", "parent", "flags", "score"), ROWS)
def test_a_row(line: str, parent: str, flags: str, score: str) -> None:
    event = record(line, parent)
    scored = Scorer(settings.load(ROOT / "lookups")).assess(event)
    assert (published.assess(event)["RiskScore"], int(scored["codesign_score"])) == (int(flags), int(score))
