"""Requests and replies as bytes: what is no whole request is told in words."""

from __future__ import annotations

import io
import json
import time

import pytest
from codesignrisk_core.protocol import wire
from codesignrisk_core.protocol.wire import Chunk, ProtocolError
from hypothesis import given
from hypothesis import strategies as st


def read(data: bytes) -> Chunk | None:
    return wire.read(io.BytesIO(data))


def test_a_request() -> None:
    assert read(b'chunked 1.0,20,4\n{"action":"execute"}a\nb\n') == Chunk({"action": "execute"}, b"a\nb\n")
    assert read(b'chunked  1.0 , 20 , 0 \n{"action":"execute"}') == Chunk({"action": "execute"}, b"")


def test_the_end_between_two_requests_is_the_end() -> None:
    assert read(b"") is None


def test_a_body_comes_as_it_is() -> None:
    assert read(b"chunked 1.0,2,3\n{}a\xffb") == Chunk({}, b"a\xffb")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"chunked 1.0,2,5\n{}a\n", "splunkd announced 5 bytes of rows and sent 2"),
        (b"chunked 1.0,9,5\n{}", "splunkd announced 9 bytes of metadata and sent 2"),
        (b"chunked 1.0,2,999999999999999\n{}", "splunkd announced 999999999999999 bytes of rows and sent 0"),
        (
            b"chunked 1.0,2",
            "splunkd's request begins with b'chunked 1.0,2', not with 'chunked 1.0,<bytes>,<bytes>'",
        ),
        (
            b"chunked 1.0,2," + b"9" * 5_000 + b"\n{}",
            f"splunkd's request begins with b'chunked 1.0,2,{'9' * 46}', not with 'chunked 1.0,<bytes>,<bytes>'",
        ),
        (
            b"chunked 2.0,2,0\n{}",
            "splunkd's request begins with b'chunked 2.0,2,0\\n', not with 'chunked 1.0,<bytes>,<bytes>'",
        ),
        (b"chunked 1.0,0,0\n", "the metadata of splunkd's request are not JSON (JSONDecodeError)"),
        (b"chunked 1.0,1,0\n\xff", "the metadata of splunkd's request are not JSON (UnicodeDecodeError)"),
        (b"chunked 1.0,2,0\n[]", "the metadata of splunkd's request are not a JSON object"),
    ],
)
def test_what_is_no_whole_request_is_told(data: bytes, message: str) -> None:
    with pytest.raises(ProtocolError) as told:
        read(data)
    assert str(told.value) == message


def test_metadata_without_a_bottom() -> None:
    deep = b"[" * 200_000
    with pytest.raises(ProtocolError, match="not JSON"):
        read(b"chunked 1.0,%d,0\n" % len(deep) + deep)


def test_a_body_is_never_taken_in_part() -> None:
    whole = b'chunked 1.0,20,400\n{"action":"execute"}' + b"x" * 400
    for end in range(1, len(whole)):
        with pytest.raises(ProtocolError):
            read(whole[:end])


def test_a_reply() -> None:
    assert wire.reply({"finished": True}, "a\r\n\u00e9".encode()) == b'chunked 1.0,17,5\n{"finished":true}a\r\n\xc3\xa9'


@given(st.dictionaries(st.text(), st.text()), st.binary())
def test_what_is_written_can_be_read(metadata: dict[str, str], body: bytes) -> None:
    assert read(wire.reply(metadata, body)) == Chunk(metadata, body)


@given(st.sampled_from([b"", b"chunked 1.0,2,", b"chunked 1.0,2,3\n"]), st.binary())
def test_any_bytes_are_a_request_or_an_error(start: bytes, data: bytes) -> None:
    try:
        read(start + data)
    except ProtocolError as error:
        json.dumps(str(error))


def test_a_length_takes_no_memory() -> None:
    start = time.process_time()
    with pytest.raises(ProtocolError):
        read(b"chunked 1.0,999999999999999999,0\n{}")
    assert time.process_time() - start < 0.5
