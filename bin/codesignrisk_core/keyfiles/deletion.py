"""Deleting files: of those that the other readers know, only code-integrity policies matter when they go."""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import code_integrity_policy


def _delete(report: Report, line: Line) -> None:
    """del, erase and rm: every operand goes."""
    code_integrity_policy.judge(report, line.name, line.switches()[1], line.cwd)


READERS: dict[str, Callable[[Report, Line], None]] = dict.fromkeys("del erase rm".split(), _delete)
