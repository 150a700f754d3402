"""Patterns with ``*``: what they match, and that time does not depend on how often a piece nearly fits."""

from __future__ import annotations

import re
import time

import pytest
from codesignrisk_core.wildcards import MAX_TEXT, folded, like, wildcard
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("*", "", True),
        ("*.exe", "C:\\x\\A.EXE", True),
        ("build*", "BUILD01", True),
        ("build*", "rebuild", False),
        ("*build*", "rebuild01", True),
        ("a**b", "axb", True),
        ("a.b", "axb", False),
        ("[x]", "[X]", True),
        ("[x]", "x", False),
        ("a?b", "axb", False),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("*a*b*", "ba", False),
        ("a*bc*bc", "abcbc", True),
        ("a*bc*bc", "abc", False),
        ("", "", True),
        ("", "x", False),
        ("a*b", "a\nb", True),
        ("(", "(", True),
    ],
)
def test_wildcard(pattern: str, text: str, matches: bool) -> None:
    assert wildcard(pattern).fullmatch(text) is matches


@given(st.text("ab*", max_size=8), st.text("abAB\n", max_size=12))
def test_it_says_what_a_regular_expression_would(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    expected = re.fullmatch(expression, text, re.IGNORECASE | re.DOTALL) is not None
    assert wildcard(pattern).fullmatch(text) is expected


def test_a_text_is_cut_and_its_end_is_then_unknown() -> None:
    text = "a" * MAX_TEXT + "b"
    assert folded(text).cut
    assert wildcard("a*").fullmatch(text)
    assert wildcard("*a*").fullmatch(text)
    assert not wildcard("*a").fullmatch(text)
    assert not wildcard("*b").fullmatch(text)
    assert not wildcard("a" * MAX_TEXT).fullmatch(text)


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        ("*\\agent\\_work\\*\\s\\*.exe", "\\agent\\_work\\1\\s\\ "),
        ("*signtool* sign */f *\\build\\*.pfx*", "signtool sign /f \\build\\ "),
        ("*a*a*a*b", "a"),
        ("*a*a*a*a*a*a*a*a*b*", "a"),
    ],
)
def test_a_text_that_nearly_fits_everywhere_takes_no_time(pattern: str, unit: str) -> None:
    """With a regular expression these took from 9.7 seconds to for ever."""
    text = (unit * MAX_TEXT)[:MAX_TEXT]
    start = time.process_time()
    assert not wildcard(pattern).fullmatch(text)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("I*-Cert*", "import-certificate", True),
        ("gc?", "gcm", True),
        ("gc?", "gc", False),
        ("[f-h]cm", "gcm", True),
        ("[!g]cm", "gcm", False),
        ("[xyz]cm", "gcm", False),
        ("[h-f]cm", "gcm", True),  # no pattern of PowerShell, and an error in Python 3.9
        ("[]cm", "gcm", False),
        ("[gcm", "gcm", False),
        ("(", "(", True),
        ("", "", True),
    ],
)
def test_like(pattern: str, text: str, fits: bool) -> None:
    assert like(pattern)(text) is fits


@settings(max_examples=1000)
@given(st.text(alphabet="*?[]!-^\\az&|~", max_size=40))
def test_any_text_is_a_pattern(pattern: str) -> None:
    assert like(pattern)("import-certificate") in (True, False)


def test_many_stars_take_no_time() -> None:
    started = time.perf_counter()
    assert not like("*?*e" * 60 + "z")("new-selfsignedcertificate")
    assert time.perf_counter() - started < 1
