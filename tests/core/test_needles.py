"""Many words in one text: found are those that stand in it, whatever stands around them."""

from __future__ import annotations

import pytest
from codesignrisk_core import cmdlets
from codesignrisk_core.needles import Needles, holds, prepared
from hypothesis import given
from hypothesis import strategies as st

WORDS = ("certutil", "signtool", "osslsigncode", "-ca", "sig #", "' + '", "[char", "\\trust", "é.cer")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", False),
        ("CertUtil -addstore", True),
        ("&{my_certutil2}", True),  # inside of a longer word
        ("cert util", False),
        ("cert\nutil", False),
        ("sign tool signtoo ertutil", False),  # pieces of words, and no word
        ("# SIG # Begin", True),  # a blank in the word
        ("# sig  #", False),
        ("('a' + 'b')", True),  # quotes in the word
        ("('a'+'b')", False),
        ("[Char]65", True),  # a bracket in the word
        ("HKLM:\\software\\Trust", True),
        ("x=\u00c9.CER;", True),
        ("\udcff -CA", True),  # half a character
    ],
)
def test_words_are_found_where_they_stand(text: str, found: bool) -> None:
    assert Needles(WORDS).any_in(prepared(text)) is found


def test_nothing_is_found_of_no_words() -> None:
    assert not Needles(()).any_in(prepared("certutil"))


PIECES = ("cert", "util", "sign", "tool", " ", "\n", "'", "+", "-ca", "sig", "#", "[", "char", "\\", "Tr", "ust", "x")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_it_finds_what_looking_for_one_word_after_the_other_finds(text: str) -> None:
    lower = text.lower()
    for words in (WORDS, cmdlets.MARKS, cmdlets.DISGUISES, cmdlets.PROGRAMS):
        assert Needles(words).any_in(prepared(text)) == holds(lower, words) == any(word in lower for word in words)
