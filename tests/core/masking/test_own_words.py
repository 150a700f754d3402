"""The words of our own sentences, held against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from codesignrisk_core import tools
from codesignrisk_core.masking.own_words import SENTENCES
from codesignrisk_core.settings import Settings
from codesignrisk_core.trust import stores

CORE = Path(__file__).resolve().parents[3] / "bin" / "codesignrisk_core"
# What takes a sentence, or a part of one, behind its first argument.
MAKERS = frozenset({"add", "Finding", "judge_secret", "judge_add"})
# Where literals with blanks are names of options or messages to the user, and no part of a sentence.
NO_SENTENCES = ("powershell/", "protocol/", "settings/", "records/", "unwrap/prefixes.py", "scorer.py", "masking/")


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the core."""
    for path in CORE.rglob("*.py"):
        yield path.relative_to(CORE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def literals(tree: ast.AST) -> Iterator[str]:
    """The literals with a blank that may be a part of a sentence: no docstring, no table of words."""
    tables = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"
    }
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if " " in text and "\n" not in text and id(node) not in tables | documents:
            yield text


def sentences() -> Iterator[str]:
    """The literal text of every sentence in the code."""
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in MAKERS:
                for argument in node.args[1:]:
                    yield from literals(argument)


def words(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower())}


def test_every_word_of_a_sentence_is_known() -> None:
    """A missing word is one that a password could tear out of a sentence: add it to own_words.SENTENCES."""
    said = words(sentences())
    assert len(said) > 300
    assert sorted(said - SENTENCES) == []


def test_every_known_word_is_one_of_a_sentence(shipped: Settings) -> None:
    """A password that is one of these stays in sight, so each has to be said somewhere, or be a name in the fields."""
    said = words(text for name, tree in trees() if not name.startswith(NO_SENTENCES) for text in literals(tree))
    names = {*tools.BY_IMAGE, *stores.TRUSTED, *shipped.parents.values()}
    assert sorted(SENTENCES - said - words(iter(names)) - {"a"}) == []
