"""Fuses of Electron programs that are set the weak way."""

from __future__ import annotations

import pytest
from codesignrisk_core.tools import electron_fuses

from tests.core.lines import ids, windows

APP = '--app "C:\\Program Files\\Chat\\Chat.exe"'
OUTPUT = "--app C:\\agent\\_work\\1\\s\\dist\\Chat.exe"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (f"electron-fuses write {APP} EnableEmbeddedAsarIntegrityValidation=off", ["fuses_weakened"]),
        (f"npx @electron/fuses write {APP} OnlyLoadAppFromAsar=off", ["fuses_weakened"]),
        (f"node C:\\Temp\\f.js write {APP} RunAsNode=on", ["fuses_weakened"]),
        (f"node f.js write {OUTPUT} RunAsNode=on", ["fuses_weakened", "build_path"]),
        # the strong way, and reading
        (f"electron-fuses write {APP} EnableEmbeddedAsarIntegrityValidation=on RunAsNode=off", []),
        (f"electron-fuses read {APP}", []),
        ("git commit -m RunAsNode=on", []),
    ],
)
def test_fuses(line: str, indicators: list[str]) -> None:
    assert ids(electron_fuses.judge_any(windows(line))) == indicators


def test_the_program_is_the_target() -> None:
    report = electron_fuses.judge_any(windows(f"electron-fuses write {APP} RunAsNode=on"))
    assert report is not None
    assert (report.targets, report.action) == (["c:\\program files\\chat\\chat.exe"], "fake_signature")
