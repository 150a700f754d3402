"""The rows of one chunk: CSV in, CSV out, and no row pays for another's fault."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from codesignrisk_core.protocol.chunk import Answerer
from codesignrisk_core.protocol.table import Record
from hypothesis import given
from hypothesis import strategies as st


class Text:
    """An Answerer whose bodies are text."""

    def __init__(self, judge: Any) -> None:
        self._answerer = Answerer(judge, lambda error: {"score": 0, "why": error}, ["score", "why"], ["why"])

    def answer(self, body: str) -> str:
        return self._answerer.answer(body.encode()).decode()


answerer = Text


def length(record: Record) -> dict[str, Any]:
    return {"score": len(record["line"]), "why": [str(record["line"]), "$"]}


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_row_comes_back_with_its_verdict_behind_it() -> None:
    body = '"_chunked_idx",line,"__mv_line"\n0,abc,\n1,"a""\n,",\n2,"x\ny","$x$;$y$"\n'
    assert answerer(length).answer(body) == (
        "_chunked_idx,line,__mv_line,score,why,__mv_why\r\n"
        '0,abc,,3,"abc\n$",$abc$;$$$$\r\n'
        '1,"a""\n,",,4,"a""\n,\n$","$a""\n,$;$$$$"\r\n'
        "2,\"x\ny\",$x$;$y$,2,\"['x', 'y']\n$\",\"$['x', 'y']$;$$$$\"\r\n"
    )


def test_no_rows_no_header() -> None:
    for body in ("", "_chunked_idx\n", "_chunked_idx,line\n", "\n"):
        assert answerer(length).answer(body) == ""


def test_what_the_judge_drops_is_absent() -> None:
    assert table(answerer(lambda record: None).answer("line\na\n")) == []
    judge = answerer(lambda record: length(record) if record["line"] == "b" else None)
    assert [row[:2] for row in table(judge.answer("line\na\nb\n"))] == [["line", "score"], ["b", "1"]]


def test_fields_of_an_earlier_run_are_set_anew() -> None:
    out = table(answerer(length).answer("score,line,__mv_why,why\n99,a,$x$;$y$,x\n"))
    assert out == [["line", "score", "why", "__mv_why"], ["a", "1", "a\n$", "$a$;$$$$"]]


def test_rows_that_do_not_fit_the_header() -> None:
    out = table(answerer(length).answer("line,b\na\n\na,b,c\n"))
    assert [row[:2] for row in out] == [["line", "b"], ["a", ""], ["a", "b"]]


def test_a_column_that_is_there_twice_comes_back_once() -> None:
    assert [row[:2] for row in table(answerer(length).answer("line,line\na,b\n"))] == [["line", "score"], ["a", "1"]]


def test_a_twin_cell_of_another_form_is_left_as_it_is() -> None:
    out = table(answerer(length).answer("line,__mv_line\nabc,$$x\n"))
    assert out[1][:3] == ["abc", "$$x", "3"]


def test_a_cell_of_any_length() -> None:
    huge = "x" * 11_000_000
    out = answerer(length).answer(f"line\na\n{huge}\nb\n")
    csv.field_size_limit(2**31 - 1)
    assert [row[0] for row in table(out)] == ["line", "a", huge, "b"]


def test_nul_and_private_characters_come_back() -> None:
    """Python 3.9 reads no NUL."""
    line = "a\0b\ue000\ue001\0"
    out = table(answerer(lambda record: {"score": 0, "why": ""}).answer(f"line,n\n{line},1\n").replace("\0", "NUL"))
    assert out[1][0] == line.replace("\0", "NUL")
    seen: list[Record] = []
    answerer(lambda record: seen.append(record) or length(record)).answer(f"line\n{line}\n")
    assert seen == [{"line": line}]


FAULTS = [RuntimeError, RecursionError, MemoryError, ValueError, KeyError]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_judge_leaves_all_rows_untouched(fault: type[Exception]) -> None:
    def judge(record: Record) -> dict[str, Any]:
        if "b" in record["line"]:
            raise fault
        return length(record)

    why = f"internal error, please report it: {fault.__name__}"
    assert table(answerer(judge).answer("line,__mv_line\na,\nb,$b$;$$\nc,\n")) == [
        ["line", "__mv_line", "score", "why", "__mv_why"],
        ["a", "", "0", why, ""],
        ["b", "$b$;$$", "0", why, ""],
        ["c", "", "0", why, ""],
    ]


@pytest.mark.parametrize("value", ["\ud800", ["a", "\udfff"], [1, 2], None, object()])
def test_a_value_that_cannot_be_written_leaves_all_rows_untouched(value: Any) -> None:
    out = table(answerer(lambda record: {"score": 1, "why": value}).answer("line\na\nb\n"))
    assert [row[:2] for row in out] == [["line", "score"], ["a", "0"], ["b", "0"]]
    assert all(row[2].startswith("internal error, please report it: ") for row in out[1:])


CELLS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)


@given(st.lists(CELLS))
def test_any_cells_come_back_as_they_were(rows: list[list[str]]) -> None:
    sent = io.StringIO()
    csv.writer(sent, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["line", "b"], *rows])
    out = answerer(lambda record: {"score": 0, "why": ""}).answer(sent.getvalue()).replace("\0", "\ue000")
    assert [row[:2] for row in table(out)[1:]] == [[cell.replace("\0", "\ue000") for cell in row] for row in rows]


def test_bytes_that_are_no_utf_8_end_nothing() -> None:
    out = Answerer(length, lambda error: {}, ["score", "why"], ["why"]).answer(b"line\na\xffb\n")
    assert table(out.decode())[1][:2] == ["a\ufffdb", "3"]


@given(st.text())
def test_any_text_is_answered(body: str) -> None:
    answerer(lambda record: {"score": 0, "why": ["a", "b"]}).answer(body)
