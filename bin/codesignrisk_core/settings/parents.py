"""codesignrisk_parents.csv: which class a parent program has."""

from __future__ import annotations

from collections.abc import Collection

from codesignrisk_core.settings.near import Near
from codesignrisk_core.settings.table import BrokenRow, Row


class Classes:
    """Reads rows; a class is known by its indicator. Where there are no indicators at all, that is told elsewhere."""

    def __init__(self, indicators: Collection[str]) -> None:
        self._indicators = indicators
        prefix = "parent_"
        self._near = Near([name[len(prefix) :] for name in indicators if name.startswith(prefix)])

    def read(self, row: Row) -> tuple[str, str]:
        """The image, in lower case and maybe with ``*``, and its class. Raises BrokenRow."""
        image, parent_class = row.cell("image").lower(), row.cell("class").lower()
        if "\\" in image or "/" in image:
            shown = row.shown("image").lower()
            raise BrokenRow(f"image '{shown}' has a folder, and parents are compared by file name alone")
        if not parent_class:
            raise BrokenRow(f"'class' of '{row.shown('image').lower()}' is empty")
        if self._indicators and f"parent_{parent_class}" not in self._indicators:
            shown = row.shown("class").lower()
            raise BrokenRow(f"class '{shown}' has no indicator parent_{shown}{self._near.to(parent_class)}")
        return image, parent_class
