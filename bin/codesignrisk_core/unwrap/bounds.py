"""What reading one command may cost, which bounds it reached, and what stayed unread behind them."""

from __future__ import annotations

from codesignrisk_core.budget import Budget

# Steps of the budget (see there) for each, measured with lines that are nothing but such.
WORD = 8
STATEMENT = 32
REFERENCE = 24
PIECE = 4
COPIED = 8  # characters in a step, where they are only searched and copied

MAX_DEPTH = 8
MAX_COMMANDS = 256

TOO_MUCH_WORK = "the commands inside it take too much work"
TOO_MANY_COMMANDS = f"more than {MAX_COMMANDS} commands in one line"
TOO_DEEP = f"commands wrapped more than {MAX_DEPTH} layers deep"


class Bounds:
    """Bounds of one call of unwrap().

    reached: the bounds that were reached, as codesign_error tells them, each once; the budget knows them too.
    unread: texts behind those bounds. They may hold secrets.
    """

    def __init__(self, budget: Budget) -> None:
        self.reached: list[str] = []
        self.unread: list[str] = []
        self._budget = budget

    def charge(self, steps: int, unread: str = "") -> bool:
        """Pay for work. False when nothing is left for it; ``unread`` is then the text that stays unread."""
        if self._budget.charge(steps, TOO_MUCH_WORK):
            return True
        self.stop(TOO_MUCH_WORK, unread)
        return False

    def stop(self, bound: str, unread: str = "") -> None:
        """Note a bound that was reached, and the text that it leaves unread."""
        self._budget.note(bound)
        if bound not in self.reached:
            self.reached.append(bound)
        if unread and unread not in self.unread[-1:]:
            self.unread.append(unread)
