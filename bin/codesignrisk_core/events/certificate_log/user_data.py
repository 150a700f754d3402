"""The UserData part of a Windows event, as values by the local names of its elements and attributes.

Splunk_TA_windows keeps UserData as one field of XML (UserData_Xml); other readers flatten it into fields of those
names. The text is scanned, not parsed: no entity is defined, no DTD obeyed, and broken XML yields what can be read.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.records import views
from codesignrisk_core.records.fields import ALIASES, Value, View
from codesignrisk_core.trust import usages

Values = dict[str, list[str]]

# The largest events of CAPI2 hold a few certificates in full: some 30,000 characters.
_MAX_LENGTH = 262_144
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")""")


def read(view: View) -> Values:
    """All values of the event by name, in the order of the text."""
    text = view.get("user_data")
    if text:
        return {} if limit(view) else _scan(text)
    found = ((name, view.record.get(name)) for name in ALIASES["flat_user_data"])
    return {name: _as_list(value) for name, value in found if value}


def limit(view: View) -> str:
    """Why the text of an event is not read, as codesign_error tells it, or ""."""
    text = view.get("user_data")
    if len(text) > _MAX_LENGTH:
        return f"UserData of more than {_MAX_LENGTH} characters was not read"
    return "UserData with a declaration (<!) was not read" if "<!" in text else ""


def may_hold(view: View, *words: str) -> bool:
    """Whether it can hold one of these words: a look that spares most of the large events of TLS the scan."""
    text = view.get("user_data")
    return not text or any(word in text for word in words)


def first(values: Values, name: str) -> str:
    """The first value of a name that is not empty, or ""."""
    return next(filter(None, values.get(name, ())), "")


def only(values: Values, name: str) -> str:
    """The value of a name that has no other one in the event, or ""."""
    found = set(values.get(name, ()))
    return found.pop() if len(found) == 1 else ""


def last(values: Values, name: str) -> str:
    """The last value of a name, or "". CAPI2 gives the result of an operation at the end of its event."""
    found = values.get(name)
    return found[-1] if found else ""


def is_code_signing(values: Values) -> bool:
    """Whether a certificate or request in the event is for code signing (its extended key usage)."""
    return any(usages.CODE_SIGNING in values.get(name, ()) for name in ("OID", "oid"))


def _scan(text: str) -> Values:
    values: Values = {}
    for part in text.split("<")[1:]:
        tag, _, content = part.partition(">")
        if tag.startswith(("/", "?")):
            continue
        name = tag.partition(" ")[0].rstrip("/").rpartition(":")[2].strip()
        for attribute, single, double in _ATTRIBUTE.findall(tag):
            values.setdefault(attribute.rpartition(":")[2], []).append(normalise.unescape(single or double))
        if content.strip():
            values.setdefault(name, []).append(normalise.unescape(content.strip()))
    return values


def _as_list(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else views.texts(value)
