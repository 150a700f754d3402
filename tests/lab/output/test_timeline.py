"""The time line: all files' events in order of time."""

from __future__ import annotations

import io

from lab.output.summary import Summary
from lab.output.timeline import TimelineSink
from lab.records import Record


def test_events_of_several_files_stand_in_order_of_time() -> None:
    out = io.BytesIO()
    sink = TimelineSink(out, colour=False)
    first_file: list[Record] = [{"_time": "100", "host": "a"}, {"_time": "300", "host": "c"}, {"host": "behind c"}]
    for record in [*first_file, {"_time": "200", "host": "b"}]:
        sink.add(record)
    sink.close(Summary())
    rows = [line.split("│") for line in out.getvalue().decode().splitlines() if "│" in line]
    assert [row[3].strip() for row in rows[1:]] == ["a", "b", "c", "behind c"]
