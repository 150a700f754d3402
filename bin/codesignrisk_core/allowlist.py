"""What the site expects: rows of codesignrisk_allowlist.csv against one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codesignrisk_core.settings import AllowRule


def match(rules: Sequence[AllowRule], values: Mapping[str, Sequence[str]]) -> str:
    """The reason of the first rule whose every pattern matches one of the values under its key, or "".

    values: settings.ALLOW_KEYS -> what the event has; an absent value matches no pattern.
    """
    for rule in rules:
        if all(any(map(pattern.fullmatch, filter(None, values.get(key, ())))) for key, pattern in rule.patterns):
            return rule.reason
    return ""
