"""Arguments joined into a line come out of it again."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, joining
from codesignrisk_core.cmdline.normalise import fold
from hypothesis import given
from hypothesis import strategies as st

WORD = st.text(alphabet=st.one_of(st.sampled_from(" \t\"'\\-a"), st.characters(exclude_categories=("Cs",))), max_size=8)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["codesign", "-s", "-", "/tmp/a.app"], "codesign -s - /tmp/a.app"),
        (["codesign", "-s", "-", "/tmp/a b.app"], 'codesign -s - "/tmp/a b.app"'),
        (["sh", "-c", "echo 'x'"], "sh -c \"echo 'x'\""),
        (["sh", "-c", 'echo "x"'], 'sh -c "echo "\'"\'"x"\'"\''),
        (["x", "", "\\"], 'x "" \\'),
        ([], ""),
    ],
)
def test_posix(words: list[str], line: str) -> None:
    assert joining.posix(words) == line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["signtool", "sign", "C:\\My Files\\"], 'signtool sign "C:\\My Files\\\\"'),
        (["x", 'a"b', ""], 'x "a\\"b" ""'),
    ],
)
def test_windows(words: list[str], line: str) -> None:
    assert joining.windows(words) == line


@given(st.lists(WORD))
def test_posix_words_survive(words: list[str]) -> None:
    assert [token.text for token in argv.split_posix(joining.posix(words))] == [fold(word) for word in words]


@given(st.lists(WORD))
def test_windows_words_survive(words: list[str]) -> None:
    """The program's own name knows no escapes, so it is a plain one."""
    assert [token.text for token in argv.split(joining.windows(["x", *words]))] == ["x", *map(fold, words)]


def test_linear() -> None:
    assert len(joining.windows(["\\" * 100_000 + " "])) == 100_003
    assert len(joining.posix(['" ' * 50_000])) > 100_000
