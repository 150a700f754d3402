"""What key and certificate files are called in wildcards, patterns and queries."""

from __future__ import annotations

import pytest
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.trust import file_kinds


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


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # how tools and people ask for them
        ("extension='pfx'", {"pfx"}),
        ('-Filter "*.P12"', {"p12"}),
        ("|jks;jceks", {"jks", "jceks"}),
        ("{cer,crt}", {"cer", "crt"}),
        ("*.key*", {"key"}),
        ("a.pem b.pem", {"pem"}),
        ("$name.pvk$", {"pvk"}),
        # a name that goes on is another kind of file
        ("a.keys", set()),
        ("a.pfx.bak", set()),
        ("pfx", set()),
        ("", set()),
    ],
)
def test_kinds_in_patterns_and_queries(text: str, kinds: set[str]) -> None:
    assert naming.kinds(text) == kinds


@pytest.mark.parametrize(
    ("word", "many"),
    [
        *((word, True) for word in ("*.pfx", "a?.pfx", "C:\\k\\*.key", "[ab].pfx", "*.{pfx,p12}", "C:\\*\\a.pfx")),
        # an extension alone stands for all files that have it
        *((word, True) for word in (".key", "C:\\k\\.pfx", ".keychain-db")),
        *((word, False) for word in ("a.pfx", "C:\\k\\a.pfx", "key", "", ".a.b")),
    ],
)
def test_a_word_that_stands_for_many_files(word: str, many: bool) -> None:
    assert naming.has_wildcard(word) is many


@pytest.mark.parametrize(
    ("word", "secret"),
    [
        *((f"*{word}*", True) for word in ("pass", "Password", "pwd", "cred", "secret")),
        *(
            (word, True)
            for word in ("*.kdb", "*.kdbx", "*.ppk", "*.rdp", "*.ovpn", "id_rsa*", "id_ed25519*", "id_dsa*")
        ),
        ("C:\\x\\*pass*", True),
        # a file of that name is not looked for, and a passport is no password
        *((word, False) for word in ("passwords.txt", "*passport*", "*.txt", "id_x*", "*.kdbxx", "")),
    ],
)
def test_wildcards_for_passwords_and_logons(word: str, secret: bool) -> None:
    assert naming.is_other_secret(word) is secret


def test_a_marker_stands_in_every_line_that_names_a_kind() -> None:
    for kind in sorted(file_kinds.KEY_OPERANDS):
        assert any(marker in f"copy a.{kind} b" for marker in naming.MARKERS), kind
        assert kind in naming.WORDS
