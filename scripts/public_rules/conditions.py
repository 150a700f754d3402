"""What a rule asks of an event, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

Fields = Mapping[str, str]

# The dashes that a rule of Sigma with `windash` takes for one another.
_DASHES = "-/\u2013\u2014\u2015"


class Condition(NamedTuple):
    """One of the fields does to one of the values what `how` says.

    contains, ends, begins, is; named: the last part of its path is; other than: that is none of them; dash: contains,
    whatever the first dash looks like.
    """

    fields: str
    how: str
    values: tuple[str, ...]

    def holds(self, event: Fields) -> bool:
        """Compare without regard to case, as the products do or at best would."""
        texts = [event.get(field, "").lower() for field in self.fields.split()]
        if self.how == "other than":
            return not any(_compare(text, "named", value.lower()) for text in texts for value in self.values)
        return any(_compare(text, self.how, value.lower()) for text in texts for value in self.values)


class Rule(NamedTuple):
    """A rule of one content, and what it asks.

    category, product: as Sigma names them. every: all have to hold. unless: groups, none of which may hold as a whole.
    """

    content: str
    title: str
    identity: str
    version: str
    category: str
    every: tuple[Condition, ...]
    unless: tuple[tuple[Condition, ...], ...] = ()
    product: str = "windows"

    def finds(self, product: str, category: str, event: Fields) -> bool:
        """Whether the rule would alert on an event."""
        return (
            (product, category) == (self.product, self.category)
            and all(condition.holds(event) for condition in self.every)
            and not any(all(condition.holds(event) for condition in group) for group in self.unless)
        )


def _compare(text: str, how: str, value: str) -> bool:
    if how == "contains":
        return value in text
    if how == "dash":
        return any(dash + value[1:] in text for dash in _DASHES)
    if how == "ends":
        return text.endswith(value)
    if how == "begins":
        return text.startswith(value)
    if how == "is":
        return text == value
    if how == "named":
        return re.split(r"[\\/]", text)[-1] == value
    raise ValueError(how)
