"""`python -m live` from end to end: the skip line, the exit status, the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from live import __main__ as main
from live.bench import Bench, Finding, Verdict
from live.report import render
from live.server import Address
from tests.live.splunkd import PASSWORD, TOKEN, Splunkd


@pytest.fixture
def nothing(monkeypatch: Any) -> None:
    """A machine without a server, a Docker engine or a CI."""
    for name in ("SPLUNK_URL", "SPLUNK_PASSWORD", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")


def test_without_a_server_one_line_says_so(nothing: None, capsys: Any) -> None:
    assert main.main([]) == 0
    assert capsys.readouterr().out == (
        "Skipped, no Splunk: no Docker engine with Compose answers. "
        "Set SPLUNK_URL or start a Docker engine: docs/live-splunk.md\n"
    )


def test_on_a_ci_server_that_is_a_failure(nothing: None, monkeypatch: Any) -> None:
    monkeypatch.setenv("CI", "true")
    assert main.main([]) == 1


def test_a_server_without_its_password_is_named(nothing: None, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("SPLUNK_URL", "https://127.0.0.1:1")
    assert main.main([]) == 0
    assert "SPLUNK_URL and SPLUNK_PASSWORD are not set" in capsys.readouterr().out


@pytest.mark.parametrize(("verdict", "status"), [(Verdict.CONFIRMED, 0), (Verdict.NOT_SHOWN, 0), (Verdict.REFUTED, 1)])
def test_the_whole_way(
    fake: tuple[Splunkd, Address], monkeypatch: Any, tmp_path: Path, capsys: Any, verdict: Verdict, status: int
) -> None:
    def one(bench: Bench) -> Iterator[Finding]:
        yield Finding("question", "is it so?", verdict, f"{len(bench.events)} events")

    address = fake[1]
    for name, value in {
        "SPLUNK_URL": address.url,
        "SPLUNK_HEC_URL": address.hec_url,
        "SPLUNK_PASSWORD": PASSWORD,
        "SPLUNK_HEC_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(main, "CHECKS", (one,))
    monkeypatch.setattr(main, "BUILT_APP", tmp_path / "codesignrisk")  # others run the one in build/
    monkeypatch.setattr(main, "ROOT", tmp_path)
    monkeypatch.setattr(main, "REPORT", tmp_path / "build" / "report.md")
    assert main.main([]) == status
    assert f"1 findings, {status} not as in the lab: build/report.md" in capsys.readouterr().out
    text = (tmp_path / "build" / "report.md").read_text(encoding="utf-8")
    assert "Splunk 10.4.3, build fake" in text
    assert f"| question | is it so? | {verdict} | {len(fake[0].events)} events |" in text


def test_every_kind_of_check_is_run() -> None:
    assert [check.__name__ for check in main.CHECKS] == [
        *("command", "macros", "saved_searches", "dashboards", "questions", "logs")
    ]


def test_the_report_counts_and_shows_what_is_open() -> None:
    findings = [
        Finding("macro", "a", Verdict.CONFIRMED, "1 rows"),
        Finding("macro", "b", Verdict.REFUTED, "x | y\nz"),
        Finding("question", "c?", Verdict.NOT_SHOWN),
    ]
    text = render(findings, "Splunk 1")
    assert "| macro | 1 | 1 | 0 |\n| question | 0 | 0 | 1 |\n" in text
    assert "| macro | b | refuted | x \\| y z |" in text
    assert "| macro | a |" not in text
