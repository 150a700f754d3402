"""What kind of program the parent is. Names are rows of codesignrisk_parents.csv; places are judged here: the name of a
program of Windows counts in Windows' own folders only.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.settings import Settings
from codesignrisk_core.trust import places, windows_programs

# The eight of the published detection: SuspiciousParent stays 1 for them whatever the site's table says.
PUBLISHED = frozenset(
    {
        "cmd.exe",
        "powershell.exe",
        "pwsh.exe",
        "wscript.exe",
        "cscript.exe",
        "mshta.exe",
        "rundll32.exe",
        "explorer.exe",
    }
)
SUSPICIOUS_CLASSES = frozenset({"fake_tool", "exploit", "script_host", "remote", "user_writable"})
# Classes that say what kind of program it is; a place nobody vouches for outweighs them.
_PLACE_OUTWEIGHS = frozenset(
    {"", "interpreter", "shell", "desktop", "build", "management", "package_manager", "archiver", "mail"}
)

# What a program is called for that does the same wherever it lies, or that nobody would call so in good faith.
_STAYS = frozenset({"fake_tool", "exploit", "script_host"})

_MAX_CACHED = 20_000
_MAX_IMAGE = 512  # longer paths come once, and would fill the memory

# Office, web servers and other programs that attackers get to run code.
_LABELS = {"exploit": "exposed app"}


class Parent(NamedTuple):
    """name: base name in lower case; parent_class: as in the lookup, or ""; suspicious: the published flag."""

    name: str
    parent_class: str
    suspicious: bool


UNKNOWN = Parent("", "", False)
"""No parent is told."""


def class_label(parent_class: str) -> str:
    """A class in the words of a sentence: ``script_host`` is a script host."""
    return _LABELS.get(parent_class, parent_class.replace("_", " "))


class Parents:
    """Classifies parent images, remembering those seen: a host has few of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: dict[str, Parent] = {}

    def classify(self, image: str) -> Parent:
        """The class of a parent by its image path or bare name; an empty image has no class."""
        known = self._seen.get(image)
        if known is None:
            known = self._classify(image)
            if len(self._seen) >= _MAX_CACHED:
                self._seen.clear()
            if len(image) <= _MAX_IMAGE:
                self._seen[image] = known
        return known

    def _classify(self, image: str) -> Parent:
        path = paths.normal(image)
        name = paths.base(path)
        parent_class = self._by_name(name)
        if parent_class == "interpreter" and places.is_package_manager(path):
            parent_class = "package_manager"
        borrowed = windows_programs.is_borrowed(path)
        if borrowed and parent_class not in _STAYS:
            parent_class = ""
        if (
            parent_class in _PLACE_OUTWEIGHS
            and (borrowed or name not in PUBLISHED)
            and (places.is_user_writable(path) or places.is_not_installed(path))
            and not places.is_build(path)
        ):
            parent_class = "user_writable"
        return Parent(name, parent_class, name in PUBLISHED or parent_class in SUSPICIOUS_CLASSES)

    def _by_name(self, name: str) -> str:
        exact = self._settings.parents.get(name)
        if exact is not None:
            return exact
        return next((kind for pattern, kind in self._settings.parent_patterns if pattern.fullmatch(name)), "")
