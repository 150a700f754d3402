"""The index terms of the searches are made from the scorer's own tables."""

from __future__ import annotations

import re

import pytest

from scripts import index_terms

TEXT = index_terms.MACROS.read_text(encoding="utf-8")


def test_the_macros_are_as_the_tables_make_them() -> None:
    assert index_terms.written(TEXT) == TEXT, "run make docs"


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (["pfx"], ["pfx"]),
        # a stem stands for what begins with it
        (["certutil", "certmgr", "cer"], ["cer", "cert*"]),
        (["x509*"], ["x509*"]),
        # an index breaks words at signs: the longest part is asked for
        (["keychain-db", "sign-sacker", "a.b*"], ["a*", "keychain*", "sacker"]),
        # both words, in any order
        (["private key"], ["(private key)"]),
        ([], []),
    ],
)
def test_terms(words: list[str], terms: list[str]) -> None:
    assert index_terms.terms(words) == terms


def test_long_definitions_go_on_in_the_next_line() -> None:
    made = index_terms.any_of(f"word{number:03}" for number in range(60))
    lines = made.split(" \\\n")
    assert len(lines) > 3
    assert max(map(len, lines)) < 140
    assert [line.strip("( )").split(" OR ")[0] for line in lines[:2]] == ["word000", "word011"]


@pytest.mark.parametrize("macro", index_terms.GENERATED)
def test_no_term_begins_with_a_wildcard(macro: str) -> None:
    if not macro.startswith("codesignrisk_dm_"):  # tstats reads a model's own fields, not the words of the index
        assert re.findall(r"(?<![\w])\*\w", index_terms.GENERATED[macro]()) == []


def test_a_macro_that_is_gone_is_told() -> None:
    with pytest.raises(ValueError, match="codesignrisk_process_terms stands there 0 times"):
        index_terms.written("[other]\ndefinition = x\n")
