"""The words of our own sentences, held against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from codesignrisk_core.masking.own_words import SENTENCES

CORE = Path(__file__).resolve().parents[3] / "bin" / "codesignrisk_core"
# What takes a sentence, or a part of one, behind its first argument.
MAKERS = frozenset({"add", "Finding", "judge_secret", "judge_add"})


def sentences() -> Iterator[str]:
    """The literal text of every sentence in the code."""
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in MAKERS:
                for argument in node.args[1:]:
                    texts = (part.value for part in ast.walk(argument) if isinstance(part, ast.Constant))
                    yield from (text for text in texts if isinstance(text, str) and " " in text)


def test_every_word_of_a_sentence_is_known() -> None:
    """A missing word is one that a password could tear out of a sentence: add it to own_words.SENTENCES."""
    words = {word for text in sentences() for word in re.findall(r"[a-z]{2,}", text.lower())}
    assert len(words) > 300
    assert sorted(words - SENTENCES) == []
