"""Keeps secrets out of what the lab prints. Stricter than the app's output: here whole command lines are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from codesignrisk_core.masking import MAX_SECRET
from codesignrisk_core.model import Token

from lab.output.terminal import printable

MASK = "***"

# Shorter secrets are masked as whole words only: without every "a" a line is hard to read.
_ANYWHERE_FROM = 4


class Mask:
    """Masks a set of secrets, without regard to case."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({secret.strip() for secret in secrets if secret.strip()}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern, known)), re.IGNORECASE) if known else None

    def text(self, text: str) -> str:
        """A text for the terminal with each secret masked."""
        return printable(self._pattern.sub(MASK, text) if self._pattern else text)

    def line(self, line: str, words: Sequence[Token], secrets: Iterable[str]) -> str | None:
        """A command line with its secrets masked.

        secrets: those that were found in it. Where one of them does not stand there as it is (escaped, encoded, put
        together from pieces), the words take the line's place; None when they do not show it either: then neither
        can be shown, as nobody knows where the secret is.
        """
        held = [re.compile(_pattern(secret.strip()), re.IGNORECASE) for secret in secrets if secret.strip()]
        for shown in (line, " ".join(word.text for word in words)):
            if all(pattern.search(shown) for pattern in held):
                return self.text(shown)
        return None


def _pattern(secret: str) -> str:
    escaped = re.escape(secret)
    if len(secret) >= MAX_SECRET:  # no more of a secret is known: what stands behind it goes with it
        return rf"{escaped}[^\s\"']*"
    return escaped if len(secret) >= _ANYWHERE_FROM else rf"(?<!\w){escaped}(?!\w)"
