"""How a reply is laid over the records that it answers."""

from __future__ import annotations

import pytest

from lab.records import Record
from lab.splunkd.chunks import ChunkError
from lab.splunkd.merge import merge


def merged(batch: list[Record], sent: list[str], body: str, numbered: bool = True) -> list[Record]:
    return list(merge(batch, sent, body.encode(), numbered))


def test_unsent_fields_stay_and_new_ones_are_kept_even_when_empty() -> None:
    batch: list[Record] = [{"a": "1", "unsent": ["x", "y"]}, {"a": "2"}]
    assert merged(batch, ["a"], "_chunked_idx,a,new\n0,1,\n1,2,hit\n") == [
        {"a": "1", "unsent": ["x", "y"], "new": ""},
        {"a": "2", "new": "hit"},
    ]


def test_dropped_rows_are_absent_and_the_index_says_which() -> None:
    batch: list[Record] = [{"n": "zero"}, {"n": "one"}, {"n": "two"}]
    assert merged(batch, ["n"], "_chunked_idx,n\n2,two\n") == [{"n": "two"}]


@pytest.mark.parametrize(
    "value",
    ["", [], ["x"], [""], "line\nbreak", "lone \udc80", ["lone \udc80"]],
    ids=["empty", "no values", "one value", "one empty value", "newline", "surrogate", "surrogate in a list"],
)
def test_a_field_that_comes_back_as_sent_keeps_its_form(value: str | list[str]) -> None:
    wire = (value if isinstance(value, str) else "".join(value)).replace("\udc80", "\ufffd")
    assert merged([{"f": value}], ["f"], f'_chunked_idx,f\n0,"{wire}"\n') == [{"f": value}]


def test_an_absent_field_stays_absent_unless_the_command_sets_it() -> None:
    batch: list[Record] = [{"a": "1"}, {"b": "2"}]
    assert merged(batch, ["a", "b"], "_chunked_idx,a,b\n0,1,\n1,set,2\n") == [{"a": "1"}, {"b": "2", "a": "set"}]


def test_a_sent_field_that_does_not_come_back_is_gone() -> None:
    assert merged([{"a": "1", "unsent": "u"}], ["a"], "_chunked_idx,new\n0,x\n") == [{"unsent": "u", "new": "x"}]


def test_a_lost_multivalue_twin_shows() -> None:
    assert merged([{"f": ["a", "b"]}], ["f"], '_chunked_idx,f\n0,"a\nb"\n') == [{"f": "a\nb"}]
    assert merged([{"f": ["a", "b"]}], ["f"], '_chunked_idx,f,__mv_f\n0,"a\nb",$a$;$b$\n') == [{"f": ["a", "b"]}]


def test_without_an_index_rows_pair_by_position_if_none_was_dropped() -> None:
    batch: list[Record] = [{"a": ["1"]}, {"b": ""}]
    assert merged(batch, ["a", "b"], "a,b,n\n1,,x\n,,y\n", numbered=False) == [
        {"a": ["1"], "n": "x"},
        {"b": "", "n": "y"},
    ]
    assert merged(batch, ["a", "b"], "a,b,n\n,7,y\n", numbered=False) == [{"b": "7", "n": "y"}]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("a\n1\n", "lacks _chunked_idx"),
        ("_chunked_idx,a\n9,1\n", "'9' for _chunked_idx"),
        ("_chunked_idx,a\n,1\n", "''"),
    ],
)
def test_a_reply_without_a_usable_index_is_refused(body: str, cause: str) -> None:
    with pytest.raises(ChunkError, match=cause):
        merged([{"a": "1"}], ["a"], body)
