"""What commands of a shell print."""

from __future__ import annotations

import pytest
from codesignrisk_core.masking import printed

BY_LAST = [
    ("echo Zx81 ", ["Zx81"]),
    ("cat <<< Zx81 ", ["Zx81"]),
    ("cat - <<<'Zx 81'", ["Zx 81", "Zx", "81"]),
    ("'Zx81'", ["Zx81"]),
    ("cat pw.txt", []),
    ("echo hello; cat pw.txt", []),
    ("cat <<< hello; cat pw.txt", []),
]
BY_ANY = [
    ("echo Zx81", ["Zx81"]),
    ("echo -n 'Zx81'", ["Zx81"]),
    ("printf %s Zx81", ["Zx81"]),
    ("cat <<< Zx81", ["Zx81"]),
    ("cat <<<Zx81", ["Zx81"]),
    ("echo Zx81 | tr -d x", ["Zx81"]),
    ("echo 'Zx|81'; true", ["Zx|81"]),
    ('echo \\"Zx81\\"', ["Zx81"]),
    ("cat pw.txt", []),
    ("pass show key", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), BY_LAST)
def test_by_last(text: str, words: list[str]) -> None:
    assert list(printed.by_last(text)) == words


@pytest.mark.parametrize(("text", "words"), BY_ANY)
def test_by_any(text: str, words: list[str]) -> None:
    assert list(printed.by_any(text)) == words
