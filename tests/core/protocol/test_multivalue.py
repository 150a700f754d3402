"""Cells with several values."""

from __future__ import annotations

import re
import time

import pytest
from codesignrisk_core.protocol.multivalue import decode, encode
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        (["a"], "$a$"),
        (["a", "b"], "$a$;$b$"),
        (["", ""], "$$;$$"),
        ([""], "$$"),
        (["$"], "$$$$"),
        (["$;$", "b$"], "$$$;$$$;$b$$$"),
        (["two\nlines", ""], "$two\nlines$;$$"),
    ],
)
def test_values_and_their_cell(values: list[str], cell: str) -> None:
    assert encode(values) == cell
    assert decode(cell) == values


@pytest.mark.parametrize(
    "cell", ["", "a", "$", "$a", "a$", "$a$;", "$a$b$", "$a$;b", "$$$", "$a$,$b$", "$" * 40_001 + "x"]
)
def test_a_cell_of_another_form_has_no_values(cell: str) -> None:
    assert decode(cell) is None


@given(st.lists(st.text("a$;\n"), min_size=1))
def test_all_values_come_back(values: list[str]) -> None:
    assert decode(encode(values)) == values


@given(st.text("a$;", max_size=12))
def test_only_whole_cells_have_values(cell: str) -> None:
    whole = re.fullmatch(r"\$(?:[^$]|\$\$)*\$(?:;\$(?:[^$]|\$\$)*\$)*", cell)
    values = decode(cell)
    assert (values is not None) == bool(whole)
    assert values is None or encode(values) == cell


@pytest.mark.parametrize("cell", ["$" * 1_000_000 + "x", "$$;" * 400_000, "$" + "$$" * 500_000, "$a$;" * 300_000 + "x"])
def test_time_grows_with_the_cell_only(cell: str) -> None:
    """The SDK's own reading takes 18 seconds for 40,000 of the first."""
    start = time.process_time()
    decode(cell)
    assert time.process_time() - start < 2
