"""A command line that comes with several values: one line's words, or several lines."""

from __future__ import annotations

import pytest
from codesignrisk_core.records import several

ADD = "certutil -addstore root C:\\a b\\x.cer"


@pytest.mark.parametrize(
    ("values", "image", "line", "lines"),
    [
        # one value, also when a field was extracted twice
        ([ADD], "", ADD, ()),
        ([ADD, ADD], "", ADD, ()),
        # words
        (["certutil", "-addstore", "root", "x.cer"], "", "certutil -addstore root x.cer", ()),
        (["certutil", "-f", "-f", "-"], "", "certutil -f -f -", ()),
        (["certutil", "-addstore", "a b"], "", 'certutil -addstore "a b"', ("a b",)),
        (["C:\\a b\\certutil.exe", "x"], "", '"C:\\a b\\certutil.exe" x', ("C:\\a b\\certutil.exe",)),
        (["security", "import", "a b"], "/usr/bin/security", 'security import "a b"', ("a b",)),
        (["/bin/sh", "-c", 'x "y"'], "", "/bin/sh -c \"x \"'\"'\"y\"'\"'", ("x \"y\"",)),
        # lines; the first stays as it stands, and words may belong to it
        (["notepad.exe", ADD], "", f'notepad.exe "{ADD}"', (ADD,)),
        ([ADD, "notepad.exe"], "", f"{ADD} notepad.exe", (ADD,)),
        ([ADD, "notepad.exe a", ADD], "", f'{ADD} "notepad.exe a" "{ADD}"', (ADD, "notepad.exe a")),
        (["certutil -addstore", "root", "x.cer"], "", "certutil -addstore root x.cer", ("certutil -addstore",)),
        (["C:\\a\\certutil.exe -addstore", "root"], "", "C:\\a\\certutil.exe -addstore root",
         ("C:\\a\\certutil.exe -addstore",)),
        # blanks at an end make no line
        (["certutil ", "-store"], "", "certutil  -store", ()),
    ],
)  # fmt: skip
def test_values_are_words_and_those_with_blanks_lines_as_well(
    values: list[str], image: str, line: str, lines: tuple[str, ...]
) -> None:
    assert several.line(values, image) == line
    assert several.lines(values) == lines
