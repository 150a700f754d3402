"""Text that is fit to be shown."""

from __future__ import annotations

import pytest
from codesignrisk_core import clean


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("certutil adds a certificate", "certutil adds a certificate"),
        ("größer: 証明書", "größer: 証明書"),
        # line breaks part multivalue fields; escapes and direction marks deceive a reader
        ("a\r\nb", "a  b"),
        ("a\x1b[31mb\x9bc", "a [31mb c"),
        ("exe\u202efdp", "exe fdp"),
        ("a\u2028b", "a b"),
        # no UTF-8 for half a character
        ("a\ud800b", "a b"),
        ("12345678", "12345678"),
        ("123456789", "1234567…"),
        ("", ""),
    ],
)
def test_line(text: str, line: str) -> None:
    assert clean.line(text, 8 if text.startswith("12345") else 100) == line
