"""Rows of the allowlist that an explained line fits, or would fit with a host, user, program or parent, which a line
alone does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import AllowRule, Settings
from codesignrisk_core.wildcards import Wildcard

from lab.output.terminal import say

# What a row compares, the field of the event that holds it, and the option that gives it.
_GIVEN = (
    ("host", "host", "--host"),
    ("user", "User", "--user"),
    ("image", "Image", "--image"),
    ("parent_image", "ParentImage", "--parent"),
)
_MOST = 3


def tell_rows(loaded: Settings, record: Mapping[str, str]) -> None:
    """Say which row hides the event; where none does, which ones would, and by what options it was not told so."""
    hidden = Scorer(loaded).assess(record)["codesign_allowlisted"]
    missing = {} if hidden else {key: option for key, field, option in _GIVEN if not record.get(field)}
    for rule in islice(_fitting(loaded, record, missing), 1 if hidden else _MOST):
        if hidden:
            say(f"the allowlist hides it, so that the command says 0: {hidden} (row {rule.rule_id})")
            return
        asked = ", ".join(f"{missing[key]} {_text(pattern)}" for key, pattern in rule.patterns if key in missing)
        say(f"row {rule.rule_id} of the allowlist would hide it, were these given and right: {asked}")


def _fitting(loaded: Settings, record: Mapping[str, str], missing: Mapping[str, str]) -> Iterator[AllowRule]:
    """The rules that fit an event by all that they ask for, but for the keys that are missing."""
    for rule in loaded.allowlist:
        asked = tuple(item for item in rule.patterns if item[0] not in missing)
        if _allows(loaded, record, rule._replace(patterns=asked)):
            yield rule


def _allows(loaded: Settings, record: Mapping[str, str], rule: AllowRule) -> bool:
    return bool(Scorer(replace(loaded, allowlist=[rule])).assess(record)["codesign_allowlisted"])


def _text(pattern: Wildcard) -> str:
    """A pattern as it was written, in lower case."""
    return "*".join((pattern.first, *pattern.middle, pattern.last)) if pattern.exact is None else pattern.exact
