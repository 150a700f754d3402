"""The wire format, without a process."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.records import Record, columns_of
from lab.splunkd.chunks import ChunkError, decode_body, encode_body, encode_chunk, read_chunk

texts = st.text(st.one_of(st.sampled_from('$;",\n\r\0 a'), st.characters(exclude_categories=["Cs"])), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda name: not name.startswith("__mv_")
)
records = st.lists(
    st.dictionaries(names, st.one_of(texts, st.lists(texts, max_size=4)), max_size=4), min_size=1, max_size=5
)


def test_body_as_splunkd_writes_it() -> None:
    """As captures of Splunk 8.2.1 have it (NDietrich/Splunk-CustomSearchProtocol-v2, example_messages)."""
    batch: list[Record] = [
        {"Image": r"C:\a b.exe", "EventCode": "1", "tags": ["x", "y$"]},
        {"EventCode": "4688", "say": 'a "b"', "tags": "one"},
    ]
    assert encode_body(columns_of(batch), batch, numbered=True).decode() == (
        'Image,EventCode,tags,say,"_chunked_idx","__mv_Image","__mv_EventCode","__mv_tags","__mv_say",'
        '"__mv__chunked_idx"\n'
        '"C:\\a b.exe",1,"x\ny$",,0,,,"$x$;$y$$$",,\n'
        ',4688,one,"a ""b""",1,,,,,\n'
    )


@given(records)
def test_body_round_trip(batch: list[Record]) -> None:
    columns = columns_of(batch)
    decoded, rows = decode_body(encode_body(columns, batch, numbered=True))

    assert decoded == [*columns, "_chunked_idx"]
    for number, (record, row) in enumerate(zip(batch, rows, strict=True)):
        # On the wire an absent field is an empty one, and a list of one is its item.
        values = [record.get(name, "") for name in columns]
        assert row == [*(v if isinstance(v, str) or len(v) > 1 else "".join(v) for v in values), str(number)]


@given(records)
def test_a_plain_csv_reader_sees_the_joined_values(batch: list[Record]) -> None:
    columns = columns_of(batch)
    body = encode_body(columns, batch, numbered=True).decode()
    for row, record in zip(list(csv.reader(io.StringIO(body, newline="")))[1:], batch, strict=True):
        for name, cell in zip(columns, row, strict=False):
            value = record.get(name, "")
            assert cell == (value if isinstance(value, str) else "\n".join(value))


def test_lone_surrogates_become_replacement_characters() -> None:
    assert encode_body(["a"], [{"a": "x\udc80y"}]) == 'a,"__mv_a"\n"x\ufffdy",\n'.encode()


def test_empty_cells_of_a_single_column_are_rows() -> None:
    columns, rows = decode_body(b"a\n\nb\n")
    assert (columns, list(rows)) == (["a"], [[""], ["b"]])


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"a,a\n", r"repeats \['a'\]"),
        (b"a,b\n1\n", "a row has 1 cells, the header 2"),
        (b"a\n\xff\n", "not UTF-8"),
        (b'a\n"x\n', "not CSV"),
        (b"a,__mv_a\nx,y\n", "not a multivalue cell"),
    ],
)
def test_broken_bodies_are_refused(body: bytes, cause: str) -> None:
    with pytest.raises(ChunkError, match=cause):
        list(decode_body(body)[1])


def test_chunk_round_trip() -> None:
    chunk = encode_chunk({"action": "execute", "finished": False}, b"a\n1\n")
    assert chunk == b'chunked 1.0,40,4\n{"action": "execute", "finished": false}a\n1\n'
    stream = io.BytesIO(chunk + encode_chunk({}))
    assert read_chunk(stream) == ({"action": "execute", "finished": False}, b"a\n1\n")
    assert read_chunk(stream) == ({}, b"")
    assert read_chunk(stream) is None


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"hello\n", "expected a chunk, got b'hello"),
        (b"chunked 1.0,2,0\n{", "ends early: 1 of 2 bytes"),
        (b"chunked 1.0,2,9\n{}abc", "ends early: 5 of 11 bytes"),
        (b"chunked 1.0,2,0\n{]", "not JSON"),
        (b"chunked 1.0,2,0\n[]", "not an object"),
    ],
)
def test_broken_chunks_are_refused(data: bytes, cause: str) -> None:
    with pytest.raises(ChunkError, match=cause):
        read_chunk(io.BytesIO(data))
