"""What a sensor's module says of itself, and the event numbers into which it translates: those of Sysmon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from codesignrisk_core.records.views import Names, View

PROCESS_START = "1"
DRIVER_LOADED = "6"
IMAGE_LOADED = "7"
FILE_WRITTEN = "11"
FILE_DELETED = "26"
KEY_CHANGED = "12"
VALUE_SET = "13"

NOTHING: Mapping[str, str] = {}
"""The translation of an event that is of no kind we judge."""


class Sensor(NamedTuple):
    """A source whose events are told in its own words.

    marks: input names; a record is this sensor's when one of them has a value.
    names: canonical name -> input names, as in `names`, and whatever else `translate` reads.
    translate: a view through `names` -> texts under canonical names. Never raises on what a field holds.
    """

    marks: tuple[str, ...]
    names: Names
    translate: Callable[[View], Mapping[str, str]]

    def required(self) -> Iterable[str]:
        """Every input name that is read."""
        yield from self.marks
        for aliases in self.names.values():
            yield from aliases


def array(name: str) -> tuple[str, ...]:
    """The names of a JSON array: Splunk's extraction adds ``{}``, other ways in leave it out."""
    return (name + "{}", name)


def full_path(folder: str, name: str) -> str:
    """A path out of a folder, which mostly ends in the file's name already, and that name."""
    if not folder or not name or folder.lower().endswith(name.lower()):
        return folder or name
    separator = "/" if folder.startswith("/") else "\\"
    return folder.rstrip("\\/") + separator + name


def copied(view: View, canonical: Iterable[str]) -> dict[str, str]:
    """The texts of a view under these canonical names."""
    return {name: view.get(name) for name in canonical}
