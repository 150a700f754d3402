"""How much work the text of one event may cost.

Whoever wrote the event chose the text, so every parser pays as it goes: for the characters that it touches, for words
and statements, and again for each round of a loop. What is left undone is said in codesign_error.
"""

from __future__ import annotations

# About a tenth of a microsecond each on a server of today.
STEPS = 1_000_000


class Budget:
    """The work that is left for one event.

    left, spent: steps. reasons: what could not be read to its end, and why, each once. noted: how often that happened,
    so that each text that was read in part is known, also where an earlier one gave the same reason. lost: texts that
    were cut off what they belong to, where no other text was read in part for it. They may hold secrets.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps
        self.spent = 0
        self.reasons: list[str] = []
        self.noted = 0
        self.lost: list[str] = []

    @property
    def steps(self) -> int:
        """What there was at first."""
        return self.left + self.spent

    def charge(self, amount: int, reason: str) -> bool:
        """Pay for work. False when the budget is exhausted, which ``reason`` tells to the reader of codesign_error."""
        self.spent += amount
        self.left -= amount
        if self.left < 0:
            self.note(reason)
        return self.left >= 0

    def afford(self, amount: int, reason: str, keep: int) -> bool:
        """Pay for work that may be left undone. False, and nothing is paid, when less than ``keep`` would be left."""
        if self.left - amount >= keep:
            return self.charge(amount, reason)
        self.note(reason)
        return False

    def note(self, reason: str) -> None:
        """Remember why something was not read to its end."""
        self.noted += 1
        self._tell(reason)

    def lose(self, reason: str, text: str) -> None:
        """Remember a text that was cut off, and why."""
        self._tell(reason)
        if text not in self.lost:
            self.lost.append(text)

    def include(self, part: Budget) -> None:
        """Take over what a part of the work has cost, and its reasons."""
        self.spent += part.spent
        self.left -= part.spent
        self.noted += part.noted
        for reason in part.reasons:
            self._tell(reason)
        self.lost += (text for text in part.lost if text not in self.lost)

    def _tell(self, reason: str) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)
