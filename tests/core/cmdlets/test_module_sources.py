"""Where PowerShell takes its modules from."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

TRUSTED = "module_source_trusted"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Register-PSRepository -Name Lab -SourceLocation http://203.0.113.7/n -InstallationPolicy Trusted",
         [TRUSTED, "input_bare_address"]),
        ("Register-PSRepository Lab \\\\203.0.113.7\\n -InstallationPolicy Trusted", [TRUSTED, "input_bare_address"]),
        ("Register-PSRepository -Name Lab -SourceLocation C:\\Users\\Public\\m -InstallationPolicy Trusted", [TRUSTED]),
        ("Register-PSResourceRepository -Name Lab -Uri http://203.0.113.7/n -Trusted", [TRUSTED, "input_bare_address"]),
        ("Register-PSRepository -Name Lab -SourceLocation http://203.0.113.7/n", []),
        ("Register-PSRepository -Name Lab -SourceLocation https://nuget.lab.example/n -InstallationPolicy Trusted", []),
        ("Set-PSRepository PSGallery -InstallationPolicy Trusted", []),
        ("Install-Module Lab -Repository Own -Force -SkipPublisherCheck", ["publisher_unchecked"]),
        ("Install-Module Lab -SkipPublisherCheck:$false", []),
        ("Install-Module Lab -Force", []),
        ("Get-PSRepository", []),
    ],
)  # fmt: skip
def test_sources(text: str, indicators: list[str]) -> None:
    report = judged_script(text)
    assert (ids(report), report.action) == (indicators, "install_untrusted" * bool(indicators))
