"""The tables: weights, parent classes, certificates and the allowlist, with the site's own rows over the shipped ones.

All but the allowlist lie beside the code, in tables/, and come with it: a search-head cluster and Splunk Cloud keep
the lookups that they have when an app is upgraded. The lookups of the same names show them in Splunk; the site's
own rows (``_local``) and the allowlist are lookups only.

A broken row never stops a search and is never silently ignored: it becomes a notice with file, row and cause, and the
other rows apply. One module for each table; `table` reads them all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from codesignrisk_core.settings import allow_rules, indicators, parents, table
from codesignrisk_core.settings.allow_rules import ALLOW_KEYS, AllowRule
from codesignrisk_core.settings.certificates import Certificate, Certificates
from codesignrisk_core.settings.indicators import KINDS, Indicator
from codesignrisk_core.settings.table import Notice
from codesignrisk_core.wildcards import Wildcard, wildcard

__all__ = [
    "ALLOW_KEYS",
    "KINDS",
    "SHIPPED",
    "AllowRule",
    "Certificate",
    "Certificates",
    "Indicator",
    "Notice",
    "Settings",
    "load",
]

SHIPPED = Path(__file__).resolve().parent.parent / "tables"
"""The tables that come with the code."""


@dataclass
class Settings:
    """All lookups of one search.

    parents: base name in lower case -> class; parent_patterns: the same for names with ``*``, in order.
    certificates: what is known of single certificates. notices: what is to be told about the other tables, in order.
    """

    indicators: dict[str, Indicator] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    parent_patterns: list[tuple[Wildcard, str]] = field(default_factory=list)
    allowlist: list[AllowRule] = field(default_factory=list)
    certificates: Certificates = field(default_factory=Certificates, compare=False)
    notices: list[Notice] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        """The words of all notices."""
        return [notice.text for notice in self.notices]


_KEYS = {
    "codesignrisk_indicators": "indicator",
    "codesignrisk_parents": "image",
    "codesignrisk_certificates": "certificate",
    "codesignrisk_allowlist": "rule_id",
}


class File(NamedTuple):
    """A table as it lies on this node: its name, its rows that are no comments, its hash, whether it is the site's."""

    name: str
    rows: int
    digest: str
    own: bool


def files(directory: Path, shipped: Path = SHIPPED) -> Iterator[File]:
    """The tables that the command goes by, and the site's own that are there. Arguments as those of `load`."""
    for name, key in _KEYS.items():
        ours = shipped if (shipped / f"{name}.csv").exists() else directory
        for path, own in ((ours / f"{name}.csv", False), (directory / f"{name}_local.csv", True)):
            if path.exists():
                rows, digest = table.measure(path, key)
                yield File(path.name, rows, digest, own)


def load(directory: Path, today: datetime.date | None = None, shipped: Path = SHIPPED) -> Settings:
    """Read the tables, and the site's rows over them. Missing ``_local`` twins are normal.

    directory: the app's lookups folder; on an indexer it is in the knowledge bundle.
    today: what expiry dates are compared with; the current UTC date when not given.
    shipped: the folder of the tables that come with the code.
    """
    now = today or datetime.datetime.now(datetime.timezone.utc).date()
    settings, notices = Settings(), table.Notices()
    weights = table.Files("codesignrisk_indicators", shipped, directory)
    read_weight = indicators.Weights(settings.indicators).read
    for name, indicator in table.load(weights, "indicator", read_weight, notices):
        settings.indicators[name] = indicator
    classes = parents.Classes(settings.indicators)
    programs = table.Files("codesignrisk_parents", shipped, directory)
    for image, parent_class in table.load(programs, "image", classes.read, notices):
        if "*" in image:
            settings.parent_patterns.append((wildcard(image), parent_class))
        else:
            settings.parents[image] = parent_class
    rules = allow_rules.Rules(now, settings.indicators)
    expected = table.Files("codesignrisk_allowlist", directory, directory)
    settings.allowlist = list(table.load(expected, "rule_id", rules.read, notices))
    for row, told in rules.idle:
        notices.row(row.file, row.number, told, normal=True)
    settings.certificates = Certificates(table.Files("codesignrisk_certificates", shipped, directory), now)
    for files in (weights, programs):
        table.compare(files, notices)
    settings.notices = notices.all()
    return settings
