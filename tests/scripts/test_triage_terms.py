"""The words by which lines are left out: the file is what the grammars' tables make, and covers each of their words."""

from __future__ import annotations

import pytest

from scripts import triage_terms


def test_the_file_is_made_from_the_tables() -> None:
    assert triage_terms.TERMS.read_text(encoding="utf-8") == triage_terms.written(), "run make docs"


def test_a_cover_is_in_every_word() -> None:
    words = ["certutil", "certmgr", "x.pfx", "mkcert", "abc", "xabcx"]
    found = triage_terms.cover(words)
    assert found == ["abc", "cert", "pfx"]
    assert all(any(short in word for short in found) for word in words)


@pytest.mark.parametrize("name", ["PLAIN", "UNNAMED", "READER", "INSIDE", "SCRIPTS"])
def test_more_is_looked_for_where_more_can_matter(name: str) -> None:
    tables = triage_terms.tables()
    assert all(word == word.lower() for word in tables[name][1])
