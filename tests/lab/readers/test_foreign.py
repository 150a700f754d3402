"""Files that are no exports, named with what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lab.readers import NoEventsError, ReadError, read


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04....", "a ZIP archive or an Excel file"),
        (b"\x30\0\0\0LfLe", "wevtutil epl OLD.evt NEW.evtx /lf:true"),
        (b"\x28\xb5\x2f\xfd", "zstd -d"),
        (b"PAR1", "Parquet"),
        (b"x" * 257 + b"ustar", "a tar archive"),
        (b"<Objs Version='1.1.0.1' xmlns='x'>", "Export-Clixml"),
        ("\ufeff<?xml version='1.0'?>\r\n<Objs>".encode("utf-16"), "Export-Clixml"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"<Sysmon schemaversion='4.90'>", "a Sysmon configuration"),
        (b"\x7fELF", "a program"),
        (b"no export at all", "not EVTX, XML, JSON, CSV, an audit log"),
    ],
)
def test_a_file_that_holds_no_events_is_named(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        list(read(path))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("content", "skipped"),
    [
        (b"PK\x03\x04....", False),
        (b"\x30\0\0\0LfLe", False),
        (b"PAR1", False),
        (b"x" * 257 + b"ustar", False),
        (b"<Objs>", False),
        (b"%PDF", True),
        (b"\x89PNG", True),
        (b"MZ", True),
        (b"<!DOCTYPE html><html>", True),
        (b"# read me", True),
    ],
)
def test_only_what_may_hold_no_events_is_skipped_in_a_folder(content: bytes, skipped: bool, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        list(read(path))
    assert isinstance(caught.value, NoEventsError) is skipped


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NoEventsError, match="not a regular file: a pipe is read from standard input, as -"):
        list(read(tmp_path / "pipe"))
    with pytest.raises(NoEventsError, match="not a regular file"):
        list(read("/dev/zero"))
