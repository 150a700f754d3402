"""docs/scoring.md: the worked sums are those that `lab explain` prints."""

from __future__ import annotations

import re
import shlex
import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the lab needs Python 3.11", allow_module_level=True)

from lab.__main__ import main
from scripts import ROOT

ROW = re.compile(r"^\| `(.+?)` \| (?:`(.+?)`)? ?\| (.+) \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
SUMS = ROW.findall(PAGE.partition("## Worked sums")[2])


def test_there_are_some() -> None:
    assert len(SUMS) == 5


@pytest.mark.parametrize(("line", "options", "told"), SUMS)
def test_a_worked_sum(line: str, options: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", line, *shlex.split(options.replace("\\", "\\\\"))])
    shown = capsys.readouterr().out
    parts = [re.search(rf"^  {name}\s+([\d.]+)  ", shown, re.MULTILINE) for name in "AMCkB"]
    score = re.search(r"^  score (\d+),|is an action|: score (0)", shown, re.MULTILINE)
    assert score
    found = [part.group(1) if part else "0" for part in parts] + [score.group(1) or "0"]
    assert found == told.split(" | ")
