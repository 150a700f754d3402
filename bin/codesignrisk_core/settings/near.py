"""Names that nearly are what a row names, for the message that says so."""

from __future__ import annotations

from collections.abc import Collection

from codesignrisk_core.settings.table import MAX_NOTICES

# As long as a name of ours gets, and twice.
_MAX_NAME = 64
_ALIKE = 0.75


class Near:
    """The names that are known. It suggests as often as notices are told one by one, since each time costs a while."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self._left = MAX_NOTICES

    def to(self, name: str) -> str:
        """The end of a message, ``; did you mean add_to_store_root?``; "" where nothing is near."""
        if not self._left or not name:
            return ""
        self._left -= 1
        import difflib  # of tables with faults alone, and slow to load

        found = difflib.get_close_matches(name.lower()[:_MAX_NAME], self.known, n=2, cutoff=_ALIKE)
        return f"; did you mean {' or '.join(found)}?" if found else ""
