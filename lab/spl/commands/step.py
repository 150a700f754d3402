"""What a parsed command is: a function from the table before it to the table behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lab.spl.args import Args
from lab.spl.context import Context, Table

Step = Callable[[Table], Table]


class Parser(Protocol):
    """A command's module."""

    def parse(self, args: Args, context: Context) -> Step:
        """Read the arguments. Raises SplError for what is not understood."""
