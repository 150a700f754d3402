"""Where an application comes from that Windows installs from the web."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import app_sources

from tests.core.lines import ids


@pytest.mark.parametrize(
    ("source", "indicators"),
    [
        ("http://10.1.2.3/nuget", ["module_source_trusted", "input_bare_address"]),
        ("C:\\ProgramData\\x\\", ["module_source_trusted"]),
        ("https://nuget.contoso.example/v2", []),
        ("\\\\files01\\modules", []),
        ("", []),
    ],
)
def test_sources_of_modules(source: str, indicators: list[str]) -> None:
    report = Report()
    app_sources.judge_modules(report, "powershell", source)
    assert ids(report) == indicators
    assert report.action == "install_untrusted" * bool(indicators)


@pytest.mark.parametrize(
    ("source", "indicators"),
    [
        ("http://203.0.113.9/a/Tool.application", ["application_from_nobody", "input_bare_address"]),
        ("\\\\203.0.113.9@80\\dav\\Tool.application", ["application_from_nobody", "input_bare_address"]),
        ("https://x.trycloudflare.com/Tool.application", ["application_from_nobody"]),
        ("file:///C:/Users/Public/Tool.application", ["application_from_nobody"]),
        ("C:\\ProgramData\\x\\Tool.msix", ["application_from_nobody"]),
        ("https://apps.contoso.example/Tool.application", []),
        ("\\\\files01\\apps\\Tool.application", []),
        ("C:\\Users\\ann\\Downloads\\Tool.application", []),
        ("", []),
    ],
)
def test_places_that_are_nobodys(source: str, indicators: list[str]) -> None:
    report = Report()
    app_sources.judge(report, "rundll32", source)
    assert ids(report) == indicators
    assert report.action == "install_untrusted" * bool(indicators)
