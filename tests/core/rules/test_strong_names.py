"""Assemblies whose strong name goes unchecked: Microsoft's own are another matter than one's own."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import strong_names


@pytest.mark.parametrize(
    ("assembly", "indicator", "sentence"),
    [
        ("*", "strong_name_skipped", "agent has the strong name of every assembly go unchecked"),
        ("*,*", "strong_name_skipped", "agent has the strong name of every assembly go unchecked"),
        (
            "Lab.Core,9a3f0c2b7d1e4f60",
            "strong_name_skipped",
            "agent has the strong name of Lab.Core,9a3f0c2b7d1e4f60 go",
        ),
        ("*,B77A5C561934E089", "vendor_name_skipped", "agent has the strong names of Microsoft's own assemblies"),
        ("System.Web,b03f5f7f11d50a3a", "vendor_name_skipped", "agent has the strong names of Microsoft's own"),
    ],
)
def test_assemblies(assembly: str, indicator: str, sentence: str) -> None:
    report = Report()
    strong_names.judge(report, "agent", assembly)
    (found,) = report.findings
    assert (found.indicator, report.action) == (indicator, "weaken_code_integrity")
    assert found.sentence.startswith(sentence)
