"""The one error of the interpreter: it says what is not understood, and where in the search."""

from __future__ import annotations


class SplError(Exception):
    """A search that the interpreter refuses: `reason`, and `position` in `search` (macros expanded) where known."""

    def __init__(self, reason: str, search: str = "", position: int | None = None) -> None:
        self.reason = reason
        self.search = search
        self.position = position
        super().__init__(f"{reason}{self._where()}")

    def _where(self) -> str:
        if self.position is None or not self.search:
            return ""
        start = max(0, self.position - 30)
        before = self.search[start : self.position].replace("\n", " ")
        after = self.search[self.position : self.position + 40].replace("\n", " ")
        return f" (at {self.position}: {'...' if start else ''}{before}>>>{after})"


class RefusalError(Exception):
    """Raised where the position is not known, by functions on values; the caller makes an SplError of it."""
