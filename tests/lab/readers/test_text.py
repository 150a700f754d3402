"""Bytes to text: encodings that are declared, that show, and that have to be guessed."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.readers.text import Text, encoding_of, is_known

CP850 = "not UTF-8: read as the console's Western code page (cp850); --encoding names another"
CP1252 = "not UTF-8: read as Windows' Western code page (windows-1252); --encoding names another"
UNKNOWN = "not UTF-8, and of no code page that shows: name it, such as --encoding cp866 or cp1251"
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def read(data: bytes, asked: str = "") -> tuple[str, list[str]]:
    notes: list[str] = []
    return "".join(Text(io.BytesIO(data), data[:4096], notes.append, asked).blocks()), notes


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"plain", "plain", []),
        ("müller ®".encode(), "müller ®", []),
        ("\ufeffmüller".encode(), "müller", []),
        ("\ufeffmüller".encode("utf-16-le"), "müller", []),
        ("\ufeffmüller".encode("utf-16-be"), "müller", []),
        ("{müller".encode("utf-16-le"), "{müller", ["UTF-16 without byte order mark, read as utf-16-le"]),
        ("{müller".encode("utf-16-be"), "{müller", ["UTF-16 without byte order mark, read as utf-16-be"]),
        # declared
        ((DECLARED.format("windows-1252") + "müller").encode("cp1252"), DECLARED.format("windows-1252") + "müller", []),
        ((DECLARED.format("IBM850") + "müller").encode("cp850"), DECLARED.format("IBM850") + "müller", []),
        ((DECLARED.format("UTF-16") + "müller").encode(), DECLARED.format("UTF-16") + "müller", []),
        ((DECLARED.format("rot13") + "müller").encode(), DECLARED.format("rot13") + "müller", []),
        # guessed, by what makes words of it
        ("Users\\müller\\".encode("cp850"), "Users\\müller\\", [CP850]),
        ("Users\\jörg\\Téléchargements".encode("cp850"), "Users\\jörg\\Téléchargements", [CP850]),
        ("Users\\müller\\".encode("cp1252"), "Users\\müller\\", [CP1252]),
        ("Windows® “x”".encode("cp1252"), "Windows® “x”", [CP1252]),
        # of no Western code page, or damaged: the bytes stay
        (
            "Пользователь".encode("cp866"),
            "Пользователь".encode("cp866").decode("utf-8", "surrogateescape"),
            [UNKNOWN, "6 bytes are not text of its encoding (utf-8); they are kept as bytes"],
        ),
        (
            "müller grüßt ".encode() + b"\xff",
            "müller grüßt \udcff",
            ["1 bytes are not text of its encoding (utf-8); they are kept as bytes"],
        ),
        # cut in the middle of a character
        ("mü".encode()[:-1], "m\udcc3", ["1 bytes are not text of its encoding (utf-8); they are kept as bytes"]),
    ],
)
def test_encodings(data: bytes, text: str, notes: list[str]) -> None:
    assert read(data) == (text, notes)


def test_the_user_s_word_counts_but_for_a_mark() -> None:
    assert read("Пользователь".encode("cp866"), "cp866") == ("Пользователь", [])
    assert read("\ufeffmüller".encode("utf-16-le"), "cp866") == ("müller", [])


@pytest.mark.parametrize(("name", "known"), [("cp866", True), ("UTF-8", True), ("rot13", False), ("x", False)])
def test_names_of_encodings(name: str, known: bool) -> None:
    assert is_known(name) is known


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(1, 7))
def test_characters_are_whole_wherever_blocks_end(text: str, size: int) -> None:
    data = text.encode()
    if encoding_of(data) != ("utf-8", 0):
        return

    class Slow(io.BytesIO):
        def read(self, count: Any = -1) -> bytes:
            return super().read(min(count, size))

    notes: list[str] = []
    assert "".join(Text(Slow(data), data, notes.append).blocks()) == text
    assert notes == []


def test_lines_end_at_line_feeds_only() -> None:
    text = Text(io.BytesIO("a\u2028b\r\nc\x0bd\n\ne".encode()), b"a", lambda note: None)
    assert list(text.lines(100)) == ["a\u2028b\r\n", "c\x0bd\n", "\n", "e"]


def test_a_line_has_a_bound() -> None:
    text = Text(io.BytesIO(b"a\n" + b"x" * 200_000), b"a", lambda note: None)
    lines = text.lines(1000)
    assert next(lines) == "a\n"
    with pytest.raises(ValueError, match="a line of more than 1,000 characters"):
        next(lines)
