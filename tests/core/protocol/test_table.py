"""A chunk in any form of CSV: columns, records, and verdicts as cells."""

from __future__ import annotations

from codesignrisk_core.protocol.table import Layout, cells_of, rows_of, text_of


def test_rows_without_blank_lines() -> None:
    assert list(rows_of('a,b\n\n"x\ny",\r\n1\n')) == [["a", "b"], ["x\ny", ""], ["1"]]


def test_a_layout_keeps_all_but_our_own_columns() -> None:
    layout = Layout(["a", "score", "__mv_a", "a"], {"score"})
    assert layout.kept == ["a", "__mv_a"]
    assert layout.keep(["1", "2", "", "3"]) == ["1", ""]
    assert layout.record(["x\ny", "2", "$x$;$y$", ""]) == {"a": ["x", "y"], "score": "2"}
    assert layout.fit(["1"]) == ["1", "", "", ""]


def test_a_verdict_as_cells() -> None:
    verdict = {"score": 7, "why": ["a", "b$"], "one": ["x"]}
    assert list(cells_of(verdict, ["score", "why", "one"], ["why", "one"])) == [7, "a\nb$", "x", "$a$;$b$$$", ""]
    assert text_of(verdict, ["score", "why", "one"], ["why", "one"]) == '7,"a\nb$",x,$a$;$b$$$,'
