"""Rows cut into cells by what stands outside of their quotes."""

from __future__ import annotations

import csv
import io

import pytest
from codesignrisk_core.triage.shapes import QUOTE, NotRegularError, cells, shape_of
from hypothesis import given
from hypothesis import strategies as st


def read(row: bytes) -> list[str]:
    pieces = row.split(QUOTE)
    return [cell.read(pieces).decode() if cell else "" for cell in cells(shape_of(pieces))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (b'1,"a b",,"x,y",5,', ["1", "a b", "", "x,y", "5", ""]),
        (b'"a"', ["a"]),
        (b'"a""b",c', ['a"b', "c"]),
        (b'"""a""",', ['"a"', ""]),
        (b'"","x"', ["", "x"]),
        (b'"a\nb",7', ["a\nb", "7"]),
    ],
)
def test_rows(row: bytes, expected: list[str]) -> None:
    assert read(row) == expected


def test_rows_that_differ_in_letters_and_digits_outside_of_quotes_look_alike() -> None:
    assert shape_of(b'1,"x",12ab,,'.split(QUOTE)) == shape_of(b'7,"yz",99ZZ,,'.split(QUOTE))
    assert shape_of(b'1,"x",12ab,,'.split(QUOTE)) != shape_of(b'17,"x",12ab,,'.split(QUOTE))


@pytest.mark.parametrize("row", [b'a"b"', b'"a"b', b"a b", b'1,"x"\r,', b"a\rb", b'"a" ,1'])
def test_what_splunkd_does_not_write(row: bytes) -> None:
    with pytest.raises(NotRegularError):
        read(row)


CELLS = st.lists(st.one_of(st.text(st.sampled_from('a1",;\n')), st.text()), min_size=1, max_size=6)


@given(CELLS)
def test_any_cells_are_read_as_they_were_written(row: list[str]) -> None:
    text = ",".join(cell if cell.isascii() and (cell.isalnum() or not cell) else f'"{escaped(cell)}"' for cell in row)
    assert read(text.encode()) == row


def escaped(cell: str) -> str:
    return cell.replace('"', '""')


def test_the_csv_module_agrees() -> None:
    row = b'1,"a ""b"", c",,"""",x'
    assert read(row) == next(csv.reader(io.StringIO(row.decode())))
