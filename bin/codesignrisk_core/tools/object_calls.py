"""Calls of objects by which a line of wmic or of a script host writes the registry or the boot store.

WshShell.RegWrite in VBScript and JScript (``mshta vbscript:...``); StdRegProv and BcdObject of WMI, there, by wmic
(``wmic ... call METHOD values``) and by winrm (``winrm invoke METHOD URI @{name="value"}``). Values stand in the order
of the method's parameters or behind their names. What a change means: rules.registry_changes, rules.boot_options.
Sources: learn.microsoft.com, "RegWrite method", "StdRegProv class", "BcdObject class", wmisdk (wmic), winrm.
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import boot_options, registry_changes
from codesignrisk_core.trust import boot_elements

_REGWRITE = "regwrite"
_SETS = ("setdwordvalue", "setstringvalue", "setexpandedstringvalue", "setbinaryvalue", "setqwordvalue")
MARKS = (_REGWRITE, *_SETS, *boot_elements.METHODS)
"""One of these stands in every text that says something here, in lower case."""
WORDS = MARKS

_CALL = re.compile(rf"(?:\.|\bcall\s|\binvoke\s)\s{{0,64}}({'|'.join(MARKS)})\b", re.IGNORECASE)
# A value, alone or behind its name; calls begin with a bracket, tables of winrm with ``@{``, lists of wmic with ``(``.
_VALUE = re.compile(
    r"""[\s,;(]{0,64}(?:@\{)?\s{0,8}(?:(\w{1,40})\s{0,8}=\s{0,8})?(?:"([^"]{0,2048})"|'([^']{0,2048})'|([^\s,;(){}"']{1,2048}))"""
)
# Quotes with a backslash before each, as they stand within quotes; the key of a default value ends in one, too.
_ESCAPED = re.compile(r"""[\s(,=;{]\\["]""")
_MAX_CALLS, _MAX_VALUES = 64, 8
_KEY, _NAME, _DATA = "ssubkeyname", "svaluename", ("uvalue", "svalue")
# Numbers of the hives (winreg.h), as VBScript, JScript and wmic write them.
_USER = ("2147483649", "80000001", "user")


def judge_text(report: Report, who: str, text: str) -> None:
    """Add what the calls in a text change. who: what runs it, for the sentences."""
    lower = text.lower()
    if not holds(lower, MARKS):
        return
    if "execute" in lower:
        text = text.replace('""', '"')  # the script is itself a literal, its quotes are doubled
    if _ESCAPED.search(text):
        text = text.replace('\\"', '"')
    for number, call in enumerate(_CALL.finditer(text)):
        if number == _MAX_CALLS:
            report.limit(f"more than {_MAX_CALLS} calls in program text")
            break
        method = call.group(1).lower()
        named, values = _values(call.string, call.end())
        if method in boot_elements.METHODS:
            boot_options.judge_element(report, who, [*named.values(), *values])
        elif method == _REGWRITE:
            key, _, name = _plain(values[0] if values else "").rpartition("\\")
            _judge(report, who, key, name, values[1] if len(values) > 1 else "")
        else:
            _judge_provider(report, who, named, values)


def _judge_provider(report: Report, who: str, named: dict[str, str], values: list[str]) -> None:
    """StdRegProv: hive, key, name and data; the machine's hive where none is given."""
    place = next((at for at, value in enumerate(values) if "\\" in value), len(values))
    key, name, data = [*values[place : place + 3], "", "", ""][:3]
    key, name = named.get(_KEY, key), named.get(_NAME, name)
    data = next((named[each] for each in _DATA if each in named), data)
    hive = named.get("hdefkey", values[0] if place else "").lower()
    _judge(report, who, f"{'hkcu' if any(part in hive for part in _USER) else 'hklm'}\\{_plain(key)}", name, data)


def _judge(report: Report, who: str, key: str, name: str, data: str) -> None:
    """A value is written; without its name, the key or its default value."""
    operation = registry_changes.SET if name else registry_changes.CREATE
    registry_changes.judge(report, who, registry_changes.change(operation, key, name, data))


def _values(text: str, position: int) -> tuple[dict[str, str], list[str]]:
    """The values of a call, by their names and in their order, up to the end of the call."""
    named: dict[str, str] = {}
    values: list[str] = []
    for _ in range(_MAX_VALUES):
        found = _VALUE.match(text, position)
        if found is None:
            break
        value = next((group for group in found.groups()[1:] if group), "").replace("&h", "0x").replace("&H", "0x")
        if found.group(1):
            named[found.group(1).lower()] = value
        else:
            values.append(value)
        position = found.end()
        if text[position : position + 1] in (")", "}"):
            break
    return named, values


def _plain(key: str) -> str:
    """A key as JScript and queries write it has its backslashes doubled."""
    return key.replace("\\\\", "\\")
