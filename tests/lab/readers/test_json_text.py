"""JSON of any arrangement, object by object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.readers import json_text
from lab.readers.json_text import JsonText

CARRIERS = frozenset({("records",), ("hits", "hits")})


def blocks(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def read(text: str, size: int = 1 << 16) -> tuple[list[Any], list[tuple[int, str]]]:
    told: list[tuple[int, str]] = []
    objects = JsonText(blocks(text, size), CARRIERS, lambda line, cause: told.append((line, cause))).objects()
    return [value for _, value in objects], told


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8) | st.integers(-9, 9).map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), max_size=6)


@settings(max_examples=300)
@given(OBJECTS, st.integers(1, 40), st.sampled_from(["lines", "array", "indented", "row", "commas", "array per line"]))
def test_objects_of_any_arrangement_in_blocks_of_any_size(objects: list[Any], size: int, arrangement: str) -> None:
    lines = [json.dumps(item, ensure_ascii=False) for item in objects]
    text = {
        "lines": "\n".join(lines),
        "array": json.dumps(objects),
        "indented": "\n".join(json.dumps(item, indent=2) for item in objects),
        "row": "".join(lines),
        "commas": "".join(f"{line},\r\n" for line in lines),
        "array per line": "".join(f"[{line}]\n" for line in lines),
    }[arrangement]
    assert read(text, size) == (objects, [])


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
@pytest.mark.parametrize(
    ("text", "objects", "told"),
    [
        ('{"a": "1"}\n{"a": \n{"b": "2"}\n', [{"a": "1"}, {"b": "2"}], [(2, "an object without its end")]),
        ('{"a": x}\n{"b": "2"}', [{"b": "2"}], [(1, "Expecting value at column 7")]),
        ('[\n  {"a": x},\n  {"b": "2"}\n]', [{"b": "2"}], [(2, "Expecting value at column 9")]),
        ('{"a": "x\ty"}\n{"b": "2"}', [{"b": "2"}], [(1, "Invalid control character at column 9")]),
        ('log line\nanother\n{"b": "2"}', [{"b": "2"}], [(1, "Expecting value at column 1")]),
        (
            '{\n  "a": [\n    {"x": 1}\n    {"y": 2}\n  ]\n}\n{"b": "2"}',
            [{"b": "2"}],
            [(1, "Expecting ',' delimiter at line 4, column 5")],
        ),
    ],
)
def test_what_is_broken_is_told_and_the_rest_read(
    text: str, objects: list[Any], told: list[tuple[int, str]], size: int
) -> None:
    read_objects, said = read(text, size)
    assert read_objects == objects
    assert said == [(line, f"not JSON: {cause}") for line, cause in told]


def test_a_large_document_is_read_through_for_what_it_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONGEST_EVENT", 100)
    events = [{"n": str(number)} for number in range(50)]
    beside = {"took": 3, "hits": {"total": {"value": 50}, "hits": events, "max_score": None}, "after": [1, 2]}
    assert read(json.dumps(beside), 10) == (events, [])
    assert read(json.dumps({"records": events}) + '\n{"b": "2"}', 10) == ([*events, {"b": "2"}], [])
    large = {"a": "x" * 300}
    assert read(json.dumps(large) + '\n{"b": "2"}', 10) == (
        [{"b": "2"}],
        [(1, "an event of more than 100 characters is not read")],
    )
    many = {f"k{number}": "x" * 9 for number in range(40)}
    assert read(json.dumps(many) + '\n{"b": "2"}', 10) == ([{"b": "2"}], [(1, "a large object that carries no events")])
    cut = json.dumps({"records": events})[:297]
    assert read(cut + '\n{"b": "2"}', 10) == (
        [*events[:22], {"b": "2"}],
        [(1, "not JSON: Invalid control character at column 298")],
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 1_000_000, "the array has no end"),
        ('{"a":' * 1_000_000, "nested too deeply"),
        ('{"a":\n' * 1_000_000, "too much of it is broken"),
        ('{"a":[1,\n' * 500_000, "too much of it is broken"),
        ('{"a":"' + "x" * 50_000_000, "an event of more than 8,388,608 characters is not read"),
    ],
    ids=["arrays", "objects on a line", "objects on lines", "arrays on lines", "a line without end"],
)
def test_hostile_text_ends_soon(text: str, words: str) -> None:
    """Each of these took minutes where what is broken was read again from every line."""
    objects, told = read(text)
    assert objects == []
    assert words in " ".join(cause for _, cause in told)


def test_text_without_any_event_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "MOST_SKIPPED", 1000)
    assert read('{"a": "1"}\nx' + "x" * 2000, 100) == (
        [{"a": "1"}],
        [
            (2, "not JSON: Expecting value at column 1"),
            (2, "no event in 1,000 characters; the rest of the file is not read"),
        ],
    )
