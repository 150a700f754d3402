"""Certificates, trust providers and code integrity changed straight in the registry, past every store API.

What a change means: rules.registry_changes. Cmdlets, Microsoft.Win32.Registry and StdRegProv: their pages on
learn.microsoft.com.
"""

from __future__ import annotations

from codesignrisk_core.cmdlets.arguments import origin
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.parameters import Bound
from codesignrisk_core.powershell.values import EMPTY, Statement, Value
from codesignrisk_core.rules import registry_changes, runtime_roots
from codesignrisk_core.trust import registry_keys

_PROVIDERS = ("microsoft.powershell.core\\registry::", "registry::")
# RegistryHive's members and the predefined keys of Registry, and StdRegProv's numbers (winreg.h)
_HIVES = {
    "localmachine": "hklm",
    "currentuser": "hkcu",
    "users": "hku",
    "classesroot": "hkcr",
    "2147483650": "hklm",
    "2147483649": "hkcu",
    "2147483651": "hku",
    "0x80000002": "hklm",
    "0x80000001": "hkcu",
    "0x80000003": "hku",
}
_OPENS = frozenset({".opensubkey", ".createsubkey", "::openbasekey", "::openremotebasekey"})
_LISTS = frozenset({"get-item", "get-childitem"})
_MAX_STEPS = 64
_KEPT = 3


def _judge_value(report: Report, key: str, value: str, data: str, cwd: str) -> None:
    """A value is written. key: in any of PowerShell's and .NET's spellings."""
    registry_changes.judge(report, NAME, _change(registry_changes.SET, key, value, data), cwd=cwd)


def _judge_key(report: Report, key: str, operation: str = registry_changes.CREATE) -> None:
    """A key is made, with its default value or none, or written over."""
    registry_changes.judge(report, NAME, _change(operation, key))


def _change(operation: str, key: str, value: str = "", data: str = "") -> registry_changes.Change:
    written = f"{key}\\{value}" if value else key
    return registry_changes.change(operation, _normal(key), value, data)._replace(written=written)


def _normal(key: str) -> str:
    lower = key.strip().lower()
    for prefix in _PROVIDERS:
        lower = lower[len(prefix) :] if lower.startswith(prefix) else lower
    hive, slash, rest = lower.replace("/", "\\").partition("\\")
    return registry_keys.normal(f"{_HIVES.get(hive, hive)}{slash}{rest}")


def _item_property(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        key = session.resolve(_key(bound, statement))
        _judge_value(report, key, bound.value("name").text, bound.value("value").text, session.cwd)


def _new_item(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        name = bound.value("name").text
        key = session.resolve(bound.value("path", "literalpath").text)
        _judge_key(report, f"{key}\\{name}" if name else key)


def _copy(report: Report, statement: Statement, session: Session) -> None:
    """Copy-Item and Move-Item take a certificate's key from one store to another."""
    bound = bind(statement)
    if bound is not None:
        _judge_key(report, session.resolve(bound.value("destination").text), registry_changes.REPLACE)


def _remove(report: Report, statement: Statement, session: Session) -> None:
    """Remove-Item and Remove-ItemProperty."""
    bound = bind(statement)
    if bound is not None:
        key = session.resolve(_key(bound, statement))
        told = _change(registry_changes.DELETE, key, bound.value("name").text)
        registry_changes.judge(report, NAME, told)


def _rename(report: Report, statement: Statement, session: Session) -> None:
    """Rename-Item and Rename-ItemProperty: what is looked for under its name is there no more."""
    bound = bind(statement)
    if bound is not None:
        key = session.resolve(_key(bound, statement))
        value, new = bound.value("name").text, bound.value("newname").text
        told = _change(registry_changes.RENAME, key, value)
        above = told.path.rpartition("\\")[0]
        registry_changes.judge(report, NAME, told._replace(new_path=f"{above}\\{new.lower()}"))


def _set_value(report: Report, statement: Statement, session: Session) -> None:
    """``[Registry]::SetValue(key, name, data)`` and ``$key.SetValue(name, data)``."""
    texts = [*(arg.text for arg in statement.args[:3]), "", "", ""]
    if statement.name == "::setvalue":
        _judge_value(report, texts[0], texts[1], texts[2], session.cwd)
    else:
        _judge_value(report, _opened(statement.receiver), texts[0], texts[1], session.cwd)


def _set_variable(report: Report, statement: Statement, session: Session) -> None:
    """``[Environment]::SetEnvironmentVariable(name, value, 'Machine')``; without the third it ends with the process."""
    texts = [arg.text for arg in statement.args[:3]]
    if len(texts) == _KEPT and texts[2].lower() in ("machine", "user", "1", "2"):
        runtime_roots.judge_variable(report, NAME, texts[0], texts[1], session.cwd)


def _create_key(report: Report, statement: Statement, _session: Session) -> None:
    if statement.args:
        _judge_key(report, f"{_opened(statement.receiver)}\\{statement.args[0].text}")


def _key(bound: Bound, statement: Statement) -> str:
    """The key that a cmdlet is given: named, by the property of an object that was listed, or piped."""
    named = bound.value("path", "literalpath")
    return _listed(named) or named.text or _opened(statement.input)


def _listed(value: Value | None) -> str:
    """The key of an object of Get-Item, or any key below the one that Get-ChildItem lists; "" of other objects."""
    source = origin(value)
    bound = bind(source) if source is not None and source.name in _LISTS else None
    if source is None or bound is None:
        return ""
    path = bound.value("path", "literalpath").text
    return f"{path}\\*" if source.name == "get-childitem" else path


def _opened(value: Value | None) -> str:
    """The key that an object stands for, put together from the calls that opened it."""
    parts: list[str] = []
    for _ in range(_MAX_STEPS):
        maker = value.made_by if value is not None else None
        if value is None:
            break
        if maker is None:
            parts.append(value.text.rpartition("::")[2].strip("[]"))
            break
        if maker.name in _OPENS and maker.args:
            parts.append(maker.args[0].text.rpartition("::")[2])
            value = maker.receiver if maker.name.startswith(".") else None
        else:
            bound = bind(maker) if maker.name == "new-item" else None
            parts.append(bound.value("path", "literalpath").text if bound is not None else _listed(value))
            break
    return "\\".join(reversed(parts))


def _provider(report: Report, statement: Statement, session: Session) -> None:
    """StdRegProv through WMI: SetBinaryValue and its kin take hive, key, value name and data in this order."""
    bound = bind(statement)
    if bound is None or not bound.value("name", "methodname").lower.startswith(("set", "create")):
        return
    given = bound.value("argumentlist", "arguments")
    fields = dict(given.fields)
    if fields:
        _judge_provider(report, [fields.get(key, EMPTY) for key in ("hdefkey", "ssubkeyname", "svaluename")], session)
    else:
        _judge_provider(report, [*given.each, *bound.rest], session)


def _provider_method(report: Report, statement: Statement, session: Session) -> None:
    _judge_provider(report, list(statement.args), session)


def _judge_provider(report: Report, args: list[Value], session: Session) -> None:
    """The hive may be left out, as the methods take the machine's then."""
    place = next((position for position, arg in enumerate(args) if "\\" in arg.text), -1)
    if place < 0:
        return
    hive = next((_HIVES[arg.lower] for arg in args[:place] if arg.lower in _HIVES), "hklm")
    key, first, second = [*(arg.text for arg in args[place : place + 3]), "", ""][:3]
    _judge_value(report, f"{hive}\\{key}", first, second, session.cwd)
    if not report.findings:
        # Invoke-WmiMethod takes what a method takes by the alphabet: the data (uValue) before the name (sValueName)
        _judge_value(report, f"{hive}\\{key}", second, first, session.cwd)


JUDGES: dict[str, Judge] = {
    "set-itemproperty": _item_property,
    "new-itemproperty": _item_property,
    "new-item": _new_item,
    "set-item": _new_item,
    "copy-item": _copy,
    "move-item": _copy,
    "remove-item": _remove,
    "remove-itemproperty": _remove,
    "clear-item": _remove,
    "clear-itemproperty": _remove,
    "rename-item": _rename,
    "rename-itemproperty": _rename,
    "::setenvironmentvariable": _set_variable,
    "::setvalue": _set_value,
    ".setvalue": _set_value,
    ".createsubkey": _create_key,
    "invoke-wmimethod": _provider,
    "invoke-cimmethod": _provider,
    ".setbinaryvalue": _provider_method,
    ".setstringvalue": _provider_method,
    ".setexpandedstringvalue": _provider_method,
    ".setdwordvalue": _provider_method,
}
