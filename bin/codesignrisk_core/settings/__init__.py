"""The lookups: weights, parent classes and the allowlist, with the site's own rows over the shipped ones.

A broken row never stops a search and is never silently ignored: it becomes a notice with file, row and cause, and the
other rows apply. One module for each table; `table` reads them all.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from codesignrisk_core.settings import allow_rules, indicators, parents, table
from codesignrisk_core.settings.allow_rules import ALLOW_KEYS, AllowRule
from codesignrisk_core.settings.indicators import KINDS, Indicator
from codesignrisk_core.settings.table import Notice
from codesignrisk_core.wildcards import Wildcard, wildcard

__all__ = ["ALLOW_KEYS", "KINDS", "AllowRule", "Indicator", "Notice", "Settings", "load"]


@dataclass
class Settings:
    """All lookups of one search.

    parents: base name in lower case -> class; parent_patterns: the same for names with ``*``, in order.
    notices: what is to be told about the tables, in order.
    """

    indicators: dict[str, Indicator] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    parent_patterns: list[tuple[Wildcard, str]] = field(default_factory=list)
    allowlist: list[AllowRule] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        """The words of all notices."""
        return [notice.text for notice in self.notices]


def load(directory: Path, today: datetime.date | None = None) -> Settings:
    """Read the lookups of a directory. Missing ``_local`` twins are normal, a missing shipped table is a notice.

    directory: the app's lookups folder; on an indexer it lies in the knowledge bundle.
    today: what expiry dates are compared with; the current UTC date when not given.
    """
    now = today or datetime.datetime.now(datetime.timezone.utc).date()
    settings, notices = Settings(), table.Notices()
    for name, indicator in table.load(directory, "codesignrisk_indicators", "indicator", indicators.read, notices):
        settings.indicators[name] = indicator
    classes = parents.Classes(settings.indicators)
    for image, parent_class in table.load(directory, "codesignrisk_parents", "image", classes.read, notices):
        if "*" in image:
            settings.parent_patterns.append((wildcard(image), parent_class))
        else:
            settings.parents[image] = parent_class
    rules = allow_rules.Rules(now)
    settings.allowlist = list(table.load(directory, "codesignrisk_allowlist", "rule_id", rules.read, notices))
    settings.notices = notices.all()
    return settings
