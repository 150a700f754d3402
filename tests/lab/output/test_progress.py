"""How far the reading has come: shown on a terminal, kept quiet elsewhere."""

from __future__ import annotations

import pytest

from lab.output import progress


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.tally() as tally:
        tally.begin("a.evtx")
        for _ in range(1000):
            tally.event()
        tally.read(5)
    assert (tally.events, tally.bytes, tally.file) == (1000, 5, "a.evtx")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_events_bytes_and_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    class Progress:
        def __enter__(self) -> Progress:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def add_task(self, text: str, total: None) -> int:
            return 7

        def update(self, task: int, description: str) -> None:
            shown.append(description)

    monkeypatch.setattr(progress, "Progress", lambda *columns, **options: Progress())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress.tally() as tally:
        tally.begin("a\x1b.evtx")
        tally.read(2_500_000)
        for _ in range(500):
            tally.event()
    assert shown == ["0 events, 2 MB read, in a\\x1b.evtx", "500 events, 2 MB read, in a\\x1b.evtx"]
