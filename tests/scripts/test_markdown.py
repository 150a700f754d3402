"""Tables of Markdown."""

from __future__ import annotations

from scripts import markdown


def test_a_table() -> None:
    assert markdown.table(("a", "b"), [(1, "x|y"), ("c", "")]) == "| a | b |\n|---|---|\n| 1 | x\\|y |\n| c |  |\n"
