"""What goes to spreadsheets and other programs: no formulas, nothing that steers a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.output.sheet import cell, json_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("certutil -addstore root x.cer", "certutil -addstore root x.cer"),
        ("=cmd|' /c calc'!A1", "'=cmd|' /c calc'!A1"),
        ("@SUM(1)", "'@SUM(1)"),
        (" =1+1", "' =1+1"),
        ("+cmd", "'+cmd"),
        ("-x", "'-x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\\r=1"),
        ("-", "-"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        ("two\nlines\tapart", "two\nlines\tapart"),
        ("\x1b[2J\x07\x08\x7f\x9b\u202e", "\\x1b[2J\\x07\\x08\\x7f\\x9b\\u202e"),
        ("müller", "müller"),
    ],
)
def test_a_cell_is_text(text: str, expected: str) -> None:
    assert cell(text) == expected


@given(st.text())
def test_no_cell_begins_a_formula_or_holds_a_control_character(text: str) -> None:
    safe = cell(text)
    assert not safe.lstrip(" ").startswith(("=", "@", "\r", "\t"))
    assert all(char.isprintable() or char in "\n\t" for char in safe)


@given(st.dictionaries(st.text(), st.text()))
def test_json_reads_back_as_it_was(record: dict[str, str]) -> None:
    written = json_text(json.dumps(record, ensure_ascii=False))
    assert json.loads(written) == record
    assert not any(char in written for char in "\x1b\x7f\x9b\u202e\u2028")
