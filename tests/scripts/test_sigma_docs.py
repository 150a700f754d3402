"""docs/sigma.md says what the rules, the samples and the command say today."""

from __future__ import annotations

from scripts import sigma_docs
from scripts.sigma_rules import collection


def test_the_guide_is_current() -> None:
    assert sigma_docs.GUIDE.read_text(encoding="utf-8") == sigma_docs.render(), "run `make docs`"


def test_every_rule_is_in_the_guide() -> None:
    text = sigma_docs.GUIDE.read_text(encoding="utf-8")
    assert [path for path in map(collection.path, collection.load()) if f"(../sigma/{path})" not in text] == []
