"""Files of Windows events in XML: their shapes, and what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]


DOUBLE = SYSMON.replace("'", '"').replace("/>", " />")


@pytest.mark.parametrize(
    "text",
    [
        f"{SYSMON}\n{DOUBLE}\n",
        SYSMON + DOUBLE,
        f"<?xml version='1.0' encoding='utf-8'?>\r\n<!-- two -->\r\n<Events>\r\n{SYSMON}\r\n{DOUBLE}\r\n</Events>\r\n",
        f"<Events xmlns='urn:x'>{SYSMON}{DOUBLE}</Events>",
        f"\ufeff{SYSMON}{DOUBLE}",
    ],
    ids=["a line each", "in a row", "a document", "a root with a name space", "byte order mark"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_files_of_all_shapes(text: str, encoding: str, read_all: ReadAll) -> None:
    if encoding == "utf-16":
        text = text.removeprefix("\ufeff")
    assert read_all("events.xml", text.encode(encoding)) == ([SYSMON_RECORD, SYSMON_RECORD], [])


def test_xml_problems_name_the_line_and_the_rest_is_read(read_all: ReadAll) -> None:
    cut = SYSMON[:200]
    lines = [SYSMON, "<Event><System></Event>", cut, SYSMON, "noise", SYSMON, cut]
    records, problems = read_all("events.xml", "\n".join(lines))
    assert records == [SYSMON_RECORD] * 3
    assert [problem.split(":")[0] for problem in problems] == ["line 2", "line 3", "line 5", "line 7"]
    assert ["not well-formed" in problems[0], "an event without its end" in problems[1]] == [True, True]
    assert problems[2] == "line 5: text that is no event: 'noise'"
    assert "an event without its end" in problems[3]
