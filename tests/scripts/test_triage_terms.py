"""The words by which lines are left out: the files are what the tables make, and cover each of their words."""

from __future__ import annotations

import pytest

from scripts import triage_terms


def test_the_files_are_made_from_the_tables() -> None:
    for path, text in triage_terms.written().items():
        assert path.read_text(encoding="utf-8") == text, "run make docs"


def test_a_cover_is_in_every_word() -> None:
    words = ["certutil", "certmgr", "x.pfx", "mkcert", "abc", "xabcx"]
    found = triage_terms.cover(words)
    assert found == ["abc", "cert", "pfx"]
    assert all(any(short in word for short in found) for word in words)


@pytest.mark.parametrize("name", ["PLAIN", "UNNAMED", "READER", "INSIDE", "SCRIPTS"])
def test_more_is_looked_for_where_more_can_matter(name: str) -> None:
    tables = triage_terms.words()
    assert all(word == word.lower() for word in tables[name][1])
