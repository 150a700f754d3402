"""A line as the readers of key files take it: words up to the next pipe, switches, redirections."""

from __future__ import annotations

from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


def test_a_line_ends_at_the_pipe() -> None:
    report = keyfiles.judge(windows("dir D:\\ /s .key | findstr /i .key"))
    assert found(report) == ["hunt_weak_key_files"]
