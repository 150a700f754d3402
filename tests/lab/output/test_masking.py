"""Secrets in what the lab prints."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Token
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.output.masking import Mask
from lab.output.terminal import printable


@given(st.text(min_size=4, max_size=12).map(str.strip), st.text(max_size=20), st.text(max_size=20))
def test_a_secret_of_some_length_is_masked_wherever_it_stands(secret, before, after):
    assume(len(secret) >= 4 and "*" not in secret)
    assert printable(secret) not in Mask([secret]).text(before + secret + after)


@pytest.mark.parametrize(
    ("secret", "text", "masked"),
    [
        ("Hunter2", "a hunter2b", "a ***b"),  # in any case, anywhere
        ("abc", "abc abcd -abc", "*** abcd -***"),  # a short one as a whole word only
        (" ", "a b", "a b"),
    ],
)
def test_text(secret: str, text: str, masked: str) -> None:
    assert Mask([secret]).text(text) == masked


@pytest.mark.parametrize(
    ("line", "words", "shown"),
    [
        ("tool -p Hunter2", "tool -p Hunter2", "tool -p ***"),
        ('tool -p Hun"ter2"', "tool -p Hunter2", "tool -p ***"),  # the words show it, the line does not
        ("tool -enc SAB1AG4A", "tool -enc SAB1AG4A", None),  # neither does
    ],
)
def test_a_line_is_shown_only_where_its_secret_is_seen(line: str, words: str, shown: str | None) -> None:
    tokens = [Token(word, word) for word in words.split()]
    assert Mask(["Hunter2"]).line(line, tokens, ["Hunter2"]) == shown
