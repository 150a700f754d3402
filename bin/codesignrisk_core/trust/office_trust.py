"""What Office runs unasked: add-ins of the inclusion list, and documents out of trusted locations.

Sources: learn.microsoft.com, "Trust Office solutions by using inclusion lists" (VSTO\\Security\\Inclusion, Url and
PublicKey), "Trusted Locations for Office files"; SigmaHQ registry_set_office_trusted_location_uncommon.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places

_INCLUSION = re.compile(r"\\microsoft\\vsto\\security\\inclusion\\[^\\]+$")
_INCLUDED = frozenset({"url", "publickey"})
_LOCATION = re.compile(r"\\microsoft\\office\\[\d.]{1,8}\\[a-z ]{1,20}\\security\\trusted locations\\[^\\]+$")
# Where Office itself has its templates and what it starts with.
_OWN = ("\\microsoft\\templates", "\\microsoft\\word\\startup", "\\microsoft\\excel\\xlstart", "\\microsoft\\addins")
# Programs that write it at their user's word: the Trust Center, and the installer of add-ins.
_ASK = frozenset("winword.exe excel.exe powerpnt.exe msaccess.exe visio.exe winproj.exe vstoinstaller.exe".split())

MARKS = ("\\vsto\\security\\inclusion", "\\security\\trusted locations")
"""One of these stands in the path of every value that matters here, in lower case."""
WORDS = ("vsto inclusion", "trusted locations")


def is_included(key: str, value: str) -> bool:
    """Whether a value of a normalised key is an add-in's, whose key counts from then on without a question."""
    return value.lower() in _INCLUDED and _INCLUSION.search(key) is not None


def is_location(key: str, value: str, data: str) -> bool:
    """Whether a value of a normalised key has documents of a folder run their macros; not of Office's own ones."""
    if value.lower() != "path" or _LOCATION.search(key) is None:
        return False
    return not paths.normal(data).rstrip("\\").endswith(_OWN)


def asks_its_user(image: str) -> bool:
    """Whether a program writes this at its user's word."""
    path = paths.normal(image)
    return paths.base(path) in _ASK and (places.is_installed(path) or "\\" not in path)
