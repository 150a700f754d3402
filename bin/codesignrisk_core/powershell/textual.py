"""Operators and .NET methods that only make text out of text, such as obfuscators put names together with."""

from __future__ import annotations

import re

from codesignrisk_core.powershell import values
from codesignrisk_core.powershell.values import EMPTY, Value

# [Environment]::GetFolderPath: learn.microsoft.com, Environment.SpecialFolder
_FOLDERS = {
    "desktop": "%USERPROFILE%\\Desktop",
    "applicationdata": "%APPDATA%",
    "localapplicationdata": "%LOCALAPPDATA%",
    "commonapplicationdata": "%PROGRAMDATA%",
}


def apply(operator: str, left: Value, right: Value, raw: str) -> Value:
    """A binary operator; what it does not know comes to nothing that can be told."""
    if operator == "+":
        return values.add(left, right, raw)
    if operator == "-f":
        return values.form(left, right, raw)
    if operator == "-join":
        return values.join(left, right, raw)
    if operator == "..":
        return values.span(left, right, raw)
    if operator in ("-replace", "-ireplace", "-creplace"):
        old, new = (*right.each, Value(""))[:2]
        return values.replace(left, old, new, raw, pattern=True)
    if operator in ("-split", "-isplit", "-csplit") and left.known and right.known and right.text.strip("\\"):
        return values.array((Value(part, quoted=True) for part in left.text.split(right.text.strip("\\"))), raw)
    if operator == "-as":
        return left
    return values.unresolved(raw)


def method(owner: Value, name: str, args: tuple[Value, ...], raw: str, *, static: bool) -> Value | None:
    """Methods that only make text out of text; None for any other."""
    if static:
        return _static(owner.text, name, args, raw)
    if name == "getstring" and len(args) == 1 and "encoding]::" in owner.text.lower():
        maker = args[0].made_by
        if maker is not None and maker.name == "::frombase64string" and maker.args and maker.args[0].known:
            text = values.decode(maker.args[0].text, owner.text.rpartition("::")[2].lower())
            return Value(text, raw, quoted=True, computed=True, split=True) if text else None
    if not owner.known or owner.made_by is not None or owner.text.startswith("["):
        return None
    if name == "replace" and len(args) == 2:
        return values.replace(owner, args[0], args[1], raw)
    if name in ("trim", "tolower", "toupper", "tostring", "tolowerinvariant", "toupperinvariant") and not args:
        made = {"trim": owner.text.strip(), "tostring": owner.text}.get(name)
        text = made if made is not None else owner.text.lower() if "lower" in name else owner.text.upper()
        return owner._replace(text=text, raw=raw)
    if name == "split" and args and args[0].known and args[0].text:
        parts = re.split(f"[{re.escape(args[0].text[:64])}]", owner.text)
        return values.array((Value(part, quoted=True) for part in parts), raw)
    if name == "tochararray":
        return values.cast("char[]", owner, raw)
    return None


def _static(owner: str, name: str, args: tuple[Value, ...], raw: str) -> Value | None:
    kind = owner.strip("[]").rpartition(".")[2]
    if kind == "string" and name == "join" and len(args) > 1:
        return values.join(values.array(args[1:]), args[0], raw)
    if kind == "string" and name == "concat":
        return values.join(values.array(args), Value(""), raw)
    if kind == "string" and name == "format" and args:
        return values.form(args[0], values.array(args[1:]) if len(args) > 1 else EMPTY, raw)
    if kind == "path" and name == "combine" and args:
        text = "\\".join(arg.text.rstrip("\\/") for arg in args[:8])
        return Value(values.bounded(text), raw, all(arg.known for arg in args), quoted=True)
    if kind == "path" and name == "gettemppath":
        return Value("%TEMP%\\", raw, known=False, quoted=True)
    if kind == "environment" and name == "getfolderpath" and args:
        folder = args[0].text.rpartition("::")[2].lower()
        place = _FOLDERS.get(folder)
        return Value(place, raw, known=False, quoted=True) if place else None
    return None
