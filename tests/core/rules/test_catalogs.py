"""Catalogs that are deleted, all or many of them."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import catalogs

ROOT = "C:\\Windows\\System32\\CatRoot"
GUID = "{F750E6C3-38EE-11D1-85E5-00C04FC295EE}"


@pytest.mark.parametrize(
    ("operand", "deleted"),
    [
        (ROOT, True),
        (f"{ROOT}\\{GUID}", True),
        (f"{ROOT}\\{GUID}\\*.cat", True),
        (f"{ROOT}\\*", True),
        ("%windir%\\System32\\CatRoot", True),
        (f"{ROOT}\\{GUID}\\oem7.cat", False),
        (f"{ROOT}2", False),
        (f"{ROOT}2\\edb.log", False),
        ("C:\\lab\\catroot", False),
    ],
)
def test_what_goes(operand: str, deleted: bool) -> None:
    report = Report()
    catalogs.judge_deleted(report, "rd", [operand], "")
    sentence = "rd deletes the catalogs by which files of Windows count as signed"
    assert report.findings == ([("catalogs_deleted", sentence)] if deleted else [])
    assert (report.action, len(report.targets)) == ("weaken_code_integrity" * deleted, int(deleted))
