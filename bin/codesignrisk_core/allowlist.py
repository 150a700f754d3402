"""What the site expects: rows of codesignrisk_allowlist.csv against one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from codesignrisk_core.settings import AllowRule
from codesignrisk_core.wildcards import Folded, Wildcard, folded

# Of the values that an event has under one key, such as its files: those behind are allowed by no row.
_MAX_VALUES = 100

Patterns = tuple[tuple[str, Wildcard], ...]


class _Row(NamedTuple):
    """The place of a rule among all, its reason, and its patterns that have a ``*``."""

    order: int
    reason: str
    patterns: Patterns


class Allowlist:
    """The rules, found by the exact values that they ask for: only rows with ``*`` are tried one by one."""

    def __init__(self, rules: Iterable[AllowRule]) -> None:
        # the keys with exact values -> those values -> the rules with just these, in order
        self._rows: dict[tuple[str, ...], dict[tuple[str, ...], list[_Row]]] = {}
        for order, rule in enumerate(rules):
            exact = {key: pattern.exact for key, pattern in rule.patterns if pattern.exact is not None}
            rest = tuple((key, pattern) for key, pattern in rule.patterns if pattern.exact is None)
            rows = self._rows.setdefault(tuple(exact), {}).setdefault(tuple(exact.values()), [])
            rows.append(_Row(order, rule.reason, rest))

    def __bool__(self) -> bool:
        return bool(self._rows)

    def match(self, values: Mapping[str, Sequence[str]]) -> str:
        """The reason of the first rule whose every pattern matches one of the values under its key, or "".

        values: settings.ALLOW_KEYS -> what the event has; an absent value matches no pattern.
        """
        texts = {key: [folded(text) for text in held[:_MAX_VALUES] if text] for key, held in values.items()}
        whole = {key: [text.text for text in held if not text.cut] for key, held in texts.items()}
        first: _Row | None = None
        for keys, rows in self._rows.items():
            for asked in product(*(dict.fromkeys(whole.get(key, ())) for key in keys)):
                first = _first(rows.get(asked, ()), texts, first)
        return first.reason if first else ""


def _first(rows: Iterable[_Row], texts: Mapping[str, Sequence[Folded]], found: _Row | None) -> _Row | None:
    """The first of the rows that matches, or what was found before where that comes first."""
    for row in rows:
        if found is not None and row.order > found.order:
            break
        if all(any(map(pattern.matches, texts.get(key, ()))) for key, pattern in row.patterns):
            return row
    return found
