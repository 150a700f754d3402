"""docs/tuning.md: each recipe does what its table says, loaded as a site would load it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tuning.md").read_text(encoding="utf-8")
RECIPE = re.compile(r"^## (.+?)\n.*?^```csv\n(.*?)^```\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \| `(.+?)` \| (\d+) \| (\d+) \|$", re.MULTILINE)
CASES = [
    pytest.param(table, *row, id=f"{title}: {row[2][:60]}")
    for title, table, text in RECIPE.findall(PAGE)
    for row in ROW.findall(text)
]
KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\"
PLACES = {"signtool": KIT, "certutil": "C:\\Windows\\System32\\", "powershell": "C:\\Windows\\System32\\"}


def scored(folder: Path, host: str, user: str, line: str, parent: str) -> int:
    program = line.split()[0]
    record = {
        "EventCode": "1",
        "Computer": host,
        "User": user,
        "Image": f"{PLACES[program]}{program}.exe",
        "CommandLine": line,
        "ParentImage": parent if "\\" in parent else f"C:\\Windows\\System32\\{parent}",
    }
    return int(str(Scorer(settings.load(folder)).assess(record)["codesign_score"]))


def test_there_is_a_recipe_of_each_kind() -> None:
    assert [title for title, *_ in RECIPE.findall(PAGE)] == [
        "Build servers",
        "PKI team",
        "ConfigMgr and Intune",
        "Developers",
    ]


@pytest.mark.parametrize(("table", "host", "user", "line", "parent", "before", "after"), CASES)
def test_a_recipe(
    table: str, host: str, user: str, line: str, parent: str, before: str, after: str, tmp_path: Path
) -> None:
    for lookup in (ROOT / "lookups").glob("*.csv"):
        (tmp_path / lookup.name).write_bytes(lookup.read_bytes())
    untuned = scored(tmp_path, host, user, line, parent)
    kind = "allowlist" if table.startswith("rule_id,") else "indicators"
    (tmp_path / f"codesignrisk_{kind}_local.csv").write_text(table, encoding="utf-8")
    problems = settings.load(tmp_path).warnings
    assert (list(problems), untuned, scored(tmp_path, host, user, line, parent)) == ([], int(before), int(after))
