"""No tool reads the words of a line again for each of them: the words that are copied are counted, and no time is."""

from __future__ import annotations

from typing import SupportsIndex, overload

import pytest
from codesignrisk_core import tools
from codesignrisk_core.model import Command, Token, Tool

FILLERS = ("0", ";", "a.pfx", "/a:b", "-a=b", "--x", "CN=a,")
MANY = 300
GROWTH = 2.3
"""What twice the words may cost, and a few more."""


class Words(tuple[Token, ...]):
    """Words of a line that count how many of them are copied into parts of it."""

    copied = 0

    @overload
    def __getitem__(self, place: SupportsIndex) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Token | tuple[Token, ...]:
        found = super().__getitem__(place)
        if not isinstance(place, slice):
            return found
        part = Words(found)
        Words.copied += len(part)
        return part


def copied(tool: Tool, filler: str, count: int) -> int:
    """How many words a tool copies while it reads so many."""
    texts = [tool.images[0], *[filler] * count]
    words = Words(Token(text, text) for text in texts)
    Words.copied = 0
    tool.judge(Command(texts[0], words, " ".join(texts), "C:\\d"))
    return Words.copied


@pytest.mark.parametrize("tool", [tool for tool in tools.TOOLS if tool.images], ids=lambda tool: tool.images[0])
def test_twice_the_words_are_copied_twice(tool: Tool) -> None:
    for filler in FILLERS:
        assert copied(tool, filler, 2 * MANY) <= GROWTH * copied(tool, filler, MANY) + 10, filler


def test_what_is_copied_for_each_word_is_seen() -> None:
    def judge(command: Command) -> object:
        return [command.args[place] for place in range(len(command.tokens) - 1)]

    tool = Tool("x", ("x",), (), judge)  # type: ignore[arg-type]
    assert copied(tool, "a", 2 * MANY) > GROWTH * copied(tool, "a", MANY)
