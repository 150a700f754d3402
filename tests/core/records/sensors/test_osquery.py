"""osquery: process starts and file events of macOS and Linux, without a parent."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records.sensors.osquery import SENSOR
from codesignrisk_core.scorer import Scorer

from tests.core.records.sensors.reading import translated
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


START = {"columns.path": "/bin/cp", "columns.cmdline": "cp a b", "columns.cwd": "/tmp", "columns.username": "ann"}
STARTED = {"event_id": "1", "host": "mac-1", "image": "/bin/cp", "command_line": "cp a b", "cwd": "/tmp", "user": "ann"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        # osquery.io/schema: es_process_events, process_events, bpf_process_events, processes
        ({**START, "columns.event_type": "exec"}, STARTED),
        ({**START, "columns.syscall": "execve"}, STARTED),
        ({**START, "columns.syscall": "execveat"}, STARTED),
        (START, STARTED),
        ({**START, "columns.event_type": "fork"}, {}),
        ({**START, "action": "removed"}, {}),
        ({**START, "columns.cmdline": ""}, {}),
        # es_process_file_events, file_events
        *(
            (
                {"columns.path": "/bin/cp", "columns.filename": "/x/a.crt", "columns.event_type": done},
                {"event_id": "11", "host": "mac-1", "target_file": "/x/a.crt", "writer": "/bin/cp"},
            )
            for done in ("create", "write")
        ),
        (
            {"columns.path": "/bin/mv", "columns.filename": "/x/b", "columns.dest_filename": "/x/a.crt",
             "columns.event_type": "rename"},
            {"event_id": "11", "host": "mac-1", "target_file": "/x/a.crt", "writer": "/bin/mv"},
        ),
        *(
            (
                {"columns.target_path": "/x/a.crt", "columns.action": done},
                {"event_id": number, "host": "mac-1", "target_file": "/x/a.crt"},
            )
            for done, number in (("CREATED", "11"), ("UPDATED", "11"), ("MOVED_TO", "11"), ("DELETED", "26"))
        ),
        ({"columns.target_path": "/x/a.crt", "columns.action": "ATTRIBUTES_MODIFIED"}, {}),
    ],
)  # fmt: skip
def test_rows_of_every_table(record: dict[str, Any], expected: dict[str, str]) -> None:
    assert translated(SENSOR, {"hostIdentifier": "mac-1", **record}) == expected
