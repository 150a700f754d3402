"""Events as the lab holds them: cells of several values, and the columns of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.records import MultivalueError, columns_of, decode_values, encode_values, valid_text

texts = st.text(st.one_of(st.sampled_from('$;",\n\r\0 a'), st.characters(exclude_categories=["Cs"])), max_size=12)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["a", "b"], "$a$;$b$"),
        (["a$", "$b"], "$a$$$;$$$b$"),
        (["", ""], "$$;$$"),
        (["$;$", ";"], "$$$;$$$;$;$"),
        (["line\nbreak", "x"], "$line\nbreak$;$x$"),
    ],
)
def test_multivalue_cells(values: list[str], text: str) -> None:
    assert encode_values(values) == text
    assert decode_values(text) == values


@given(st.lists(texts, min_size=1))
def test_multivalue_cells_round_trip(values: list[str]) -> None:
    assert decode_values(encode_values(values)) == values


@pytest.mark.parametrize("text", ["a", "$a", "$a$;", "$a$b$", "$a$;b", "$$$"])
def test_broken_multivalue_cells_are_refused(text: str) -> None:
    with pytest.raises(MultivalueError, match="not a multivalue cell"):
        decode_values(text)


def test_columns_come_in_order_of_first_sight() -> None:
    assert columns_of([{"b": "1"}, {}, {"a": "2", "b": "3"}]) == ["b", "a"]


def test_lone_surrogates_become_replacement_characters() -> None:
    assert valid_text("x\udc80y ü") == "x\ufffdy ü"
