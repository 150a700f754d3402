"""osquery: process starts and file events of macOS and Linux, without a parent."""

from __future__ import annotations

import pytest
from codesignrisk_core.scorer import Scorer

from tests.core.sensor_events import (
    APP,
    OSQUERY,
)


@pytest.mark.parametrize("operation", [{}, {"columns.event_type": "exec"}, {"columns.syscall": "execve"}])
def test_osquery_knows_no_parent_image(operation: dict[str, str], scorer: Scorer) -> None:
    verdict = scorer.assess({**OSQUERY, **operation, "columns.parent": "2210"})
    assert verdict["codesign_target"] == [APP.lower()]
    assert verdict["codesign_parent_class"] == ""


def test_osquery_sees_a_trust_anchor_written(scorer: Scorer) -> None:
    anchor = "/usr/local/share/ca-certificates/corp.crt"
    for record in (
        {"action": "added", "columns.target_path": anchor, "columns.action": "CREATED"},
        {"columns.event_type": "create", "columns.path": "/bin/cp", "columns.filename": anchor},
    ):
        verdict = scorer.assess(record)
        assert (verdict["codesign_event"], verdict["codesign_files"]) == ("file", [anchor])
