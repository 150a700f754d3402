"""Files of Windows events in XML: their shapes, and what goes wrong in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from lab.readers import ReadError
from tests.lab.readers.sysmon import SYSMON, SYSMON_RECORD

ReadAll = Callable[..., tuple[list[Any], list[str]]]


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


@pytest.mark.parametrize(
    "text",
    [
        "<Event><!--" * 60_000,
        "<!--" * 300_000,
        "<?xml " * 300_000,
        "</Events " * 200_000,
        "<Event>" * 300_000,
        "<a:Event" * 300_000,
        "<Event>" + "x" * 20_000_000,
    ],
    ids=["comments in events", "comments", "declarations", "ends", "starts", "prefixes", "an event without end"],
)
def test_hostile_text_ends_soon(text: str, read_all: ReadAll) -> None:
    """Some of these took minutes where each opening was looked for an end through all that follows."""
    with pytest.raises(ReadError, match="no event could be read"):
        read_all("x.xml", text)


def test_deep_user_data_is_read(read_all: ReadAll) -> None:
    deep = "<a>" * 100_000 + "x" + "</a>" * 100_000
    text = f"<Event><System><EventID>1</EventID></System><UserData>{deep}</UserData></Event>"
    records, problems = read_all("x.xml", SYSMON + text + SYSMON)
    assert [records[0], records[2], problems] == [SYSMON_RECORD, SYSMON_RECORD, []]


def test_what_xml_forbids_is_replaced_and_told(read_all: ReadAll) -> None:
    (record, whole), told = read_all("x.xml", SYSMON.replace("cmd /c", "cmd\x01&#2;") + SYSMON, notes=True)
    assert (record["CommandLine"][:5], whole) == ("cmd\ufffd\ufffd", SYSMON_RECORD)
    assert told == ["control characters that XML forbids, in 1 event: each stands as U+FFFD"]


def test_a_prefix_of_the_name_space(read_all: ReadAll) -> None:
    event = re.sub(
        r"<(/?)(?=\w)", r"<\1e:", SYSMON.replace(" xmlns='http://schemas.microsoft.com/win/2004/08/events/event'", "")
    )
    root = f"<e:Events xmlns:e='http://schemas.microsoft.com/win/2004/08/events/event'>{event}</e:Events>"
    assert read_all("x.xml", root) == ([SYSMON_RECORD], [])
    assert read_all("x.xml", event.replace("<e:Event>", "<e:Event xmlns:e='u'>")) == ([SYSMON_RECORD], [])


def test_splunk_results_tell_what_is_broken(read_all: ReadAll) -> None:
    result = (
        "<result offset='0'><field k='a'><value><text>1</text></value><value><text>2</text></value></field></result>"
    )
    text = (
        f"<?xml version='1.0'?>\n<results preview='0'>\n<meta/>\n{result}\n<result><field</result>\n{result}</results>"
    )
    records, problems = read_all("x.xml", text)
    assert records == [{"a": ["1", "2"]}] * 2
    assert [problem.partition(":")[0] for problem in problems] == ["line 5"]
