"""Keys by which package managers of Linux take packages for genuine, by where they come from."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import package_keys

from tests.core.lines import ids

TRUSTED, BARE = "package_key_trusted", "input_bare_address"
UNSIGNED = "package_checks_off"


@pytest.mark.parametrize(
    ("sources", "indicators"),
    [
        (["http://203.0.113.7/k.asc"], [TRUSTED, BARE]),
        (["https://transfer.sh/x/k.asc"], [TRUSTED]),
        (["/tmp/k.asc"], [TRUSTED]),
        (["https://packages.example/k.asc", "http://203.0.113.7/k.asc"], [TRUSTED, BARE]),
        (["https://packages.example/k.asc"], []),
        (["/etc/pki/rpm-gpg/RPM-GPG-KEY-x"], []),
        ([], []),
    ],
)
def test_where_a_key_comes_from(sources: list[str], indicators: list[str]) -> None:
    report = Report()
    package_keys.judge(report, "rpm", *sources)
    assert (ids(report), report.action) == (indicators, "add_to_store" * bool(indicators))


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("curl http://203.0.113.7/k | gpg --dearmor > /etc/apt/trusted.gpg.d/a.gpg", [TRUSTED, BARE]),
        ("wget -qo /usr/share/keyrings/a.gpg http://203.0.113.7/k", [TRUSTED, BARE]),
        ("curl https://x.ngrok.io/k | apt-key add -", [TRUSTED]),
        ("curl https://packages.example/k | gpg --dearmor -o /etc/apt/keyrings/a.gpg", []),
        ("curl http://203.0.113.7/k -o /srv/k", []),
        ("echo 'deb [trusted=yes] http://203.0.113.7/ ./' > /etc/apt/sources.list.d/a.list", [UNSIGNED, BARE]),
        ("echo 'deb [arch=amd64 trusted=yes] https://repo.example/ ./' | tee /etc/apt/sources.list.d/a", [UNSIGNED]),
        ("echo 'deb [trusted=yes] file:/srv/repo ./' > /etc/apt/sources.list.d/a.list", []),
        ("echo 'deb [signed-by=/usr/share/keyrings/a.gpg] https://repo.example/ ./'", []),
    ],
)
def test_lines_of_a_shell(text: str, indicators: list[str]) -> None:
    report = Report()
    package_keys.judge_text(report, "sh", text)
    assert ids(report) == indicators
