"""The probe tells the columns that it is sent, as the lab's splunkd sends them."""

from __future__ import annotations

from lab.splunkd.scp import ChunkedCommand
from live.engine import HELPER


def test_it_tells_the_columns_of_its_chunk() -> None:
    records = [{"CommandLine": "a", "EventCode": "1", "other": "x"}, {"CommandLine": "b", "other": "y"}]
    with ChunkedCommand(HELPER, name="codesignriskprobe") as command:
        command.start([])
        rows = list(command.stream(records))
    assert command.info["required_fields"] == ["CommandLine", "EventCode", "codesignriskprobe_absent"]
    assert [row["other"] for row in rows] == ["x", "y"]
    [told] = {row["codesignriskprobe_columns"] for row in rows}
    assert set(told.split(",")) >= {"_chunked_idx", "CommandLine", "EventCode"}
    assert "other" not in told.split(",")
