"""What key and certificate files are called in wildcards, patterns and queries."""

from __future__ import annotations

import pytest
from codesignrisk_core.keyfiles import naming


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("*.pfx", {"pfx"}),
        (".key", {"key"}),
        ("\\.(pfx|p12)$", {"pfx", "p12"}),
        ("*.{pfx,p12}", {"pfx", "p12"}),
        ("ext:pfx;p12", {"pfx", "p12"}),
        ("login.keychain-db", {"keychain-db"}),
        ("web.pfx.txt", set()),
        ("keyboard.keys", set()),
        ("monkey", set()),
    ],
)
def test_kinds_end_a_name(text: str, kinds: set[str]) -> None:
    assert naming.kinds(text) == kinds
