"""From the first request to the end: every failure is told in a reply."""

from __future__ import annotations

import io
from typing import Any

import pytest
from codesignrisk_core.protocol import conversation, wire
from codesignrisk_core.protocol.wire import ProtocolError

INFO = {"action": "getinfo", "searchinfo": {"args": ["record=true"], "raw_args": ["record=true"], "sid": "1"}}
ROWS = wire.reply({"action": "execute", "finished": False}, b"a\n1\n")
LAST = wire.reply({"action": "execute", "finished": True}, b"")


def told(out: io.BytesIO) -> list[wire.Chunk]:
    out.seek(0)
    return list(iter(lambda: wire.read(out), None))


def test_the_first_request() -> None:
    assert conversation.first(io.BytesIO(wire.reply(INFO))).metadata == INFO


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "splunkd sent no request"),
        (wire.reply({"action": "execute"}), "splunkd's first request is 'execute', not getinfo"),
        (wire.reply({}), "splunkd's first request is None, not getinfo"),
        (wire.reply(INFO, b"a\n"), "splunkd's first request brings rows"),
        (wire.reply({"action": "getinfo"}), "splunkd's first request says nothing of the search"),
        (wire.reply({"action": "getinfo", "searchinfo": []}), "splunkd's first request says nothing of the search"),
    ],
)
def test_what_cannot_be_a_first_request(data: bytes, message: str) -> None:
    with pytest.raises(ProtocolError) as error:
        conversation.first(io.BytesIO(data))
    assert str(error.value) == message


def test_no_word_of_the_search_goes_on() -> None:
    request = conversation.without_arguments(wire.Chunk(INFO, b""))
    assert wire.read(io.BytesIO(request)) == wire.Chunk(
        {"action": "getinfo", "searchinfo": {"args": [], "raw_args": [], "sid": "1"}}, b""
    )


def test_chunks_are_answered_until_the_pipe_is_closed() -> None:
    out = io.BytesIO()
    assert conversation.go_on(io.BytesIO(ROWS + LAST), out, bytes.upper) == 0
    assert told(out) == [wire.Chunk({"finished": False}, b"A\n1\n"), wire.Chunk({"finished": True}, b"")]


def test_what_comes_up_on_the_way_is_told_with_the_chunk() -> None:
    out, untold = io.BytesIO(), [[("WARN", "one"), ("INFO", "two")], []]
    conversation.go_on(io.BytesIO(ROWS + LAST), out, bytes.upper, lambda: untold.pop(0))
    first, second = told(out)
    assert first.metadata == {"finished": False, "inspector": {"messages": [["WARN", "one"], ["INFO", "two"]]}}
    assert second.metadata == {"finished": True}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ROWS[:-1], "splunkd announced 4 bytes of rows and sent 3"),
        (wire.reply(INFO), "splunkd's request is 'getinfo', not execute"),
        (b"{}", "splunkd's request begins with b'{}', not with 'chunked 1.0,<bytes>,<bytes>'"),
    ],
)
def test_a_fault_behind_good_chunks_is_told(data: bytes, message: str) -> None:
    out = io.BytesIO()
    assert conversation.go_on(io.BytesIO(ROWS + data), out, bytes.upper) == 1
    first, last = told(out)
    assert first == wire.Chunk({"finished": False}, b"A\n1\n")
    assert last.metadata["finished"] is True
    assert last.metadata["inspector"] == {"messages": [["ERROR", message]]}


@pytest.mark.parametrize("fault", [MemoryError, UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), ValueError("{x}")])
def test_a_fault_of_ours_is_told(fault: Any) -> None:
    def answer(body: bytes) -> bytes:
        raise fault

    out = io.BytesIO()
    assert conversation.go_on(io.BytesIO(ROWS), out, answer) == 1
    [reply] = told(out)
    assert reply.metadata["inspector"]["messages"][0][1].startswith("internal error, please report it: ")
