"""Endpoint Security of macOS as JSON: eslogger(1), Jamf Protect."""

from __future__ import annotations

from codesignrisk_core.records.sensors.endpoint_security import SENSOR

from tests.core.records.sensors.reading import translated

EXEC = {
    "process.executable.path": "/bin/zsh",
    "event.exec.target.executable.path": "/usr/bin/codesign",
    "event.exec.args": ["codesign", "-s", "-", "/tmp/My App.app"],
    "event.exec.cwd.path": "/tmp",
    "host.hostname": "mac-1",
}


def test_an_exec() -> None:
    assert translated(SENSOR, EXEC) == {
        "event_id": "1",
        "host": "mac-1",
        "image": "/usr/bin/codesign",
        "command_line": 'codesign -s - "/tmp/My App.app"',
        "cwd": "/tmp",
        "parent_image": "/bin/zsh",
    }


def test_another_event_of_the_same_process() -> None:
    assert translated(SENSOR, {"process.executable.path": "/bin/zsh", "event.open.file.path": "/tmp/x.p12"}) == {}
