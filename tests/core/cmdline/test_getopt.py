"""Options as getopt(3) and getopt_long(3) read them, and paths that a sensor tore apart."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, getopt


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x -s - /tmp/My Tool.app b.app", ["-s", "-", "/tmp/My Tool.app", "b.app"]),
        ("x -T /usr/bin/codesign key.p12", ["-T", "/usr/bin/codesign", "key.p12"]),
        ("x /tmp/a /tmp/b", ["/tmp/a", "/tmp/b"]),
        ("x '/tmp/a' b", ["/tmp/a", "b"]),
        ("x /tmp/a", ["/tmp/a"]),
        ("x -t /tmp key.p12", ["-t", "/tmp", "key.p12"]),
    ],
)
def test_rejoin(line: str, words: list[str]) -> None:
    assert getopt.rejoin(argv.split_posix(line)[1:]) == words


def test_letters_and_long_names() -> None:
    grammar = getopt.Grammar("s", frozenset({"sign"}), frozenset({"force"}))
    parsed = getopt.parse(["-fs", "-", "a", "--fo", "--sign=x", "-sy", "--", "-z"], grammar)
    assert parsed.options == (("f", ""), ("s", "-"), ("force", ""), ("sign", "x"), ("s", "y"))
    assert parsed.operands == ("a", "-z")
