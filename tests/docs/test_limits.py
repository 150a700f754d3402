"""docs/limits.md: each number is that of the constant that its row names."""

from __future__ import annotations

import importlib
import re

import pytest

from scripts import ROOT

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| .+ \| ([\d,]+) \w+(?: of work)? \| `([\w.]+)\.([A-Z_]+)` \|$", PAGE, re.MULTILINE)


def test_every_row_is_read() -> None:
    table = PAGE.partition("| of | is read |")[2].partition("\n\n")[0]
    assert len(ROWS) == len(table.splitlines()) - 2


@pytest.mark.parametrize(("told", "module", "name"), ROWS)
def test_a_bound(told: str, module: str, name: str) -> None:
    assert int(told.replace(",", "")) == getattr(importlib.import_module(f"codesignrisk_core.{module}"), name)
